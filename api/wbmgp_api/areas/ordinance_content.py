"""What an ordinance of the municipality says: what the council fixed, as a given situation tells it, with where it was published.

What the ordinance does not tell is absent and stays not known. Whether it may say so is a question for the rules.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from wbmgp_api.public_names import Nameless, addressable, of_nobody
from wbmgp_api.words import fault
from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.contradictions import CONTRADICTION
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import Area, Day, Identifier, Municipality, NoneIsEmpty, NotNull
from wbmgp_engine.facts.ordinance import OrdinanceText
from wbmgp_engine.facts.situation import Category, Choices

_OF_THE_TEXT = ("van", "tot", "vindplaats", "categorieen", "inkomenstoets", "verblijfstoets", "voorrangskenmerken",
                "voorrangBoven", "gedragingen", "latereInwoning")  # fmt: skip
"""What the document that is held against the act calls the same."""


class Content(Choices, Document):
    """Een huisvestingsverordening. Wat zij niet regelt of wat u niet weet, laat u weg: dan is het niet bekend."""

    ROOT: ClassVar[str] = "verordening"
    title: Nameless = Field(alias="citeertitel", description="De titel waaronder zij is bekendgemaakt.")
    source: Nameless = Field(
        alias="vindplaats", description="Waar zij is bekendgemaakt, zoals een nummer van het Gemeenteblad."
    )
    start: Day = Field(alias="van")
    end: Day | None = Field(
        default=None,
        alias="tot",
        description="De eerste dag waarop zij niet meer geldt; weglaten: tot zij wordt vervangen.",
    )
    categories: Annotated[list[Category], Field(min_length=1, max_length=1_000)] = Field(
        alias="categorieen", description="Voor welke woonruimten zij op welke grond geldt."
    )
    priority_traits: Annotated[list[Annotated[Identifier, AfterValidator(of_nobody)]], NoneIsEmpty] = Field(
        default=[], alias="voorrangskenmerken", max_length=1_000
    )
    region: list[Municipality] = Field(
        default=[],
        alias="regio",
        min_length=1,
        max_length=1_000,
        description="Welke gemeenten de regio vormen waarin iemand gewoond moet hebben; de eigen gemeente telt altijd mee.",
    )
    withdrawn: Annotated[Day | None, NotNull] = Field(
        default=None,
        alias="ingetrokkenOp",
        description="Vanaf welke dag zij is ingetrokken; op haar eerste dag: nooit gegolden.",
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if found := list(_contradictions(self)):
            raise PydanticCustomError(CONTRADICTION, "the ordinance contradicts itself", {"findings": found})
        return self

    @property
    def last_day(self) -> date | None:
        """The first day on which it is not in force any more; None: until it is replaced."""
        return min((day for day in (self.end, self.withdrawn) if day is not None), default=None)

    def in_force(self, on: date) -> bool:
        """Whether a day is one of its days."""
        return self.start <= on and (self.last_day is None or on < self.last_day)

    def meets(self, start: date, end: date | None) -> bool:
        """Whether it is in force on one of the days from `start` until `end`; one that was never in force on none."""
        first, last = max(self.start, start), min((day for day in (self.last_day, end) if day), default=None)
        return last is None or first < last

    def facts(self) -> dict[str, Any]:
        """What goes with an application: all of it, until the day on which it really ends."""
        told = {key: said for key, said in self.to_json().items() if key != "ingetrokkenOp"}
        return told if self.withdrawn is None else told | {"tot": str(self.last_day)}

    def as_text(self, municipality: str) -> OrdinanceText:
        """The document that is held against the act."""
        told = self.to_json()
        same = {key: told[key] for key in _OF_THE_TEXT if key in told}
        if "hardheidsclausule" in told:
            # One truth in the contract, and a clause for each ground in the document. Which ground it is of, the rules say.
            same["hardheidsclausule"] = {"zonderArtikel": True} if told["hardheidsclausule"] else None
        return OrdinanceText.model_validate({"gemeente": municipality, "naam": self.title, **same})


class NewOrdinance(Content):
    """Een nieuwe verordening; `id` is uw eigen naam ervoor."""

    id: Annotated[Area, AfterValidator(addressable)]


def _contradictions(ordinance: Content) -> Iterator[Finding]:
    if ordinance.end is not None and ordinance.end <= ordinance.start:
        yield fault("day_order", "tot")
    if ordinance.withdrawn is not None and ordinance.withdrawn < ordinance.start:
        yield fault("withdrawn_early", "ingetrokkenOp")
    for number, one in enumerate(ordinance.categories):
        if not one.grounds:
            yield fault("no_ground", f"categorieen.{number}.gronden")
