"""What a case expects, set against what the engine answers: every difference in one readable line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

_KEYS = {
    "advies", "gronden", "redenen", "openstaand", "aard", "vragen", "vroegsteDatum", "alternatieven", "opmerkingen",
    "voorschriften",
}  # fmt: skip


def differences(expected: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """Every way in which an answer (the JSON of a Toetsing) is not what a case expects; only stated keys are compared.

    `gronden` names verdicts per ground, `redenen` words that must stand in the reason of a ground, `openstaand` all
    open gates, `vragen` all facts asked, `alternatieven` changes that must be among those offered, `opmerkingen` words
    that must stand in a remark (none: there is no remark).
    """
    assert expected.keys() <= _KEYS, f"a case expects what nobody compares: {sorted(expected.keys() - _KEYS)}"
    return [line for key in expected for line in _COMPARE[key](expected[key], answer)]


def _advice(expected: str, answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _same("advies", expected, answer["advies"])


def _grounds(expected: Mapping[str, str], answer: Mapping[str, Any]) -> Iterator[str]:
    found = {ground["grond"]: ground["oordeel"] for ground in answer["gronden"]}
    for ground, verdict in expected.items():
        yield from _same(f"grond {ground}", verdict, found.get(ground, "afwezig"))


def _reasons(expected: Mapping[str, str], answer: Mapping[str, Any]) -> Iterator[str]:
    found = {ground["grond"]: ground["reden"]["nl"] for ground in answer["gronden"]}
    for ground, words in expected.items():
        if words not in found.get(ground, ""):
            yield f"reden van {ground}: {words!r} does not stand in {found.get(ground)!r}"


def _gates(expected: list[str], answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _same("openstaand", sorted(expected), sorted(gate["poort"] for gate in answer["openstaand"]))


def _kinds(expected: Mapping[str, str], answer: Mapping[str, Any]) -> Iterator[str]:
    found = {gate["poort"]: gate["aard"] for gate in answer["openstaand"]}
    for gate, kind in expected.items():
        yield from _same(f"aard van {gate}", kind, found.get(gate, "niet open"))


def _questions(expected: list[str], answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _same("vragen", sorted(expected), sorted(question["feit"] for question in answer["vragen"]))


def _earliest(expected: str | None, answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _same("vroegsteDatum", expected, answer["vroegsteDatum"])


def _changes(expected: list[Any], answer: Mapping[str, Any]) -> Iterator[str]:
    offered = [item["wijziging"] for item in answer["alternatieven"]]
    for change in expected:
        if change not in offered:
            yield f"alternatieven: {change} is not among {offered}"


def _remarks(expected: list[str], answer: Mapping[str, Any]) -> Iterator[str]:
    said = [remark["nl"] for remark in answer["opmerkingen"]]
    if said and not expected:
        yield f"opmerkingen: expected none, found {said}"
    for words in expected:
        if not any(words in remark for remark in said):
            yield f"opmerkingen: {words!r} stands in none of {said}"


def _conditions(expected: list[str], answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _same("voorschriften", expected, answer["voorschriften"])


def _same(name: str, expected: object, found: object) -> Iterator[str]:
    if expected != found:
        yield f"{name}: expected {expected}, found {found}"


_COMPARE: Mapping[str, Callable[[Any, Mapping[str, Any]], Iterator[str]]] = {
    "advies": _advice, "gronden": _grounds, "redenen": _reasons, "openstaand": _gates, "aard": _kinds, "vragen": _questions,
    "vroegsteDatum": _earliest, "alternatieven": _changes, "opmerkingen": _remarks, "voorschriften": _conditions,
}  # fmt: skip
