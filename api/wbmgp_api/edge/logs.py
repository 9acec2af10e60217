"""Lines of the log: JSON with an allow-list of fields; a number that could be a BSN, a token or an address is struck out."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import structlog

from wbmgp_api.identifiers import is_bsn

_FIELDS: Final = frozenset({
    "event", "level", "timestamp", "methode", "route", "status", "duur_us", "trace_id", "rol", "gemeente", "soort",
    "exception", "adres", "reden",
})  # fmt: skip
_SECRETS: Final = re.compile(
    r"(?P<number>(?<!\d)\d{8,9}(?!\d))|eyJ[\w-]+\.[\w-]+\.[\w-]*|[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII
)

# Made once: `json.dumps` with options makes one for each line.
_WRITER: Final = json.JSONEncoder(ensure_ascii=False, default=repr)


def redacted(text: str) -> str:
    """Text without what means a person or opens a door."""

    def stroke(found: re.Match[str]) -> str:
        number = found["number"]
        return found[0] if number is not None and not is_bsn(number.zfill(9)) else "[geschrapt]"

    return _SECRETS.sub(stroke, text)


def _allowed(logger: Any, name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Only fields of the list, and text without secrets: the second wall."""
    found = {key: value for key, value in line.items() if key in _FIELDS}
    # One search for all of a line: hardly any holds something to strike out. A sign between two texts belongs to neither.
    if _SECRETS.search("\n".join([value for value in found.values() if isinstance(value, str)])) is None:
        return found
    return {key: redacted(value) if isinstance(value, str) else value for key, value in found.items()}


def _written(line: Any, **_: Any) -> str:
    return _WRITER.encode(line)


def _frames_only(logger: Any, name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where a mistake happened, without its message: that may hold what somebody sent."""
    problem = line.pop("exc_info", None)
    step = getattr(problem, "__traceback__", None)
    frames = []
    while step is not None:
        frames.append(f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno}")
        step = step.tb_next
    if frames:
        line["exception"] = f"{type(problem).__name__} in {' > '.join(frames[-8:])}"
    return line


def log_to(stream: TextIO | None = None) -> structlog.stdlib.BoundLogger:
    """The service's log, to standard error by default. Uvicorn's own lines are kept to warnings."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    made: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        # One write for each line; printing makes two.
        structlog.WriteLogger(stream or sys.stderr),
        processors=[
            structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True),
            _frames_only, _allowed, structlog.processors.JSONRenderer(_written),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )  # fmt: skip
    return made
