"""A submission of Open Formulieren, in both public shapes: a record of the Objects API, and generic JSON (once called JSON dump).

- Objects API: `data` by step, beside `type`, `bsn`, `submission_id`, `pdf_url`, `attachments` and `language_code`, by
  itself or inside the `record` of an object.
- Generic JSON: `values` beside `metadata` (`form_name`, `public_reference`, `registration_timestamp` …).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from wbmgp_api.cases.office import HERE
from wbmgp_api.exchange.notices import placed
from wbmgp_api.words import bad_input
from wbmgp_engine.facts.json_text import MAX_BYTES

Json = dict[str, Any]
_MOST_ANSWERS: Final = 500
_DIGITS: Final = 30
_LONGEST_LINK: Final = 1_000
_OWN: Final = ("auth_bsn", "language_code", "submission_id", "public_reference", "form_name", "form_id")
"""Static variables of Open Formulieren that generic JSON may hold among its values."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A document beside the answers: where it is named, and what it is called or where it lies. It is not fetched."""

    at: str
    reference: str
    inside: bool = False

    def to_json(self) -> Json:
        """The document as an answer lists it."""
        reference = placed(self.reference) if self.inside else self.reference
        return {"plaats": placed(self.at), "verwijzing": reference, "meegestuurd": self.inside}


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent: by which form and reference, the answers by key with their place, and what lies beside them."""

    names: tuple[str, ...]
    reference: str
    answers: Mapping[str, tuple[str, Any]]
    number: Any = None
    language: str | None = None
    day: date | None = None
    attached: tuple[Attached, ...] = ()
    twice: tuple[str, ...] = field(default=())


def read_submission_json(data: bytes) -> Any:
    """JSON as a form sends it: a number with a fraction stays text, for an amount is never a float. Raises BadInput."""
    if len(data) > MAX_BYTES:
        raise bad_input("too_many_bytes", "input", most=MAX_BYTES)
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused, parse_int=_whole, parse_float=_fraction
        )  # fmt: skip
    except UnicodeDecodeError:
        raise bad_input("no_utf8", "input") from None
    except (ValueError, RecursionError):
        raise bad_input("strict_json", "input") from None


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(text: str) -> Any:
    raise ValueError("no number")


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _fraction(digits: str) -> str:
    if len(digits) > _DIGITS:
        raise ValueError("too many digits")
    return digits


def submission(given: Any) -> Submission:
    """The submission in a document. Raises BadInput for a document of another kind, and for one without a reference."""
    inner = given.get("record") if isinstance(given, dict) else None
    if isinstance(inner, dict) and isinstance(inner.get("data"), dict):
        return _of_record(inner["data"], inner.get("startAt"), "record.data.")
    if isinstance(given, dict) and isinstance(given.get("data"), dict):
        return _of_record(given, None, "")
    if isinstance(given, dict) and isinstance(given.get("values"), dict):
        return _of_dump(given)
    raise bad_input("no_submission", "input")


def _of_record(told: Json, start: Any, at: str) -> Submission:
    if not isinstance(told.get("data"), dict):
        raise bad_input("no_submission", f"{at}data")
    answers, twice = _by_step(told["data"], f"{at}data")
    links = {"pdf_url": told.get("pdf_url")}
    for number, one in enumerate(_list(told.get("attachments"))):
        links[f"attachments.{number}"] = one.get("url") if isinstance(one, dict) else one
    attached = tuple(Attached(at + place, str(link)) for place, link in links.items() if _is_link(link))
    return Submission(
        _names(told.get("type")), _reference(told.get("submission_id"), f"{at}submission_id"), answers, told.get("bsn"),
        _text(told.get("language_code")), _day(start), attached, twice,
    )  # fmt: skip


def _of_dump(told: Json) -> Submission:
    values = told["values"]
    metadata = told.get("metadata")
    beside: Json = metadata if isinstance(metadata, dict) else {}
    known = {name: beside.get(name, values.get(name)) for name in _OWN}
    answers = {key: (f"values.{key}", value) for key, value in values.items() if key not in _OWN}
    files = [
        (f"values.{key}", one)
        for key, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    attached = tuple(Attached(at, one["file_name"], inside=True) for at, one in files if is_file(one))
    return Submission(
        _names(known["form_name"], known["form_id"]),
        _reference(known["public_reference"] or known["submission_id"], "metadata.public_reference"),
        _bounded(answers, "values"), known["auth_bsn"], _text(known["language_code"]),
        _day(beside.get("registration_timestamp")), attached,
    )  # fmt: skip


def is_file(value: Any) -> bool:
    """Whether an answer is a file that was sent along."""
    return isinstance(value, dict) and isinstance(value.get("file_name"), str) and "content" in value


def _by_step(data: Json, at: str) -> tuple[dict[str, tuple[str, Any]], tuple[str, ...]]:
    """The answers of all steps by key, and the keys that two steps have. A key without a step is an answer itself."""
    found: dict[str, tuple[str, Any]] = {}
    twice: list[str] = []
    for step, inside in data.items():
        for key, value in inside.items() if isinstance(inside, dict) else [(None, inside)]:
            name, place = (step, f"{at}.{step}") if key is None else (key, f"{at}.{step}.{key}")
            if name in found:
                twice.append(name)
            found[name] = (place, value)
    return _bounded(found, at), tuple(twice)


def _bounded(answers: dict[str, tuple[str, Any]], at: str) -> dict[str, tuple[str, Any]]:
    if len(answers) > _MOST_ANSWERS:
        raise bad_input("list_too_long", at, most=_MOST_ANSWERS)
    return answers


def _names(*given: Any) -> tuple[str, ...]:
    return tuple(one for one in given if isinstance(one, str) and one)


def _reference(given: Any, at: str) -> str:
    if isinstance(given, str) and 0 < len(given) <= 100 and given.isprintable() and given.strip():
        return given.strip()
    raise bad_input("no_reference", at)


def _text(given: Any) -> str | None:
    return given if isinstance(given, str) else None


def _list(given: Any) -> list[Any]:
    return given[:_MOST_ANSWERS] if isinstance(given, list) else []


def _is_link(given: Any) -> bool:
    return (
        isinstance(given, str) and given.startswith("https://") and len(given) <= _LONGEST_LINK and given.isprintable()
    )


def _day(given: Any) -> date | None:
    """The day of a moment here, or a day itself; None for anything else."""
    try:
        moment = datetime.fromisoformat(given)
        return moment.astimezone(HERE).date() if moment.tzinfo is not None else moment.date()
    except (TypeError, ValueError, OverflowError):  # the first and last moments have no day here
        return None
