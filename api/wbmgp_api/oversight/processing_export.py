"""The processing log in the form of OpenTelemetry (OTLP/JSON), with the attributes of Logboek Dataverwerkingen 1.0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from wbmgp_api.store.processing_reading import Line
from wbmgp_api.store.processing_rows import BSN

_CODES: Final = {"Unset": 0, "Ok": 1, "Error": 2}
_INTERNAL: Final = 1
_NANOSECONDS: Final = 1_000_000
TYPES: Final = {BSN: "BSN", "persoon_in_zaak": "urn:wbmgp:persoon-in-zaak"}
"""What a pseudonym is one of: as the standard names a citizen service number, else by an address of our own."""


def traces(lines: Sequence[Line], version: str) -> dict[str, Any]:
    """Lines as the data of traces: one document. Who acted is not in it: the standard leaves that to the organisation's own log."""
    about = [_said("service.name", "wbmgp-engine"), _said("service.version", version)]
    spans = [_span(line) for line in lines]
    scope = {"scope": {"name": "wbmgp-engine", "version": version}, "spans": spans}
    return {"resourceSpans": [{"resource": {"attributes": about}, "scopeSpans": [scope]}]}


def _span(line: Line) -> dict[str, Any]:
    span: dict[str, Any] = {
        "traceId": line.trace_id, "spanId": line.span_id, "name": line.name, "kind": _INTERNAL,
        "startTimeUnixNano": str(line.start_ms * _NANOSECONDS), "endTimeUnixNano": str(line.end_ms * _NANOSECONDS),
        "attributes": list(_attributes(line)), "status": {"code": _CODES[line.status]},
    }  # fmt: skip
    return span if line.parent_span_id is None else span | {"parentSpanId": line.parent_span_id}


def _attributes(line: Line) -> Iterator[dict[str, Any]]:
    yield _said("dpl.core.processing_activity_id", line.activity)
    if line.subject is not None and line.subject_type is not None:
        # The key that made the pseudonym goes before it: under another key the same person has another one.
        yield _said("dpl.core.data_subject_id", f"{line.key_id}:{line.subject}")
        yield _said("dpl.core.data_subject_id_type", TYPES[line.subject_type])
    if line.processor is not None and line.parent_span_id is not None and line.subject is None:
        # Above an action stands that of the other program, where it told which one that was.
        yield _said("dpl.core.foreign_operation.span_id", line.parent_span_id)
        yield _said("dpl.core.foreign_operation.processor", line.processor)


def _said(name: str, text: str) -> dict[str, Any]:
    return {"key": name, "value": {"stringValue": text}}
