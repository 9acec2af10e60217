"""An application for a housing permit (Aanvraag), as the contract words it: strict, closed, and honest about what is absent.

There is no field for nationality, origin, religion, gender or the amount of an income, and none can be added by a
caller: unknown keys are refused.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from wbmgp_engine.facts.consideration import Hardship, Priority, Proportionality, Screening
from wbmgp_engine.facts.contradictions import refuse_contradictions
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.dwelling import Dwelling
from wbmgp_engine.facts.fields import Day, Municipality, Name, NoneIsEmpty, NotNull, OneOrMore, Role
from wbmgp_engine.facts.household import Income, Person, SourceKind
from wbmgp_engine.facts.paths import FactState, changed_json, fact_paths, source_of_fact, state_of_fact
from wbmgp_engine.facts.placing import Placing
from wbmgp_engine.facts.situation import Situation


class Application(Document):
    """One application. Raises BadInput, with every finding at once, from `model_validate` and `from_json`."""

    reference: Name = Field(alias="kenmerk")
    municipality: Municipality = Field(alias="gemeente")
    kind: Literal["huisvesting", "latere_inwoning"] = Field(default="huisvesting", alias="aanvraagsoort")
    application_date: Day = Field(alias="aanvraagdatum")
    dwelling: Dwelling = Field(alias="woonruimte")
    household: list[Person] = Field(alias="huishouden", min_length=1, max_length=100)
    priority: Priority | None = Field(default=None, alias="voorrang")
    screening: Screening | None = Field(default=None, alias="onderzoek")
    hardship: Annotated[list[Hardship], OneOrMore] = Field(default=[], alias="hardheid", max_length=20)
    not_supplied: Annotated[list[Name], NoneIsEmpty] = Field(default=[], alias="nietVerstrekt", max_length=500)
    exception15: Annotated[bool | None, NotNull] = Field(default=None, alias="uitzondering15")
    proportionality: Proportionality | None = Field(default=None, alias="evenredigheid")
    situation: Situation | None = Field(default=None, alias="situatie")
    placing: Placing | None = Field(default=None, alias="plaatsing")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_contradictions(self)
        return self

    @property
    def applicant(self) -> Person:
        """The one person who applies."""
        return next(person for person in self.household if person.role is Role.APPLICANT)

    @property
    def conditions(self) -> list[str]:
        """The conditions of the woonverklaring."""
        return self.screening.conditions if self.screening is not None else []

    def fact_paths(self) -> Iterator[str]:
        """The path of every fact that can be asked about this application, such as `huishouden.p1.inkomen`."""
        return fact_paths(self)

    def state_of(self, path: str) -> FactState:
        """Whether a fact is known, unknown, none (null) or withheld; KeyError when the path is no fact."""
        return state_of_fact(self, path)

    def source_of(self, path: str) -> SourceKind:
        """The `herkomst` of a fact: the source of its item, of several items the weakest, else `opgave`."""
        return source_of_fact(self, path)

    def applied_on(self, day: date) -> Self:
        """The same application on another date. It is not checked again."""
        return self.model_copy(update={"application_date": day})

    def changed(self, changes: Mapping[str, Any]) -> Self:
        """The application with facts replaced, by path: `aanvraagdatum`, `huishouden.ID.inkomen`, `woonruimte.soort` …

        A fact that was withheld counts as supplied once it is changed. Raises KeyError for a path that is not there,
        BadInput for a value that cannot be.
        """
        return self.model_validate(changed_json(self.to_json(), changes))

    def proportionality_json(self) -> dict[str, Any] | None:
        """The record on proportionality in this case, as it was given."""
        record = self.proportionality
        return None if record is None else record.model_dump(by_alias=True, exclude_unset=True)


__all__ = ["Application", "Income", "Person"]
