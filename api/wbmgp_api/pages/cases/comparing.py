"""Value against value: what the rules compared with a number, a day or a list of the law, read from the trail of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from wbmgp_api.pages.cases import speaking
from wbmgp_api.pages.cases.speaking import Household
from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_engine.permits.texts import value_in_words

_HOW: Final = {
    "GREATER_THAN_OR_EQUAL": N_("ten minste"), "GREATER_THAN": N_("meer dan"), "LESS_THAN": N_("minder dan"),
    "LESS_THAN_OR_EQUAL": N_("ten hoogste"), "IN": N_("een van"), "EQUALS": N_("gelijk aan"),
}  # fmt: skip
_NAMES: Final = {
    "ingezetene_vanaf_laatst": N_("onafgebroken in de regio"), "ingezetene_vanaf_vroegst": N_("onafgebroken in de regio"),
    "soort": N_("soort inkomen"), "vereiste_jaren": N_("vereist aantal jaren"),
    "inkomens_van_de_lijst": N_("de lijst van inkomens in de wet"),
    "inkomens_met_oordeel": N_("inkomens die een oordeel vragen"), "AGE": N_("leeftijd"),
    "volwassen_vanaf": N_("leeftijd waarop iemand volwassen is"), "getoetst_vanaf": N_("leeftijd waarop iemand wordt onderzocht"),
}  # fmt: skip
_PERSON: Final = re.compile(r"persoon\[(\d{1,4})\]", re.ASCII)
_JCI: Final = re.compile(r"jci1\.3:c:(BWBR\d+)&artikel=([^&]+)", re.ASCII)


class Comparison(NamedTuple):
    """What was held against the law: of whom, the value, how it is compared, the law's own value, and whether it holds."""

    of: str
    label: str
    value: str
    how: str
    norm: str
    name: str
    holds: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the trail one is: the article of the law, the person, and the value of the node above."""

    article: tuple[str, str] = ("", "")
    person: int | None = None
    value: Any = None


def compared(
    trail: Sequence[Mapping[str, Any]], source: Mapping[str, Any], household: Household, tongue: Tongue
) -> Iterator[Comparison]:
    """The comparisons about people that the article of a source makes, in the order in which they were made.

    The same value and norm come once: the rules ask "at least" and then "less than".
    """
    wanted = _JCI.match(source.get("jci", ""))
    if wanted is None:
        return
    said = _Said({node["nr"]: node for node in _all(trail) if "nr" in node}, household, tongue)
    here = (said.of(node, place) for node, place in _walk(trail, _Place()) if place.article == wanted.groups())
    found: dict[tuple[str, ...], Comparison] = {}
    for one in here:
        if one is not None:
            found.setdefault((one.of, one.label, one.value, one.name), one)
    yield from found.values()


def _all(trail: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for node in trail:
        yield node
        yield from _all(node.get("onder", ()))


def _walk(trail: Sequence[Mapping[str, Any]], place: _Place) -> Iterator[tuple[Mapping[str, Any], _Place]]:
    for node in trail:
        here = replace(place, value=node.get("waarde", place.value))
        basis = node.get("grondslag")
        if basis is not None:
            here = replace(here, article=(str(basis.get("bwb_id")), str(basis.get("article"))))
        elif "artikel" in node:
            here = replace(here, article=("", ""))
        if (whose := _PERSON.fullmatch(node["naam"])) is not None:
            here = replace(here, person=int(whose[1]))
        if node["genomen"] and node["soort"] == "operation" and node["naam"] in _HOW and len(node.get("onder", ())) > 1:
            yield node, here
        yield from _walk(node.get("onder", ()), here)


@dataclass(frozen=True, slots=True)
class _Said:
    known: Mapping[int, Mapping[str, Any]]
    household: Household
    tongue: Tongue

    def of(self, node: Mapping[str, Any], place: _Place) -> Comparison | None:
        """A comparison in words; None where it is not made with a value that the law itself names."""
        left, right = node["onder"][:2]
        norm = self._norm(right)
        of_nobody = place.person is None or place.person >= len(self.household)
        if norm is None or of_nobody or not isinstance(place.value, bool) or left["soort"] == "literal":
            return None
        assert place.person is not None
        (label, value), how = self._left(left), _HOW[node["naam"]]
        return Comparison(
            self._person(place.person), label, value, self.tongue.gettext(how), self._words(norm.get("waarde")),
            self._name(norm["naam"]), place.value,
        )  # fmt: skip

    def _person(self, place: int) -> str:
        return speaking.person(self.household, self.household[place]["id"], self.tongue.language)

    def _norm(self, node: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The definition of the law that a side of a comparison reads, perhaps through a name or from before."""
        node = self.known.get(node.get("zie", -1), node)
        if node["soort"] == "definition":
            return node
        return next((found for one in node.get("onder", ()) if (found := self._norm(one)) is not None), None)

    def _left(self, node: Mapping[str, Any]) -> tuple[str, str]:
        """What was compared: a fact, or the time between two days."""
        if node["naam"] != "DATE_DIFF":
            whole = self.known.get(node.get("zie", -1), node)
            return self._name(whole["naam"]), self._words(whole.get("waarde"))
        start, end = (self.known.get(one.get("zie", -1), one) for one in node["onder"][:2])
        between = f"{self._words(start.get('waarde'))} – {self._words(end.get('waarde'))}"
        return self._name(start["naam"]), f"{self._words(node.get('waarde'))} ({between})"

    def _name(self, key: str) -> str:
        name = key.rpartition(".")[2].lstrip("$")
        return self.tongue.gettext(_NAMES[name]) if name in _NAMES else speaking.label(name, self.tongue.language)

    def _words(self, value: Any) -> str:
        return value_in_words(value, self.tongue.language)
