"""Everything of one case at once, for whoever has to account for the decision: read after one entry says who looks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases import mandated
from wbmgp_api.cases.assessing import Kept, kept
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.deciding import Draft, drafts
from wbmgp_api.cases.files import known_in
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Case, Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store.errors import Erased
from wbmgp_api.store.payloads import opened
from wbmgp_engine.trail.categories import CATEGORIES, answer_of

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Whole:
    """A case with its application (None where a part was erased), the assessment that counts, and what people wrote.

    `answer` is None where a part of it was erased; `explained` are the words of then by language. `written` are the words
    of each step by its record.
    """

    case: Case
    application: dict[str, Any] | None
    mandate: dict[str, Any] | None
    assessments: tuple[Kept, ...]
    assessment: Kept | None
    answer: dict[str, Any] | None
    explained: Words
    drafts: tuple[Draft, ...]
    written: Mapping[str, Words]

    @property
    def decision(self) -> Draft | None:
        """The last draft that became a decision."""
        return next((one for one in reversed(self.drafts) if one.decision is not None), None)


def whole(office: Office, who: Principal, case: str) -> Whole:
    """The case as it stands. Raises NotThere."""
    log_reading(office, who, case, CATEGORIES)
    return office.store.read(who.tenant, lambda connection: _whole(connection, office, who.tenant, case))


def _whole(connection: Connection, office: Office, tenant: str, case: str) -> Whole:
    course = Course.of(rows.steps(connection, tenant, case))
    made, drafted = kept(connection, tenant, case), drafts(connection, tenant, case)
    under = {one.assessment for one in drafted if one.decision is not None}
    counts = next((one for one in reversed(made) if not under or one.id in under), None)
    answer, explained = _answer(connection, office, tenant, counts)
    return Whole(
        Case(rows.state(connection, tenant, case), course), _application(connection, office, tenant, case),
        mandated.of_case(connection, tenant, case), tuple(made), counts, answer, explained, tuple(drafted),
        {step.id: _written(connection, office, tenant, step.id) for step in course.steps},
    )  # fmt: skip


def _application(connection: Connection, office: Office, tenant: str, case: str) -> dict[str, Any] | None:
    try:
        return known_in(connection, office, tenant, case)
    except Erased:
        return None


def _answer(
    connection: Connection, office: Office, tenant: str, one: Kept | None
) -> tuple[dict[str, Any] | None, Words]:
    """The whole answer of an assessment with its words; None where a part of it is gone."""
    said = {} if one is None else opened(connection, office.recorder.master, tenant, one.id)
    if not set(CATEGORIES) <= said.keys():
        return None, {}
    parts = {category: found.part for category, found in said.items()}
    answer: dict[str, Any] = json.loads(json.dumps(answer_of(parts.values())))
    return answer, parts["spoor"].get("uitleg", {})


def _written(connection: Connection, office: Office, tenant: str, record: str) -> Words:
    """What somebody wrote in a step, without what the application and the answer say themselves."""
    said = opened(connection, office.recorder.master, tenant, record, ("motivering",)).get("motivering")
    found = (
        {} if said is None else {name: one for name, one in said.part.items() if name not in ("aanvraag", "toetsing")}
    )
    return {key: value for one in found.values() if isinstance(one, dict) for key, value in one.items()}
