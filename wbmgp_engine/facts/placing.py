"""Where a dwelling lies among the areas of its municipality, and which designations and ordinance the municipality keeps.

Whoever keeps the areas looks it up once and says so here: an answer made again later reads this, not today's areas.
"""

from typing import Annotated, Literal

from pydantic import Field

from wbmgp_engine.facts.consideration import Instrument
from wbmgp_engine.facts.fields import Area, Day, Municipality, Name, NotNull, Part
from wbmgp_engine.facts.situation import GroundId, Ordinance

Where = Literal["binnen", "buiten", "onbekend"]
Way = Literal["object", "pand", "openbareRuimte", "postcode", "vlak", "buurt"]
Listed = Literal["aanwijzingen", "verordeningen"]
Version = Annotated[int, Field(ge=1, le=1_000_000)]


Moment = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$")]


class RegisterVersion(Part):
    """Welke versie van het register van de gemeente is gelezen: de zoveelste vaststelling, en wanneer die was."""

    number: Version = Field(alias="versie")
    since: Moment = Field(alias="vastgesteld")


class PlacedArea(Part):
    """Een gebied in een versie, of de woning erin ligt, en waaraan dat is gezien. Onbekend is geen nee."""

    id: Area
    version: Version = Field(alias="versie")
    where: Where = Field(alias="ligging")
    way: Way | None = Field(default=None, alias="wijze")
    edge: Annotated[bool | None, NotNull] = Field(default=None, alias="opDeGrens")

    @property
    def inside(self) -> bool | None:
        """Whether the dwelling lies in it; None: it cannot be told."""
        return {"binnen": True, "buiten": False}.get(self.where)


class PlacedDesignation(Part):
    """Een aanwijzing die de gemeente zelf vastlegde, met het gebied in de versie die zij noemt."""

    id: Area
    version: Version = Field(alias="versie")
    area: PlacedArea = Field(alias="gebied")
    ground: GroundId = Field(alias="grond")
    instrument: Annotated[Instrument | None, NotNull] = None
    start: Day = Field(alias="van")
    end: Annotated[Day | None, NotNull] = Field(default=None, alias="tot")

    def possible_on(self, day: Day) -> bool:
        """False where it is certain that it is not in force on this day."""
        return self.start <= day and (self.end is None or day < self.end)


class PlacedStatement(Part):
    """Een verklaring van de gemeente dat het register op deze dagen volledig is, en waarvan."""

    id: Area
    version: Version = Field(alias="versie")
    covers: list[Listed] = Field(alias="omvat", min_length=1, max_length=2)
    start: Day = Field(alias="van")
    end: Day = Field(alias="tot")

    def holds_on(self, day: Day) -> bool:
        """Whether it speaks of this day."""
        return self.start <= day < self.end


class PlacedOrdinance(Ordinance):
    """De verordening die op deze dag geldt, zoals de gemeente haar vastlegde; `id` en `versie` zijn die van het register."""

    id: Area
    version: Version = Field(alias="versie")
    title: Name = Field(alias="citeertitel")
    start: Day = Field(alias="van")
    region: list[Municipality] = Field(default=[], alias="regio", max_length=1_000)

    @property
    def called(self) -> str:
        """The title under which it was published."""
        return self.title

    def holds_on(self, day: Day) -> bool:
        """Whether this day is one of its days."""
        return self.start <= day and (self.end is None or day < self.end)


class Placing(Part):
    """De gebieden die op de dag van de toetsing gelden, en de eigen aanwijzingen en verordening van de gemeente."""

    areas: list[PlacedArea] = Field(default=[], alias="gebieden", max_length=1_000)
    designations: list[PlacedDesignation] = Field(default=[], alias="aanwijzingen", max_length=1_000)
    complete: list[PlacedStatement] = Field(default=[], alias="volledig", max_length=1_000)
    ordinance: Annotated[PlacedOrdinance | None, NotNull] = Field(default=None, alias="verordening")
    read_in: Annotated[RegisterVersion | None, NotNull] = Field(default=None, alias="register")

    def area(self, name: str) -> PlacedArea | None:
        """The area of this name as it counts on the day; None where none is kept."""
        return next((one for one in self.areas if one.id == name), None)
