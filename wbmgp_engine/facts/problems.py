"""What is wrong with a document in words: each finding with its place, value and fix. Input is never echoed at length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from wbmgp_engine.errors import Finding, Unfit
from wbmgp_engine.facts.contradictions import CONTRADICTION
from wbmgp_engine.facts.fields import FORM_CODES, FORMS, Part
from wbmgp_engine.facts.showing import MAX_SHOWN, place_of, shown

MAX_FINDINGS: Final = 100


class _Said(NamedTuple):
    """What is wrong with a value, by code and in words."""

    code: str
    problem: str
    fix: str
    params: Mapping[str, str | int] = MappingProxyType({})


_OBJECT: Final = _Said("object", "must be an object", "put it between { and }")
_KINDS: Final = {
    "string_type": _Said("text", "must be text", "put it between quotes"),
    "bool_type": _Said("truth", "must be true or false", "write true or false without quotes"),
    "int_type": _Said("whole", "must be a whole number", "write it without quotes or decimals; money in eurocents"),
    "list_type": _Said("list", "must be a list", "put it between [ and ]"),
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "date_type": _Said("full_date", "must be a date", "write YYYY-MM-DD between quotes"),
    "string_unicode": _Said("sign", "holds a character that does not exist", "remove the lone surrogate"),
    "invalid_key": _Said("key", "is not a text key", "write the key between quotes"),
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
    more = Finding(root.ROOT, f"{rest} more findings are not shown", "mend these first", "", "more", {"count": rest})
    return [*found[:MAX_FINDINGS], more]


def _findings(detail: Any, root: type[Part], given: Any) -> Iterable[Finding]:
    if detail["type"] == CONTRADICTION:
        found: list[Finding] = detail["ctx"]["findings"]
        return found
    return (_finding(detail, root, given),)


def _finding(detail: Any, root: type[Part], given: Any) -> Finding:
    place = place_of(_as_written(detail["loc"], given), root.ROOT)
    match detail["type"]:
        case "missing":
            return Finding(place, "is required and absent", "add it", "", "required")
        case "extra_forbidden":
            return _unknown_key(place, root, detail["loc"])
    value = detail["input"]
    if value is None and detail["loc"]:
        return _null(place, required=_is_required(root, detail["loc"]))
    said = _KINDS.get(detail["type"]) or _worded(detail)
    return Finding(place, said.problem, said.fix, shown(value), said.code, said.params)


def _null(place: str, *, required: bool) -> Finding:
    fix, code = ("give its value", "null_required") if required else ("leave the key out when it is not known", "null")
    return Finding(place, "null means 'there is none', which cannot be here", fix, "", code)


def _as_written(loc: Sequence[str | int], given: Any) -> Sequence[str | int]:
    # hardheid may be one object: then there is no index in what the caller wrote.
    single = loc[:1] == ("hardheid",) and isinstance(given, dict) and isinstance(given.get("hardheid"), dict)
    return (loc[0], *loc[2:]) if single else loc


def _worded(detail: Any) -> _Said:
    context = detail.get("ctx") or {}
    match detail["type"]:
        case "literal_error" | "enum":
            expected = str(context["expected"]).replace("'", "")
            listed = {"choices": expected.replace(" or ", ", ").replace("True", "true")}
            return _Said("choice", "is not one of the allowed values", f"use {expected}", listed)
        case "string_pattern_mismatch":
            pattern = context["pattern"]
            fix = FORMS.get(pattern, "see its description")
            return _Said(FORM_CODES.get(pattern, "form"), "does not have the right form", fix)
        case "greater_than_equal":
            return _Said("too_small", "is too small", f"write at least {context['ge']}", {"least": context["ge"]})
        case "less_than_equal":
            return _Said("too_large", "is too large", f"write at most {context['le']}", {"most": context["le"]})
        case "value_error" if isinstance(unfit := context["error"], Unfit):
            return _Said(unfit.code, "is not accepted: " + unfit.problem, unfit.fix, unfit.params)
        case "value_error":
            problem, _, fix = str(context["error"]).partition("; ")
            return _Said("", "is not accepted: " + problem, fix)
    return _sized(detail, context) or _Said("refused", "is not accepted", str(detail["msg"])[:MAX_SHOWN])


def _sized(detail: Any, context: Any) -> _Said | None:
    """A list or a text that is too long or too short."""
    text = detail["type"].startswith("string")
    measured = "characters" if text else "item" if 1 in context.values() else "items"
    match detail["type"]:
        case "too_long" | "string_too_long":
            most, code = context["max_length"], "text_too_long" if text else "list_too_long"
            return _Said(code, "is too long", f"give at most {most} {measured}", {"most": most})
        case "too_short" | "string_too_short":
            least, code = context["min_length"], "text_too_short" if text else "list_too_short"
            return _Said(code, "is too short", f"give at least {least} {measured}", {"least": least})
    return None


def _unknown_key(place: str, root: type[Part], loc: Sequence[str | int]) -> Finding:
    from difflib import get_close_matches

    problem = "is not a known key"
    near = get_close_matches(str(loc[-1])[:MAX_SHOWN], list(_fields_at(root, loc[:-1])), n=1, cutoff=0.8)
    if near:
        return Finding(place, problem, f"did you mean {near[0]}?", "", "misspelled_key", {"near": near[0]})
    return Finding(place, problem, "remove it, or correct its spelling", "", "unknown_key")


def _is_required(root: type[Part], loc: Sequence[str | int]) -> bool:
    field = _fields_at(root, loc[:-1]).get(str(loc[-1]))
    # An item of a list has no key to leave out.
    return field is None or field.is_required()


def _fields_at(root: type[Part], loc: Sequence[str | int]) -> dict[str, FieldInfo]:
    """The fields the contract knows at a place, by their key; none where it knows no object."""
    here: type[Part] | None = root
    for key in (part for part in loc if isinstance(part, str)):
        # What is no field is a key of a mapping of parts: the part stays the same.
        if here is not None and (field := _by_key(here).get(key)) is not None:
            here = next(_parts_in(field.annotation), None)
    return {} if here is None else _by_key(here)


def _by_key(part: type[Part]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in part.model_fields.items()}


def _parts_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_in(inner)
