"""Whether the Algemene termijnenwet covers a term, by what the version of the act says of lengths and subjects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from wbmgp_engine.calendar.explained import Texts
from wbmgp_engine.calendar.schema import Instrument, Subject, TermEntry, TermsActFile, Unit
from wbmgp_engine.errors import BadInput

_WORDS: dict[Unit, tuple[Texts, Texts]] = {
    "dagen": (("dag", "day"), ("dagen", "days")),
    "weken": (("week", "week"), ("weken", "weeks")),
    "maanden": (("maand", "month"), ("maanden", "months")),
    "jaren": (("jaar", "year"), ("jaren", "years")),
}


@dataclass(frozen=True, slots=True)
class Length:
    """The length of a term with the provision that sets it; `exempt` is one that takes it out of the act."""

    number: int
    unit: Unit
    source: str = ""
    certainty: str = "gelezen"
    exempt: str | None = None

    def __post_init__(self) -> None:
        if self.unit not in _WORDS:
            raise BadInput.one("term", f"{self.unit!r} is no unit", f"use one of {', '.join(_WORDS)}")
        if self.number < 1:
            raise BadInput.one("term", f"a length of {self.number} {self.unit}", "use 1 or more")

    @classmethod
    def of(cls, entry: TermEntry) -> Length:
        """The length that a rule file gives."""
        return cls(entry.lengte, entry.eenheid, entry.bron, entry.zekerheid, entry.zonder_termijnenwet)

    @property
    def words(self) -> Texts:
        """The length in Dutch and English, as in "8 weken"."""
        nl, en = _WORDS[self.unit][self.number != 1]
        return f"{self.number} {nl}", f"{self.number} {en}"


class NotCovered(NamedTuple):
    """Why the act does not cover a term, and the provision."""

    nl: str
    en: str
    source: str
    certainty: str


def not_covered(
    lengths: Iterable[Length], act: TermsActFile, set_by: Instrument, subject: Subject | None
) -> NotCovered | None:
    """Why the act does not cover a term made of these lengths, each judged by itself; None when it does."""
    if set_by not in {entry.regeling for entry in act.geldt_voor}:
        sources = "; ".join(entry.bron for entry in act.geldt_voor)
        return NotCovered(f"de termijn staat in een {set_by}", f"the term is set by a {set_by}", sources, "afgeleid")
    for excluded in act.geldt_niet_voor.onderwerpen:
        if excluded.onderwerp == subject:
            said = subject.replace("_", " ")
            return NotCovered(f"onderwerp: {said}", f"subject: {said}", excluded.bron, excluded.zekerheid)
    return next((reason for length in lengths if (reason := _by_length(length, act))), None)


def _by_length(length: Length, act: TermsActFile) -> NotCovered | None:
    if length.exempt:
        return NotCovered(
            "deze bepaling sluit haar uit", "this provision rules it out", length.exempt, length.certainty
        )
    for limit in act.geldt_niet_voor.lengten:
        if limit.eenheid == length.unit and length.number > limit.meer_dan:
            nl, en = _WORDS[limit.eenheid][1]
            texts = (f"meer dan {limit.meer_dan} {nl}", f"more than {limit.meer_dan} {en}")
            return NotCovered(*texts, limit.bron, limit.zekerheid)
    return None
