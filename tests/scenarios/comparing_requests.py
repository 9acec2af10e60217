"""What a case about a request for designation expects, set against the answer: every difference in one readable line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any


def differences(expected: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """Every way in which an answer (the JSON of the contract) is not what a case expects; only stated keys are compared.

    `onderdelen` are all parts in order, each with the keys it states; `openstaand` names all open points that leave the request complete; `vragen` facts
    that must be among those asked; `opmerkingen` and `redenen` words that must stand in a remark, or in a reason why the
    request is not complete.
    """
    assert expected.keys() <= _COMPARE.keys(), (
        f"a case expects what nobody compares: {expected.keys() - _COMPARE.keys()}"
    )
    return [line for key in expected for line in _COMPARE[key](key, expected[key], answer)]


def _same(place: str, expected: Any, found: Any) -> Iterator[str]:
    if expected != found:
        yield f"{place}: expected {expected}, found {found}"


def _value(key: str, expected: Any, answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _same(key, expected, answer[key])


def _within(place: str, expected: Any, found: Any) -> Iterator[str]:
    """A mapping may state fewer keys than there are; a list states all its items, in any order of the readings."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for key, value in expected.items():
            yield from _within(f"{place}.{key}", value, found.get(key, "absent"))
    elif isinstance(expected, Sequence) and not isinstance(expected, str) and isinstance(found, Sequence):
        yield from _items(place, list(expected), list(found))
    else:
        yield from _same(place, expected, found)


def _items(place: str, expected: list[Any], found: list[Any]) -> Iterator[str]:
    yield from _same(f"{place}: how many", len(expected), len(found))
    for item in expected:
        if not any(not list(_within(place, item, other)) for other in found):
            yield f"{place}: nothing like {item} in {found}"


def _part(_: str, expected: list[Any], answer: Mapping[str, Any]) -> Iterator[str]:
    found = answer["onderdelen"]
    yield from _same("onderdelen: how many", len(expected), len(found))
    for index, (wanted, part) in enumerate(zip(expected, found, strict=False)):
        yield from _within(f"onderdelen.{index}", wanted, part)


def _mapping(key: str, expected: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _within(key, expected, answer[key])


def _open(key: str, expected: list[str], answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _same(
        key, sorted(expected), sorted(item["poort"] for item in answer[key] if not item.get("volledigheid"))
    )


def _asked(key: str, expected: list[str], answer: Mapping[str, Any]) -> Iterator[str]:
    found = [question["feit"] for question in answer[key]]
    yield from (f"{key}: {fact} is not asked; asked: {found}" for fact in expected if fact not in found)


def _words(key: str, expected: list[str], answer: Mapping[str, Any]) -> Iterator[str]:
    open_points = [item for item in answer["openstaand"] if item.get("volledigheid")]
    said = [item["nl"] for item in (open_points if key == "redenen" else answer[key])]
    yield from (
        f"{key}: {words!r} stands in none of {said}" for words in expected if not any(words in line for line in said)
    )


_COMPARE: Mapping[str, Callable[[str, Any, Mapping[str, Any]], Iterator[str]]] = {
    "volledig": _value, "onderdelen": _part, "criteria": _mapping, "beslistermijn": _mapping, "openstaand": _open,
    "vragen": _asked, "opmerkingen": _words, "redenen": _words,
}  # fmt: skip
