"""The files under `rules/verwerking/`: what a municipality does with data of persons, why, and on which ground."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Annotated, Final, Literal, Self, TypeVar, get_args

from pydantic import AfterValidator, Field, model_validator

from wbmgp_engine.law.data_files import Entry
from wbmgp_engine.law.dated_files import Versioned
from wbmgp_engine.law.faults import fault
from wbmgp_engine.law.register_schema import Sourced
from wbmgp_engine.retention.schema import Result

# The terms of the Data Privacy Vocabulary that a public body can rest on, and the letter of art. 6 lid 1 AVG of each.
Basis = Literal["LegalObligation", "OfficialAuthorityOfController"]
LETTERS: Final = {"LegalObligation": "c", "OfficialAuthorityOfController": "e"}
# What the trail keeps apart, with the number of a person and what is known of who works here.
Category = Literal["beoordeling", "bsn", "inkomen", "medewerker", "motivering", "onderzoek", "persoon", "spoor"]
Person = Literal["aanvrager", "gemandateerde", "medebewoner", "medewerker", "verhuurder"]
Recipient = Literal[
    "aanvrager", "archivaris", "bestuursrechter", "bezwaarcommissie", "bezwaarorgaan", "burgemeester", "college", "fg",
    "gemandateerde_eigenaar", "gemeenteraad", "minister", "verhuurder", "zaaksysteem",
]  # fmt: skip
Controller = Literal["burgemeester", "burgemeester_en_wethouders"]
Special = Literal["gezondheid", "groepskenmerken", "nationaal_nummer", "strafrechtelijk"]
CATEGORIES: Final[tuple[str, ...]] = get_args(Category)

Word = TypeVar("Word", bound=Hashable)


def _each_once(words: Sequence[Word]) -> Sequence[Word]:
    if len(set(words)) != len(words):
        raise fault("one stands there twice", "name each once")
    return words


class Ground(Sourced):
    """Why it is lawful: the ground of the AVG, and the article that gives the task or the duty."""

    avg: str = Field(min_length=1)
    dpv: Basis

    @model_validator(mode="after")
    def _the_same_twice(self) -> Self:
        if self.avg != f"art. 6 lid 1 onder {LETTERS[self.dpv]}":
            raise fault(
                f"{self.dpv} is not {self.avg}", f"write art. 6 lid 1 onder {LETTERS[self.dpv]}, or the other term"
            )
        return self


class SpecialData(Sourced):
    """Data that ask for a ground of their own: which, of which kind, and what allows them."""

    soort: Special
    waarde: str = Field(min_length=1)


class Received(Sourced):
    """Who gets what, and what allows it."""

    wie: Recipient
    wat: str = Field(min_length=1)


class Keeping(Entry):
    """How long: by the ways to end of `rules/bewaring/`, or what nobody laid down yet."""

    uitkomsten: Annotated[list[Result], AfterValidator(_each_once)] = Field(default_factory=list)
    open: str | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if bool(self.uitkomsten) == bool(self.open):
            raise fault("a term is in rules/bewaring or is open", "give uitkomsten or open, and one of the two")
        return self


class ActivityFile(Versioned):
    """One version of one activity; another purpose, ground or recipient makes another version."""

    activiteit: str
    naam: str = Field(min_length=1)
    doel: str = Field(min_length=1)
    verantwoordelijke: Controller
    grondslagen: list[Ground] = Field(min_length=1)
    bijzonder: list[SpecialData]
    betrokkenen: Annotated[list[Person], AfterValidator(_each_once)] = Field(min_length=1)
    categorieen: Annotated[list[Category], AfterValidator(_each_once)] = Field(min_length=1)
    ontvangers: list[Received]
    bewaring: Keeping
    handelingen: Annotated[list[str], AfterValidator(_each_once)]

    @property
    def name(self) -> str:
        """The activity."""
        return self.activiteit

    @model_validator(mode="after")
    def _says_why_of_special_data(self) -> Self:
        told = {one.soort for one in self.bijzonder}
        asked = {"bsn": "nationaal_nummer", "onderzoek": "strafrechtelijk", "inkomen": "gezondheid"}
        if missing := [name for name, kind in asked.items() if name in self.categorieen and kind not in told]:
            raise fault(f"{', '.join(missing)}: nothing says what allows it", "add it under bijzonder with its source")
        return self
