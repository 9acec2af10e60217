"""What is wrong with an application in words: each finding with its place, value and fix. Input is never echoed at length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, get_args

from pydantic import ValidationError

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.contradictions import CONTRADICTION
from wbmgp_engine.facts.fields import FORMS, Part

MAX_FINDINGS: Final = 100
_MAX_SHOWN: Final = 60
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_\-]{1,40}")

_KINDS: Final = {
    "string_type": ("is not text", "write text between quotes"),
    "bool_type": ("is not true or false", "write true or false, without quotes"),
    "int_type": ("is not a whole number", "write a whole number without quotes; money in eurocents"),
    "list_type": ("is not a list", "put it between [ and ]"),
    "dict_type": ("is not an object", "put it between { and }"),
    "model_type": ("is not an object", "put it between { and }"),
    "date_type": ("is not a date", "write YYYY-MM-DD between quotes"),
    "string_unicode": ("holds a character that does not exist", "remove the lone surrogate"),
    "invalid_key": ("is not a text key", "write the key between quotes"),
}


def findings_of(error: ValidationError, given: Any = None) -> list[Finding]:
    """Every finding of a validation in the order of the document, at most `MAX_FINDINGS`.

    `given` is the input that was validated; with it, places speak of the input as it was written.
    """
    details = error.errors(include_url=False)
    found = [finding for detail in islice(details, MAX_FINDINGS) for finding in _findings(detail, given)]
    rest = len(found) + len(details[MAX_FINDINGS:]) - MAX_FINDINGS
    if rest <= 0:
        return found
    return [*found[:MAX_FINDINGS], Finding("aanvraag", f"{rest} more findings are not shown", "mend these first")]


def _findings(detail: Any, given: Any) -> Iterable[Finding]:
    if detail["type"] == CONTRADICTION:
        found: list[Finding] = detail["ctx"]["findings"]
        return found
    return (_finding(detail, given),)


def _finding(detail: Any, given: Any) -> Finding:
    place = place_of(_as_written(detail["loc"], given))
    match detail["type"]:
        case "missing":
            return Finding(place, "is required and absent", "add it")
        case "extra_forbidden":
            return Finding(place, "is not a known key", _spelling(detail["loc"]))
    value = detail["input"]
    if value is None and detail["type"] != "model_type":
        return Finding(
            place, "null means 'there is none', which cannot be here", "leave the key out when it is not known"
        )
    problem, fix = _KINDS.get(detail["type"]) or _worded(detail)
    return Finding(place, f"{shown(value)} {problem}", fix)


def _as_written(loc: Sequence[str | int], given: Any) -> Sequence[str | int]:
    # hardheid may be one object: then there is no index in what the caller wrote.
    single = loc[:1] == ("hardheid",) and isinstance(given, dict) and isinstance(given.get("hardheid"), dict)
    return (loc[0], *loc[2:]) if single else loc


def _worded(detail: Any) -> tuple[str, str]:
    context = detail.get("ctx") or {}
    match detail["type"]:
        case "literal_error" | "enum":
            return "is not one of the allowed values", "use " + str(context["expected"]).replace("'", "")
        case "string_pattern_mismatch":
            return "does not have the right form", FORMS[context["pattern"]]
        case "greater_than_equal":
            return "is too small", f"write at least {context['ge']}"
        case "less_than_equal":
            return "is too large", f"write at most {context['le']}"
        case "too_long" | "string_too_long":
            return "is too long", f"give at most {context['max_length']} " + _measured(detail)
        case "too_short":
            return "is too short", f"give at least {context['min_length']} " + _measured(detail)
        case "value_error":
            problem, _, fix = str(context["error"]).partition("; ")
            return problem, fix
    return "is not accepted", str(detail["msg"])[:_MAX_SHOWN]


def _measured(detail: Any) -> str:
    return "characters" if detail["type"].startswith("string") else "items"


def shown(value: Any) -> str:
    """A value as a message shows it: on one line, in printable characters, at most sixty of them."""
    if isinstance(value, dict | list | tuple | set):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) > 10**20:
        return "a very large number"
    text = ascii(value[: _MAX_SHOWN + 1]) if isinstance(value, str | bytes) else ascii(value)
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"


def place_of(loc: Sequence[str | int]) -> str:
    """A place in the input, such as `huishouden.0.geboortedatum`; a key that is not plain is shown like a value."""
    return ".".join(_step(part) for part in loc) or "aanvraag"


def _step(part: str | int) -> str:
    return str(part) if isinstance(part, int) or _PLAIN_KEY.fullmatch(part) else shown(part)


def _spelling(loc: Sequence[str | int]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(str(loc[-1])[:_MAX_SHOWN], _keys_at(loc[:-1]), n=1)
    return f"did you mean {near[0]}?" if near else "remove it"


def _keys_at(loc: Sequence[str | int]) -> list[str]:
    """The keys the contract knows at a place."""
    from wbmgp_engine.facts.application import Application

    here: type[Part] = Application
    for key in (part for part in loc if isinstance(part, str)):
        field = next(field for name, field in here.model_fields.items() if key == (field.alias or name))
        here = next(_parts_in(field.annotation))
    return [field.alias or name for name, field in here.model_fields.items()]


def _parts_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_in(inner)
