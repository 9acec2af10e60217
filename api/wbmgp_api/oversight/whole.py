"""Everything of one case at once, for whoever has to account for the decision: read after one entry says who looks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases import mandated
from wbmgp_api.cases.assessing import Kept, kept
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.deciding import Draft, drafts, standing
from wbmgp_api.cases.files import known_in
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Case, Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store import reading
from wbmgp_api.store.case_rows import Taken
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.payloads import opened
from wbmgp_engine.trail.categories import CATEGORIES, answer_of

Words = Mapping[str, Any]
_TURNS: Final = (
    "laat_buiten_behandeling", "trek_in", "bezwaar", "beslis_op_bezwaar", "beroep", "trek_beroep_in", "uitspraak",
    "vernietiging", "trek_vergunning_in",
)  # fmt: skip
"""Steps that end a case without a draft, or that come over a decision."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A case with the assessment that is looked at, the application as it was known for it, and what people wrote.

    `application`, `known_now` and `answer` are None where a part was erased; `explained` are the words of then by language.
    `standing` is the outcome after objection and appeal. `written` are the words of each step by its record.
    """

    case: Case
    application: dict[str, Any] | None
    known_now: dict[str, Any] | None
    standing: str | None
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
        return _decided(self.drafts)

    @property
    def turns(self) -> list[Taken]:
        """What came over the decision, or ended the case without one: from old to new."""
        return self.case.course.all(*_TURNS)


def whole(office: Office, who: Principal, case: str, record: str | None = None, *, answered: bool = True) -> Whole:
    """The case as it stands; with another assessment (`record`) than the one under the decision. Raises NotThere.

    `answered`: with the answer and its trail; without, they stay closed.
    """
    log_reading(office, who, case, CATEGORIES if answered else tuple(one for one in CATEGORIES if one != "spoor"))
    return office.store.read(who.tenant, lambda found: _whole(found, office, who.tenant, case, record, answered))


def _whole(connection: Connection, office: Office, tenant: str, case: str, record: str | None, answered: bool) -> Whole:
    course = Course.of(rows.steps(connection, tenant, case))
    made, drafted = kept(connection, tenant, case), drafts(connection, tenant, case)
    counts = _looked_at(made, drafted, record)
    answer, explained = _answer(connection, office, tenant, counts if answered else None)
    now = _now(connection, office, tenant, case)
    return Whole(
        Case(rows.state(connection, tenant, case), course),
        now if counts is None else _then(connection, office, tenant, case, counts), now,
        standing(connection, tenant, case), mandated.of_case(connection, tenant, case), tuple(made), counts, answer,
        explained, tuple(drafted), {step.id: _written(connection, office, tenant, step.id) for step in course.steps},
    )  # fmt: skip


def _decided(drafted: Sequence[Draft]) -> Draft | None:
    return next((one for one in reversed(drafted) if one.decision is not None), None)


def _looked_at(made: Sequence[Kept], drafted: Sequence[Draft], record: str | None) -> Kept | None:
    """The assessment of that id; without one that under the decision, and before a decision the last."""
    decided = _decided(drafted)
    wanted = record or (None if decided is None else decided.assessment)
    found = next((one for one in reversed(made) if wanted in (None, one.id)), None)
    if record is not None and found is None:
        raise NotThere(f"the case has no assessment {record}")
    return found


def _now(connection: Connection, office: Office, tenant: str, case: str) -> dict[str, Any] | None:
    try:
        return known_in(connection, office, tenant, case)
    except Erased:
        return None


def _then(connection: Connection, office: Office, tenant: str, case: str, one: Kept) -> dict[str, Any] | None:
    """The application as it was known for an assessment: what was corrected since was not judged there."""
    made = reading.assessments(connection, tenant, case)
    moment = next(row.known_at for row in made if row.id == one.id)
    try:
        found = reading.known_on(connection, office.recorder.master, tenant, case, moment)
    except Erased:
        return None
    plain: dict[str, Any] = json.loads(json.dumps(found))
    return plain


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
