"""An application for a housing permit (Aanvraag), as the contract words it: strict, closed, and honest about what is absent.

There is no field for nationality, origin, religion, gender or the amount of an income, and none can be added by a
caller: unknown keys are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.fields import (
    CircumstanceKind, Day, Eurocents, Identifier, IncomeKind, Known, Municipality, Name, Part, Partial, Role, Text,
)  # fmt: skip
from wbmgp_engine.facts.situation import DwellingKind, Instrument, Landlord, Situation

Weighing = Literal["gewogen", "niet_gewogen"]


def _of(kind: Any) -> BeforeValidator:
    """Read a value of a closed list from its text; strict mode would want the Python object."""

    def read(value: Any) -> Any:
        if isinstance(value, str) and value in kind._value2member_map_:
            return kind(value)
        if isinstance(value, kind):
            return value
        raise ValueError("use one of " + ", ".join(item.value for item in kind))

    return BeforeValidator(read)


class Source(Part):
    """Who says so: the BRP, a document, or the applicant."""

    kind: Literal["brp", "bewijsstuk", "opgave"] = Field(alias="soort")


class Judged(Part):
    """A human judgement: what was judged, why, and by whom."""

    reasons: Text | None = Field(default=None, alias="motivering")
    decided_by: Name | None = Field(default=None, alias="beslisser")

    @property
    def reasoned(self) -> bool:
        return bool(self.reasons and self.reasons.strip())

    @property
    def signed(self) -> bool:
        return bool(self.decided_by and self.decided_by.strip())


class Income(Judged):
    """One kind of income, with B&W's judgement where the kind needs one."""

    kind: Annotated[IncomeKind, _of(IncomeKind)] = Field(alias="soort")
    judgement: Literal["telt_mee", "telt_niet"] | None = Field(default=None, alias="oordeel")
    source: Source | None = Field(default=None, alias="bron")


class StayItem(Part):
    """One interval of residence, `[vanaf, tot)`; `tot` null means until the application date."""

    place: Annotated[str, Field(pattern=r"^(GM\d{4}|buitenland|onbekend)$")] = Field(alias="gemeente")
    start: Annotated[Partial, Known] | None = Field(default=None, alias="vanaf")
    end: Partial | None = Field(default=None, alias="tot")
    source: Source | None = Field(default=None, alias="bron")


class Person(Part):
    """Somebody who will live in the dwelling."""

    id: Identifier
    role: Annotated[Role, _of(Role)] = Field(alias="rol")
    born: Annotated[Partial, Known] | None = Field(default=None, alias="geboortedatum")
    lawful_residence: Annotated[bool, Known] | None = Field(default=None, alias="rechtmatigVerblijf")
    residence: Annotated[list[StayItem], Known] = Field(default=[], alias="verblijf", max_length=1000)
    income: Annotated[list[Income], Known] = Field(default=[], alias="inkomen", max_length=200)
    traits: Annotated[list[Identifier], Known] = Field(default=[], alias="kenmerken", max_length=200)
    source: Source | None = Field(default=None, alias="bron")


class Address(Part):
    """An address in the Netherlands."""

    postcode: Annotated[str, Field(pattern=r"^[1-9]\d{3} ?[A-Z]{2}$")]
    number: Annotated[int, Field(ge=1, le=99_999)] = Field(alias="huisnummer")
    letter: Annotated[str, Field(pattern=r"^[A-Za-z]$")] | None = Field(default=None, alias="huisletter")
    addition: Annotated[str, Field(pattern=r"^[A-Za-z0-9\-]{1,4}$")] | None = Field(default=None, alias="toevoeging")


class Dwelling(Part):
    """The dwelling: where it is, who lets it, what it is, its rent in eurocents per month."""

    area: Name | None = Field(default=None, alias="gebied")
    address: Address | None = Field(default=None, alias="adres")
    object_id: Annotated[str, Field(pattern=r"^\d{16}$")] | None = Field(default=None, alias="adresseerbaarObject")
    landlord: Annotated[Landlord, Known] | None = Field(default=None, alias="verhuurder")
    kind: Annotated[DwellingKind, Known] | None = Field(default=None, alias="soort")
    rent: Annotated[Eurocents, Known] | None = Field(default=None, alias="huurprijs")


class Priority(Judged):
    """Article 9: whether somebody with priority wants this dwelling, and what B&W decided."""

    candidates: Annotated[bool, Known] | None = Field(default=None, alias="kandidatenMetVoorrang")
    judgement: Literal["verlenen", "aan_ander"] | None = Field(default=None, alias="oordeel")


class Weighed(Part):
    """The five criteria of article 10b(4): weighed or not, nothing else; the reasons stay with the mayor."""

    a: Weighing | None = None
    b: Weighing | None = None
    c: Weighing | None = None
    d: Weighing | None = None
    e: Weighing | None = None


class Screening(Part):
    """The outcome of the screening of article 10. Never what it found."""

    instrument: Instrument | None = None
    certificates: dict[str, Literal["overgelegd", "niet_overgelegd"]] | None = Field(default=None, alias="vog")
    statement: Literal["verlenen", "verlenen_met_voorschriften", "weigeren"] | None = Field(default=None, alias="woonverklaring")
    weighed: Weighed | None = Field(default=None, alias="weging")
    hearing_offered: bool | None = Field(default=None, alias="gehoord")
    conditions: list[Text] = Field(default=[], alias="voorschriften", max_length=100)


class Circumstance(Part):
    """Something put forward for the hardship clause."""

    kind: Annotated[CircumstanceKind, _of(CircumstanceKind)] = Field(alias="soort")
    note: Text | None = Field(default=None, alias="toelichting")
    evidence: Text | None = Field(default=None, alias="bewijs")


class Hardship(Judged):
    """A plea for, or a judgement on, the hardship clause for one ground."""

    ground: Literal["artikel_8", "artikel_10"] | None = Field(default=None, alias="grond")
    pleaded: bool | None = Field(default=None, alias="beroep")
    circumstances: list[Circumstance] = Field(default=[], alias="omstandigheden", max_length=100)
    judgement: Literal["onbillijk", "niet_onbillijk"] | None = Field(default=None, alias="oordeel")


class Application(Part):
    """One application. Raises BadInput, with every finding at once, from `model_validate` and `from_json`."""

    reference: Name = Field(alias="kenmerk")
    municipality: Municipality = Field(alias="gemeente")
    kind: Literal["huisvesting", "latere_inwoning"] = Field(default="huisvesting", alias="aanvraagsoort")
    application_date: Day = Field(alias="aanvraagdatum")
    dwelling: Dwelling = Field(alias="woonruimte")
    household: list[Person] = Field(alias="huishouden", min_length=1, max_length=100)
    priority: Priority | None = Field(default=None, alias="voorrang")
    screening: Screening | None = Field(default=None, alias="onderzoek")
    hardship: Annotated[list[Hardship], BeforeValidator(lambda given: [given] if isinstance(given, dict) else given or [])] = Field(
        default=[], alias="hardheid", max_length=20
    )
    not_supplied: list[Name] = Field(default=[], alias="nietVerstrekt", max_length=200)
    exception15: bool | None = Field(default=None, alias="uitzondering15")
    proportionality: dict[str, Any] | None = Field(default=None, alias="evenredigheid")
    situation: Situation | None = Field(default=None, alias="situatie")

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Application:
        """Read an application from parsed JSON; BadInput names every place, value and fix."""
        from wbmgp_engine.facts.problems import contradictions, findings_of

        try:
            application = super().model_validate(obj, **options)
        except ValidationError as error:
            raise BadInput(findings_of(error)) from None
        if found := contradictions(application):
            raise BadInput(found)
        return application

    @classmethod
    def from_json(cls, text: str | bytes) -> Application:
        """Read an application from JSON text; also refuses duplicate keys, NaN, too much and too deep."""
        from wbmgp_engine.facts.json_text import read_json

        return cls.model_validate(read_json(text))

    @property
    def applicant(self) -> Person:
        """The one person who applies."""
        return next(person for person in self.household if person.role is Role.APPLICANT)

    @property
    def conditions(self) -> list[str]:
        """The conditions of the woonverklaring."""
        return self.screening.conditions if self.screening is not None else []

    def applied_on(self, day: date) -> Application:
        """The same application on another date."""
        return self.model_copy(update={"application_date": day})

    def changed(self, changes: Mapping[str, Any]) -> Application:
        """The application with facts replaced, by path: `aanvraagdatum`, `huishouden.ID.inkomen`, `huishouden.ID.kenmerken`."""
        data = deepcopy(self.to_json())
        for path, value in changes.items():
            *parents, last = path.split(".")
            target: Any = data
            for name in parents:
                target = next(p for p in target if p["id"] == name) if isinstance(target, list) else target[name]
            target[last] = value
        return Application.model_validate(data)

    def proportionality_json(self) -> dict[str, Any] | None:
        """The record on proportionality in this case, as it was given."""
        return deepcopy(self.proportionality)

    def to_json(self) -> dict[str, Any]:
        """The application as it was given, without what was absent."""
        return self.model_dump(by_alias=True, exclude_unset=True, mode="json")


__all__ = ["Application"]
