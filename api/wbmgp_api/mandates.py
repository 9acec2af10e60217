"""Mandates of a municipality: what an owner of dwellings may decide in its name, in versions that two people make count.

Awb 10:1 and Huisvestingswet 2014 art. 19. The parties of a mandate are organisations: no person stands in it.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.cases.refusals import Refused
from wbmgp_api.identity.principal import Principal
from wbmgp_api.public_names import Nameless, of_nobody
from wbmgp_api.store.version_rows import Kept
from wbmgp_api.versions import OF_MANDATES, WITHDRAWN, Told, Version
from wbmgp_api.words import fault, unfit
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import IDENTIFIER, OBJECT, Day, NotNull
from wbmgp_engine.mandates import mandate_law

Outcome = Literal["verlenen", "verlenen_met_voorschriften", "weigeren"]
_LONG = 100_000


class Content(Document):
    """Wie in mandaat mag besluiten, over welke eigen woonruimten, met welke uitkomsten, van wanneer tot wanneer."""

    ROOT: ClassVar[str] = "mandaat"
    name: Nameless = Field(alias="naam", description="De gemandateerde: een eigenaar of beheerder.")
    client: Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,200}$")] = Field(description="Zijn client in het token.")
    decision: Nameless = Field(alias="besluit", description="Het mandaatbesluit, zoals het te vinden is.")
    since: Day = Field(alias="van")
    until: Annotated[Day | None, NotNull] = Field(
        default=None, alias="tot", description="De eerste dag zonder mandaat."
    )
    dwellings: Annotated[list[Annotated[str, Field(pattern=OBJECT)]], Field(min_length=1, max_length=_LONG)] = Field(
        alias="woonruimten", description="De eigen woonruimten, als adresseerbare objecten."
    )
    outcomes: Annotated[list[Outcome], Field(min_length=1, max_length=3)] = Field(alias="uitkomsten")
    screening: bool = Field(alias="metOnderzoek", description="Of artikel 10 er ook onder valt.")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.until is not None and self.until <= self.since:
            raise unfit("day_order")
        return self


class NewMandate(Content):
    """Een nieuw mandaat."""

    id: Annotated[str, Field(pattern=IDENTIFIER), AfterValidator(of_nobody)]


def propose(office: Office, who: Principal, key: str, content: Content) -> Version:
    """A first version. Raises Conflict for one that is there."""
    (made,) = OF_MANDATES.propose(office, who, [(key, Told(content.to_json(), content.since))])
    return made


def replace(office: Office, who: Principal, key: str, version: int, content: Content) -> Version:
    """A new version. Raises NotThere, Stale."""
    return OF_MANDATES.follow(office, who, key, version, lambda last: Told(content.to_json(), content.since))


def withdraw(office: Office, who: Principal, key: str, version: int, since: date) -> Version:
    """A version that says that nothing is mandated from a day on. Raises NotThere, Stale."""

    def told(last: Kept) -> Told:
        return Told(json.loads(last.content), since, WITHDRAWN)

    return OF_MANDATES.follow(office, who, key, version, told)


def approve(office: Office, who: Principal, key: str, version: int) -> Version:
    """Let a version count. Raises what `Register.approve` does, and Refused for what the law lets nobody mandate."""

    def check(connection: Connection, content: Mapping[str, Any]) -> None:
        try:
            law = mandate_law(office.lawbook, date.fromisoformat(content["van"]))
        except LawLookupError:
            raise Refused([fault("before_law", "van")]) from None
        found = [one for outcome in content["uitkomsten"] for one in law.outside(outcome, {})]
        if found:
            raise Refused(found)

    return OF_MANDATES.approve(office, who, key, version, check)
