"""The files under `rules/bewaring/`: for each way in which a case ends, how long each category is kept and from when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, Field

from wbmgp_engine.law.dated_files import Dated
from wbmgp_engine.law.faults import fault
from wbmgp_engine.law.register_schema import Sourced

Category = Literal["beoordeling", "inkomen", "motivering", "onderzoek", "persoon", "spoor"]
Event = Literal["zaak_afgehandeld", "object_beeindigd", "onherroepelijk", "evaluatie_afgerond"]
Result = Literal[
    "verleend", "geweigerd", "ingetrokken", "afgebroken", "bezwaar_afgehandeld", "bezwaar_niet_ontvankelijk",
    "evaluatie", "woonverklaring",
]  # fmt: skip
CATEGORIES: Final[tuple[str, ...]] = get_args(Category)
RESULTS: Final[tuple[str, ...]] = get_args(Result)


def _each_once(categories: Sequence[Category]) -> Sequence[Category]:
    if not categories or len(set(categories)) != len(categories):
        raise fault("the categories are none, or one stands there twice", "name each once")
    return categories


class RetentionEntry(Sourced):
    """One term: what ended so keeps these categories for so long after an event."""

    klasse: str = Field(min_length=1)
    uitkomst: Result
    categorieen: Annotated[list[Category], AfterValidator(_each_once)]
    vanaf: Event
    lengte: int = Field(ge=0)
    eenheid: Literal["dagen", "jaren"]


class RetentionFile(Dated):
    """One version of a regulation or list that says how long something is kept."""

    tekst: str
    termijnen: list[RetentionEntry] = Field(min_length=1)
