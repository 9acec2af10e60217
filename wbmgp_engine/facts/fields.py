"""The closed lists and field types of an Aanvraag. Which of the values counts under which article is law, not here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_before_validator_function

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


# Modules of models do without `from __future__ import annotations`: pydantic would compile each as text at every start.
class Part(BaseModel):
    """A part of an Aanvraag: the contract's Dutch keys only, nothing converted.

    An absent key is *unknown*: its attribute is None or empty and its name is not in `model_fields_set`. A key that is
    null means *there is none*: its name is in `model_fields_set`. A list that is null is empty. Where there cannot be
    none (a date of birth) or where null could be taken for "no" (a yes/no fact), null is refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    # What a message calls the whole document, where it names no place inside it.
    ROOT: ClassVar[str] = "aanvraag"

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Without defaults of null and of empty lists: who fills them in says "there is none" where nobody knows."""
        described = handler(schema)
        for field in handler.resolve_ref_schema(described).get("properties", {}).values():
            if field.get("default") in (None, []):
                field.pop("default", None)
        return described

    def given(self, name: str) -> bool:
        """Whether the attribute was supplied with a value."""
        return name in self.model_fields_set and getattr(self, name) is not None


class _NotNull:
    """Marks `T | None` as "absent or a T": None is what a reader finds for an absent key, null is refused."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        assert schema["type"] == "nullable"
        inner: CoreSchema = schema["schema"]
        return inner


def _none_is_empty(value: Any) -> Any:
    return [] if value is None else value


class _OrNone:
    """Marks a list that can be null, or one part in place of a list of one: read as a list, and described as it is taken."""

    def __init__(self, read: Callable[[Any], Any], *, one: bool = False) -> None:
        self.read, self.one = read, one

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler(schema)
        return {"anyOf": [made, *([made["items"]] if self.one else []), {"type": "null"}]}


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, dict) else _none_is_empty(given)


NotNull: Final = _NotNull()
NoneIsEmpty: Final = _OrNone(_none_is_empty)
OneOrMore: Final = _OrNone(_listed, one=True)
"""The contract allows one object in place of a list of one."""

MUNICIPALITY: Final = r"^GM[0-9]{4}$"
PLACE: Final = r"^(GM[0-9]{4}|buitenland|onbekend)$"
AREA: Final = r"^[^\sA-Z\x00-\x1f\x7f]+$"
IDENTIFIER: Final = r"^[A-Za-z0-9_][A-Za-z0-9_\-]{0,63}$"
LINE: Final = r"^[^\x00-\x1f\x7f]*$"
NAME: Final = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
TEXT: Final = r"^[^\x00]*$"
POSTCODE: Final = r"^[1-9][0-9]{3} ?[A-Z]{2}$"
HOUSE_LETTER: Final = r"^[A-Za-z]$"
ADDITION: Final = r"^[A-Za-z0-9 /\-]{1,10}$"
OBJECT: Final = r"^[0-9]{16}$"
NEIGHBOURHOOD: Final = r"^BU[0-9]{8}$"
DEGREES: Final = r"^[0-9]{1,2}\.[0-9]{1,7}$"
LETTER: Final = r"^[a-z]$"
SLUG: Final = r"^[a-z0-9_]{1,64}$"

# What a pattern asks for, in words: a message shows these, never a regular expression.
FORMS: Final = {
    MUNICIPALITY: "write GM and four digits, such as GM0599",
    PLACE: "write GM and four digits, 'buitenland' or 'onbekend'",
    AREA: "write its name in lower case with hyphens, such as oud-charlois",
    IDENTIFIER: "use letters, digits, _ and -, at most 64",
    LINE: "write it on one line, without control characters",
    NAME: "write it on one line, without control characters, and not blank",
    TEXT: "remove the NUL character",
    POSTCODE: "write four digits and two capitals, such as 3082AA",
    HOUSE_LETTER: "write one letter",
    ADDITION: "use at most ten letters, digits, spaces, / and -",
    OBJECT: "write sixteen digits",
    NEIGHBOURHOOD: "write BU and eight digits",
    DEGREES: "write degrees with a point and at most seven decimals, such as 4.4950000",
    LETTER: "write one small letter",
    SLUG: "use small letters, digits and _, at most 64",
}

# The code of each, by which others say it in their own words.
FORM_CODES: Final = {
    MUNICIPALITY: "form_municipality", PLACE: "form_place", AREA: "form_area", IDENTIFIER: "form_identifier",
    LINE: "form_line", NAME: "form_name", TEXT: "form_text", POSTCODE: "form_postcode", HOUSE_LETTER: "form_letter",
    ADDITION: "form_addition", OBJECT: "form_object", NEIGHBOURHOOD: "form_neighbourhood", DEGREES: "form_degrees",
    LETTER: "form_small_letter", SLUG: "form_slug",
}  # fmt: skip

Day = Annotated[date, BeforeValidator(full_date)]
Partial = PartialDate
Municipality = Annotated[str, Field(pattern=MUNICIPALITY)]
Area = Annotated[str, Field(pattern=AREA, max_length=200)]
Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
Line = Annotated[str, Field(pattern=LINE, max_length=200)]
Name = Annotated[str, Field(pattern=NAME, max_length=200)]
Text = Annotated[str, Field(pattern=TEXT, max_length=20_000)]
Eurocents = Annotated[int, Field(ge=0, le=10**12)]
# Strict mode would want the Python object; from JSON comes its text.
IncomeKindText = Annotated[IncomeKind, Field(strict=False)]
RoleText = Annotated[Role, Field(strict=False)]
CircumstanceText = Annotated[CircumstanceKind, Field(strict=False)]
