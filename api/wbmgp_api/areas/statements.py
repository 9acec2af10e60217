"""That the register is complete for a period, of designations, of ordinances or of both: stated by the municipality, with two people, in versions.

Without such a statement, or outside its period, nobody knows whether there is one that is not here.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import AfterValidator, Field, model_validator

from wbmgp_api.areas import ordinances
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.public_names import Nameless, addressable
from wbmgp_api.store.version_rows import Kept
from wbmgp_api.versions import HOLDS, OF_STATEMENTS, WITHDRAWN, Told, Version
from wbmgp_api.words import unfit
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import Area, Day, NotNull
from wbmgp_engine.facts.placing import Listed

_NO_ORDINANCE: Final = {
    "nl": "Het register kent geen verordening in deze periode. Deze verklaring zegt dus dat er geen verordening is: dan vraagt"
    " nergens in de gemeente een verordening onder deze wet een vergunning. Is er toch een? Leg die eerst vast.",
    "en": "The register knows no ordinance in this period. So this statement says that there is none: then no ordinance under"
    " this act asks for a permit anywhere in the municipality. Is there one after all? Then record it first.",
}


def _once(listed: list[Listed]) -> list[Listed]:
    if len(set(listed)) < len(listed):
        raise unfit("listed_twice")
    return listed


class Content(Document):
    """Dat elke aanwijzing of elke verordening onder de Wbmgp van deze dagen bekend is, wie dat verklaart en op welke grond."""

    ROOT: ClassVar[str] = "verklaring"
    start: Day = Field(alias="van")
    end: Day = Field(alias="tot", description="De eerste dag waarover niets wordt verklaard; verplicht.")
    covers: Annotated[list[Listed], AfterValidator(_once), Field(min_length=1, max_length=2)] = Field(
        alias="omvat", description="Waarvan niets ontbreekt: aanwijzingen, verordeningen, of beide."
    )
    body: Nameless = Field(alias="orgaan", description="Welk orgaan of welke functie dit verklaart; geen naam.")
    ground: Nameless = Field(alias="grond", description="Waarop het berust: wat is nagegaan, en waar dat te vinden is.")
    withdrawn: Annotated[Day | None, NotNull] = Field(
        default=None, alias="ingetrokkenOp", description="Vanaf welke dag zij niet meer telt."
    )

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.end <= self.start:
            raise unfit("day_order")
        return self

    @property
    def last_day(self) -> date:
        """The first day on which it does not hold any more."""
        return self.end if self.withdrawn is None else min(self.end, self.withdrawn)


class NewStatement(Content):
    """Een nieuwe verklaring; `id` is uw eigen naam ervoor."""

    id: Annotated[Area, AfterValidator(addressable)]


def propose(office: Office, who: Principal, key: str, content: Content) -> Version:
    """A first version. Raises Conflict for one that is there."""
    (made,) = OF_STATEMENTS.propose(office, who, [(key, Told(content.to_json(), content.start))])
    return made


def replace(office: Office, who: Principal, key: str, version: int, content: Content) -> Version:
    """A version that takes the place of the last one, for every day. Raises NotThere, Stale."""
    return OF_STATEMENTS.follow(office, who, key, version, lambda last: Told(content.to_json(), content.start))


def withdraw(office: Office, who: Principal, key: str, version: int, since: date) -> Version:
    """A version that says from which day nothing is stated any more; on or before the first, on none. Raises NotThere, Stale."""

    def told(last: Kept) -> Told:
        content = Content.model_validate(json.loads(last.content) | {"ingetrokkenOp": since.isoformat()})
        return Told(content.to_json(), content.start, WITHDRAWN)

    return OF_STATEMENTS.follow(office, who, key, version, told)


def approve(office: Office, who: Principal, key: str, version: int) -> Version:
    """Let a version count. Raises what `Register.approve` does."""
    return OF_STATEMENTS.approve(office, who, key, version)


def remarks(office: Office, who: Principal, made: Version) -> Mapping[str, Any]:
    """That a statement about ordinances says that there is none, where the register has none in all its days."""
    content = Content.model_validate(made.content)
    if made.kept.kind != HOLDS or "verordeningen" not in content.covers:
        return {"opmerkingen": []}
    known = office.store.read(
        who.tenant,
        lambda found: any(True for _ in ordinances.between(found, who.tenant, content.start, content.last_day)),
    )
    return {"opmerkingen": [] if known else [_NO_ORDINANCE]}
