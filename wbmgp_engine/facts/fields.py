"""The closed lists and field types of an Aanvraag. Which of the values counts under which article is law, not here."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

from wbmgp_engine.facts.partial_dates import PartialDate, full_date


class IncomeKind(StrEnum):
    """The kinds of income an applicant can name; never an amount."""

    EMPLOYMENT = "dienstbetrekking"
    SELF_EMPLOYED = "zelfstandige"
    EARLY_RETIREMENT = "vut"
    STATE_PENSION = "aow"
    PENSION = "pensioen"
    STUDENT_FINANCE = "studiefinanciering"
    STUDENT_FINANCE_CLAIM = "aanspraak_studiefinanciering"
    ASSISTANCE = "bijstand"
    DISABILITY = "wia"
    YOUNG_DISABLED = "wajong"
    UNEMPLOYMENT = "ww"
    SICKNESS = "ziektewet"
    OTHER = "anders"

    @property
    def needs_judgement(self) -> bool:
        """Whether an official can be asked for a judgement on this kind (the form offers it; the law weighs it)."""
        return self in (IncomeKind.UNEMPLOYMENT, IncomeKind.SICKNESS, IncomeKind.OTHER)


class Role(StrEnum):
    """What a person is to the application."""

    APPLICANT = "aanvrager"
    PARTNER = "partner"
    CHILD = "kind"
    MEMBER = "medebewoner"


class CircumstanceKind(StrEnum):
    """What can be put forward for the hardship clause; structured evidence, never a score."""

    HOMELESSNESS = "dakloosheid"
    MEDICAL = "medisch"
    INFORMAL_CARE = "mantelzorg"
    DOMESTIC_VIOLENCE = "huiselijk_geweld"
    CHILDREN = "kinderen"
    RELIANCE = "gewekt_vertrouwen"
    ALMOST_SIX_YEARS = "bijna_zes_jaar"
    RETURN_AFTER_RENEWAL = "terugkeer_na_herstructurering"
    LEAVING_INSTITUTION = "uitstroom_instelling"
    OTHER = "anders"


class Part(BaseModel):
    """A part of an Aanvraag: Dutch camelCase keys, nothing unknown, nothing converted. `model_fields_set` tells absent
    (unknown) from null (there is none)."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, populate_by_name=True, alias_generator=to_camel, defer_build=True
    )

    def given(self, name: str) -> bool:
        """Whether the field was supplied with a value."""
        return name in self.model_fields_set and getattr(self, name) is not None


def _words(value: Any) -> Any:
    if isinstance(value, str) and ("\x00" in value or any(0xD800 <= ord(sign) <= 0xDFFF for sign in value)):
        raise ValueError("the text holds a character that cannot be stored")
    return value


def _reject_null(value: Any) -> Any:
    if value is None:
        raise ValueError("null means 'there is none', which this cannot be; leave the key out when it is not known")
    return value


Known = BeforeValidator(_reject_null)
Day = Annotated[date, BeforeValidator(full_date), PlainSerializer(lambda day: day.isoformat(), when_used="always")]
Partial = Annotated[
    PartialDate, BeforeValidator(PartialDate.parse), PlainSerializer(lambda day: str(day), return_type=str, when_used="always")
]  # fmt: skip
Municipality = Annotated[str, Field(pattern=r"^GM\d{4}$")]
Identifier = Annotated[str, BeforeValidator(_words), Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_\-]{0,63}$")]
Name = Annotated[str, BeforeValidator(_words), Field(min_length=1, max_length=200)]
Text = Annotated[str, BeforeValidator(_words), Field(max_length=20_000)]
Eurocents = Annotated[int, Field(ge=0, le=10**12)]
