"""What is wrong with a document in words: each finding with its place, value and fix. Input is never echoed at length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.contradictions import CONTRADICTION
from wbmgp_engine.facts.fields import FORMS, Part
from wbmgp_engine.facts.showing import MAX_SHOWN, place_of, shown

MAX_FINDINGS: Final = 100

_KINDS: Final = {
    "string_type": ("must be text", "put it between quotes"),
    "bool_type": ("must be true or false", "write true or false without quotes"),
    "int_type": ("must be a whole number", "write it without quotes or decimals; money in eurocents"),
    "list_type": ("must be a list", "put it between [ and ]"),
    "dict_type": ("must be an object", "put it between { and }"),
    "model_type": ("must be an object", "put it between { and }"),
    "date_type": ("must be a date", "write YYYY-MM-DD between quotes"),
    "string_unicode": ("holds a character that does not exist", "remove the lone surrogate"),
    "invalid_key": ("is not a text key", "write the key between quotes"),
}


def findings_of(error: ValidationError, root: type[Part], given: Any = None) -> list[Finding]:
    """Every finding of a validation of `root` in the order of the document, at most `MAX_FINDINGS`.

    `given` is the input that was validated; with it, places speak of the input as it was written.
    """
    details = error.errors(include_url=False)
    found = [finding for detail in islice(details, MAX_FINDINGS) for finding in _findings(detail, root, given)]
    rest = len(found) + len(details[MAX_FINDINGS:]) - MAX_FINDINGS
    if rest <= 0:
        return found
    return [*found[:MAX_FINDINGS], Finding(root.ROOT, f"{rest} more findings are not shown", "mend these first")]


def _findings(detail: Any, root: type[Part], given: Any) -> Iterable[Finding]:
    if detail["type"] == CONTRADICTION:
        found: list[Finding] = detail["ctx"]["findings"]
        return found
    return (_finding(detail, root, given),)


def _finding(detail: Any, root: type[Part], given: Any) -> Finding:
    place = place_of(_as_written(detail["loc"], given), root.ROOT)
    match detail["type"]:
        case "missing":
            return Finding(place, "is required and absent", "add it")
        case "extra_forbidden":
            return Finding(place, "is not a known key", _spelling(root, detail["loc"]))
    value = detail["input"]
    if value is None and detail["loc"]:
        fix = "give its value" if _is_required(root, detail["loc"]) else "leave the key out when it is not known"
        return Finding(place, "null means 'there is none', which cannot be here", fix)
    problem, fix = _KINDS.get(detail["type"]) or _worded(detail)
    return Finding(place, problem, fix, shown(value))


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
            return "does not have the right form", FORMS.get(context["pattern"], "see its description")
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
            return "is not accepted: " + problem, fix
    return "is not accepted", str(detail["msg"])[:MAX_SHOWN]


def _measured(detail: Any) -> str:
    if detail["type"].startswith("string"):
        return "characters"
    return "item" if 1 in detail["ctx"].values() else "items"


def _spelling(root: type[Part], loc: Sequence[str | int]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(str(loc[-1])[:MAX_SHOWN], list(_fields_at(root, loc[:-1])), n=1, cutoff=0.8)
    return f"did you mean {near[0]}?" if near else "remove it, or correct its spelling"


def _is_required(root: type[Part], loc: Sequence[str | int]) -> bool:
    field = _fields_at(root, loc[:-1]).get(str(loc[-1]))
    # An item of a list has no key to leave out.
    return field is None or field.is_required()


def _fields_at(root: type[Part], loc: Sequence[str | int]) -> dict[str, FieldInfo]:
    """The fields the contract knows at a place, by their key; none where it knows no object."""
    here: type[Part] | None = root
    for key in (part for part in loc if isinstance(part, str)):
        here = None if here is None else next(_parts_in(_by_key(here)[key].annotation), None)
    return {} if here is None else _by_key(here)


def _by_key(part: type[Part]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in part.model_fields.items()}


def _parts_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_in(inner)
