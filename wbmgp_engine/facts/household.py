"""The people who will live in the dwelling, as dates and registers tell of them. No age limit stands here: that is law."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from wbmgp_engine.facts.fields import (
    PLACE,
    Identifier,
    IncomeKindText,
    Line,
    NoneIsEmpty,
    NotNull,
    Part,
    Partial,
    RoleText,
    Text,
)
from wbmgp_engine.facts.residence import PLACE_UNKNOWN, Stay

SourceKind = Literal["brp", "bewijsstuk", "opgave"]


class Source(Part):
    """Who says so: the BRP, a document, or the applicant."""

    kind: SourceKind = Field(alias="soort")


class StaySource(Source):
    """Who says so of a stay. `inOnderzoek`: the BRP holds it and doubts it, so nothing is certain by it alone."""

    in_research: bool = Field(default=False, alias="inOnderzoek")


class Judged(Part):
    """A human judgement: what was judged, why, and by whom. A blank reason or name is none."""

    reasons: Text | None = Field(default=None, alias="motivering")
    decided_by: Line | None = Field(default=None, alias="beslisser")

    @property
    def reasoned(self) -> bool:
        return bool(self.reasons and self.reasons.strip())

    @property
    def signed(self) -> bool:
        return bool(self.decided_by and self.decided_by.strip())


class Income(Judged):
    """One kind of income, with B&W's judgement where the kind needs one. There is no amount."""

    kind: IncomeKindText = Field(alias="soort")
    judgement: Literal["telt_mee", "telt_niet"] | None = Field(default=None, alias="oordeel")
    source: Source | None = Field(default=None, alias="bron")


class StayItem(Part):
    """One interval of residence, `[vanaf, tot)`. `tot` null: until the application date; `tot` or `vanaf` absent: that
    edge is not known; `gemeente` absent is `onbekend`."""

    place: Annotated[str, Field(pattern=PLACE)] = Field(default=PLACE_UNKNOWN, alias="gemeente")
    start: Annotated[Partial | None, NotNull] = Field(default=None, alias="vanaf")
    end: Partial | None = Field(default=None, alias="tot")
    source: StaySource | None = Field(default=None, alias="bron")

    @property
    def disputed(self) -> bool:
        """Whether the BRP has this stay in research."""
        return self.source is not None and self.source.in_research

    @property
    def until_now(self) -> bool:
        """Whether the stay lasts until the application date."""
        return self.end is None and "end" in self.model_fields_set


# What an integrator has to know of a list: absent and empty are two answers.
_RESIDENCE: Final = (
    "De hele woongeschiedenis. Weglaten: niet bekend, en er wordt naar gevraagd. Wie op een tijd nergens staat, woonde "
    "toen niet in de regio; is de plaats niet bekend, geef dan een tijdvak zonder gemeente. []: nergens ingezetene."
)
_INCOME: Final = "Elke soort inkomen. Weglaten: niet bekend, en er wordt naar gevraagd. []: geen inkomen."
_TRAITS: Final = "Kenmerken die de verordening voor artikel 9 noemt. Weglaten: niet bekend. []: geen daarvan."


class Person(Part):
    """Somebody who will live in the dwelling. `bron` is the source of the date of birth and of lawful residence."""

    id: Identifier
    role: RoleText = Field(alias="rol")
    born: Annotated[Partial | None, NotNull] = Field(default=None, alias="geboortedatum")
    lawful_residence: Annotated[bool | None, NotNull] = Field(default=None, alias="rechtmatigVerblijf")
    residence: Annotated[list[StayItem], NoneIsEmpty] = Field(
        default=[], alias="verblijf", max_length=1000, description=_RESIDENCE
    )
    income: Annotated[list[Income], NoneIsEmpty] = Field(
        default=[], alias="inkomen", max_length=200, description=_INCOME
    )
    traits: Annotated[list[Identifier], NoneIsEmpty] = Field(
        default=[], alias="kenmerken", max_length=200, description=_TRAITS
    )
    source: Source | None = Field(default=None, alias="bron")

    @property
    def stays(self) -> list[Stay]:
        """The history of residence, as `residence.uninterrupted_since` reads it."""
        return [
            Stay(item.place, item.start, item.end, item.until_now, source_of([item]), item.disputed)
            for item in self.residence
        ]

    def born_between(self, on: date) -> tuple[date, date] | None:
        """The first and the last day on which this person can have been born, none after `on`; None when not known."""
        return None if self.born is None else (self.born.earliest, min(self.born.latest, on))


def source_of(items: Iterable[Person | Income | StayItem]) -> SourceKind:
    """The source of facts taken together: the weakest of theirs; without a source it is the applicant's word."""
    found = {None if item.source is None else item.source.kind for item in items}
    if None in found or "opgave" in found or not found:
        return "opgave"
    return "bewijsstuk" if "bewijsstuk" in found else "brp"
