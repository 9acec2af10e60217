"""Which question of a form tells which fact: one file of the municipality, read strictly. A form is not guessed at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, model_validator

from wbmgp_api.municipal_files import ByCode, InFile, Line, Part
from wbmgp_api.settings import Settings
from wbmgp_engine.facts.fields import IncomeKind, Role
from wbmgp_engine.law.faults import fault as misfit

_PERSON: Final = re.compile(r"(huishouden|burgerservicenummers)\.([a-z0-9_-]{1,20})(?:\.([A-Za-z]+))?")

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "aanvraagsoort": ("huisvesting", "latere_inwoning"),
    "woonruimte.verhuurder": ("corporatie", "particulier"), "woonruimte.soort": ("zelfstandig", "onzelfstandig"),
}  # fmt: skip
INCOMES: Final = tuple(one.value for one in IncomeKind)
TEXTS: Final = (
    "woonruimte.gebied",
    "woonruimte.adres.huisletter",
    "woonruimte.adres.toevoeging",
    "woonruimte.adresseerbaarObject",
)
PLACES: Final = (*TEXTS, "aanvraagdatum", "aanvraagsoort", "woonruimte.verhuurder", "woonruimte.soort", "woonruimte.huurprijs", "woonruimte.adres.postcode", "woonruimte.adres.huisnummer")  # fmt: skip
OF_PERSON: Final = ("geboortedatum", "rechtmatigVerblijf", "inkomen", "kenmerken")
"""What a form may tell of somebody. Residence is not among them: the BRP tells it, and half a history reads as a whole one."""


class Question(Part):
    """Where the answer to a question goes, and what each answer means where it has words of its own."""

    to: Line = Field(alias="naar")
    meanings: dict[Line, Line] | None = Field(default=None, alias="waarden")


class Group(Part):
    """A question that is asked again for each other person of the household."""

    role: Role = Field(alias="rol", strict=False)
    questions: dict[Line, Question] = Field(alias="velden")
    skipped: list[Line] = Field(default=[], alias="overslaan")

    @model_validator(mode="after")
    def _known(self) -> Group:
        wrong = [one.to for one in self.questions.values() if one.to not in (*OF_PERSON, "burgerservicenummer")]
        if wrong or self.role is Role.APPLICANT:
            raise misfit("a group tells of the others", f"use {', '.join((*OF_PERSON, 'burgerservicenummer'))}")
        return self


class Form(Part):
    """One form: by which names a submission says that it is of it, who is in it, and what its questions tell."""

    names: Annotated[list[Line], Field(min_length=1, max_length=20)] = Field(alias="herken")
    persons: dict[Line, Annotated[Role, Field(strict=False)]] = Field(alias="personen")
    questions: dict[Line, Question] = Field(alias="velden")
    groups: dict[Line, Group] = Field(default={}, alias="herhaald")
    skipped: list[Line] = Field(default=[], alias="overslaan")

    @model_validator(mode="after")
    def _known(self) -> Form:
        if list(self.persons.values()).count(Role.APPLICANT) != 1:
            raise misfit("names no aanvrager, or several", "give exactly one person the role aanvrager")
        for one in self.questions.values():
            if not self._takes(one.to):
                known = ", ".join(
                    (*PLACES, *(f"huishouden.ID.{name}" for name in OF_PERSON), "burgerservicenummers.ID")
                )
                raise misfit(f"{one.to!r} is no fact that a form may tell", f"use {known}")
        return self

    def _takes(self, place: str) -> bool:
        found = _PERSON.fullmatch(place)
        if found is None or found[2] not in self.persons:
            return place in PLACES
        return found[3] in OF_PERSON if found[1] == "huishouden" else found[3] is None

    def looks_into(self, key: str) -> bool:
        """Whether the mapping names a part of the answer to this question, as the postcode of an address."""
        return any(name.startswith(f"{key}.") for name in (*self.questions, *self.groups, *self.skipped))

    @property
    def applicant(self) -> str:
        """Who applies."""
        return next(name for name, role in self.persons.items() if role is Role.APPLICANT)


class Forms(InFile[Mapping[str, Form]]):
    """The forms of the municipalities of this service, by code and name."""

    shape, nothing = ByCode[dict[Line, Form]], dict[str, Form]()
    setting, manual, example = "WBMGP_FORMS", "docs/koppelingen-in.md", "voorbeeld_formulieren.yaml"


def forms_of(settings: Settings) -> Forms:
    """The forms of a service with these settings. Raises what `Forms.of` does."""
    return Forms.of(settings.forms, production=settings.production)
