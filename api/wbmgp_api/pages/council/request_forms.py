"""A part of a request as a form and back: empty is not known, a box says that there is certainly none, and the rest stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from wbmgp_api.pages.council.request_fields import Field, Items, Path
from wbmgp_api.pages.visitors import Form

Json = dict[str, Any]
NONE, YES, NO = ".geen", "ja", "nee"
_MISSING: Final = object()


def shown(document: Mapping[str, Any], fields: Iterable[Field]) -> Form:
    """What the fields hold."""
    said: Form = {}
    for field in fields:
        value = found(document, field.path)
        said[field.id] = _values(field, value)
        if field.none and value in (None, []):
            said[f"{field.id}{NONE}"] = ["ja"]
    return said


def otherwise(document: Mapping[str, Any], fields: Iterable[Field], said: Form) -> list[tuple[Field, str]]:
    """The fields of which the document holds something else than a form says, with what it holds."""
    kept = shown(document, fields)
    return [(field, ", ".join(kept[field.id])) for field in fields if _words(kept, field) != _words(said, field)]


def _words(said: Form, field: Field) -> list[str]:
    return " ".join(said.get(field.id, [])).split()


def filled(document: Mapping[str, Any], fields: Iterable[Field], said: Form) -> Json:
    """The document with what a form says of these fields."""
    made: Json = deepcopy(dict(document))
    for field in fields:
        value = _value(field, said)
        if value is _MISSING:
            _drop(made, field.path)
        else:
            _put(made, field.path, value)
    return made


def items(document: Mapping[str, Any], listed: Items) -> list[Json]:
    """What stands in a list of the document."""
    value = found(document, listed.path)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def certainly_none(document: Mapping[str, Any], listed: Items) -> bool:
    """Whether the document says that there is none."""
    return found(document, listed.path) in (None, [])


def with_item(document: Mapping[str, Any], listed: Items, at: int | None, item: Json) -> Json:
    """The document with an item in its place, or behind the others."""
    every = items(document, listed)
    return _listed(document, listed, [*every, item] if at is None else [*every[:at], item, *every[at + 1 :]])


def without_item(document: Mapping[str, Any], listed: Items, at: int) -> Json:
    """The document without an item. An empty list is gone: that there is none at all, people say themselves."""
    every = items(document, listed)
    return _listed(document, listed, [*every[:at], *every[at + 1 :]])


def with_none(document: Mapping[str, Any], listed: Items, none: bool) -> Json:
    """The document that says of an empty list that there is certainly none, or that it is not known."""
    if items(document, listed):
        return dict(document)
    made = _listed(document, listed, [])
    if none:
        _put(made, listed.path, [])
    return made


def found(document: Mapping[str, Any], path: Path) -> Any:
    """What stands at a path; a mark of its own where nothing does."""
    value: Any = document
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            return _MISSING
        value = value[step]
    return value


def text_of(document: Mapping[str, Any], path: Path) -> str:
    """What stands at a path, as text; empty where nothing does."""
    value = found(document, path)
    return "" if value in (None, _MISSING) else str(value)


def places(fields: Iterable[Field], under: Sequence[str | int] = ()) -> dict[str, str]:
    """Which field shows what is wrong at a place of the document."""
    start = ".".join(map(str, under))
    return {f"{start}.{field.id}" if start else field.id: field.id for field in fields}


def _listed(document: Mapping[str, Any], listed: Items, every: list[Json]) -> Json:
    made: Json = deepcopy(dict(document))
    if every:
        _put(made, listed.path, every)
    else:
        _drop(made, listed.path)
    return made


def _values(field: Field, value: Any) -> list[str]:
    if value in (None, _MISSING):
        return []
    if field.kind == "checks":
        return [str(one) for one in value]
    if field.kind == "yes":
        return [YES if value else NO]
    return ["\n".join(map(str, value)) if field.kind == "lines" else str(value)]


def _value(field: Field, said: Form) -> Any:
    if field.none and said.get(f"{field.id}{NONE}"):
        return [] if field.kind == "checks" else None
    told = [one.strip().replace("\r\n", "\n") for one in said.get(field.id, []) if one.strip()]
    if not told:
        return _MISSING
    if field.kind == "checks":
        return told
    if field.kind == "yes":
        return told[0] == YES
    if field.kind == "lines":
        return [line.strip() for line in told[0].splitlines() if line.strip()]
    # A year or a count is a whole number; a figure with decimals stands as it was published.
    return (
        int(told[0])
        if field.kind == "figure" and told[0].isascii() and told[0].isdigit() and len(told[0]) < 18
        else told[0]
    )


def _put(document: Json, path: Path, value: Any) -> None:
    for step in path[:-1]:
        if not isinstance(document.get(step), dict):
            document[step] = {}
        document = document[step]
    document[path[-1]] = value


def _drop(document: Json, path: Path) -> None:
    """Take a value away, and what holds nothing any more without it."""
    first, rest = path[0], path[1:]
    if not rest:
        document.pop(first, None)
    elif isinstance(inner := document.get(first), dict):
        _drop(inner, rest)
        if not inner:
            del document[first]
