"""The tables of cases on their way: where each stands, every step, and what a decision rests on.

No row says anything about a person. That a refusal waits for the engine's gates, and that another person decides than
who drafted, the database itself holds: see the checks and the foreign keys.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, Integer, LargeBinary, Text, text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field, SQLModel

STATUSES = (
    "ontvangen", "onvolledig", "volledig", "onderzoek", "concept", "besloten", "verzonden", "bezwaar", "beroep",
    "onherroepelijk", "bewaring", "ingetrokken", "buiten_behandeling",
)  # fmt: skip
OUTCOMES = ("geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "weigeren")
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}
_TAKEN = "act = 'neem_in_behandeling'"


def _known(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _time(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 27", name=f"{column}_utc")


def _person(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 32", name=f"{column}_size")


def _to(columns: list[str], table: str, there: list[str], name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["tenant", *columns], [f"{table}.{one}" for one in ("tenant", *there)], name=name)


def _of_record(name: str) -> ForeignKeyConstraint:
    return _to(["id"], "record", ["id"], f"{name}_of_record")


def _of_case(name: str) -> ForeignKeyConstraint:
    return _to(["case_id"], "case_file", ["id"], f"{name}_of_case")


class CaseState(SQLModel, table=True):
    """Where a case stands now: what work lists show. Every change of it is a row of `handeling` as well."""

    __tablename__ = "case_state"
    __table_args__ = (
        _of_case("state"), _known("status", STATUSES), _time("opened_at"), _person("assigned_to"),
        CheckConstraint("length(received_on) = 10", name="received_on_day"),
        CheckConstraint("length(due_on) = 10", name="due_on_day"),
        Index("case_state_in_order", "tenant", "opened_at", "case_id"),
        Index("case_state_by_due", "tenant", "due_on", "opened_at", "case_id"),
        Index("case_state_of_person", "tenant", "assigned_to", "due_on", "opened_at", "case_id"),
        Index("case_state_in_status", "tenant", "status", "opened_at", "case_id"),
        Index("case_state_received", "tenant", "received_on", "opened_at", "case_id"),
        _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text, primary_key=True)
    status: str = Field(sa_type=Text)
    opened_at: str = Field(sa_type=Text)
    received_on: str = Field(sa_type=Text)
    assigned_to: str | None = Field(sa_type=Text, default=None)
    due_on: str | None = Field(sa_type=Text, default=None)
    facts_version: int = Field(sa_type=_NUMBER)


class Step(SQLModel, table=True):
    """One step in a case: what was done, by whom, on which day it counts, and where the case stands since."""

    __tablename__ = "handeling"
    __table_args__ = (
        _of_record("step"), _of_case("step"), _known("status", STATUSES), _time("made_at"), _person("made_by"),
        Unique("tenant", "case_id", "version", name="one_step_a_version"),
        CheckConstraint("length(day) = 10", name="day_day"),
        CheckConstraint("length(until) = 10", name="until_day"),
        Index("step_of_taker", "tenant", "made_by", "made_at", sqlite_where=text(_TAKEN), postgresql_where=text(_TAKEN)),
        _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text)
    version: int = Field(sa_type=_NUMBER)
    act: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)
    day: str = Field(sa_type=Text)
    until: str | None = Field(sa_type=Text, default=None)
    about: str | None = Field(sa_type=Text, default=None)


class CaseAssessment(SQLModel, table=True):
    """What an assessment in a case leaves open: gates of the engine, and parts of the weighing that a refusal asks for."""

    __tablename__ = "case_assessment"
    __table_args__ = (
        _of_record("assessment"), _of_case("assessment"),
        Unique("tenant", "id", "case_id", "advice", "open_gates", "unweighed", name="assessment_as_it_is"),
        CheckConstraint("open_gates >= 0 AND unweighed >= 0", name="open_positive"),
        _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text)
    facts_version: int = Field(sa_type=_NUMBER)
    advice: str = Field(sa_type=Text)
    open_gates: int = Field(sa_type=_NUMBER)
    unweighed: int = Field(sa_type=_NUMBER)


class CaseDraft(SQLModel, table=True):
    """A draft decision on an assessment, as that is: a refusal has no open gate and a whole weighing under it."""

    __tablename__ = "case_draft"
    __table_args__ = (
        _of_record("draft"), _known("outcome", OUTCOMES), _person("drafted_by"),
        _to(["assessment_id", "case_id", "advice", "open_gates", "unweighed"], "case_assessment",
            ["id", "case_id", "advice", "open_gates", "unweighed"], "draft_on_assessment"),
        Unique("tenant", "id", "case_id", "outcome", "drafted_by", name="draft_as_it_is"),
        CheckConstraint(
            "outcome NOT IN ('weigeren', 'verlenen_met_voorschriften') OR open_gates = 0", name="gates_closed"
        ),
        CheckConstraint("outcome <> 'weigeren' OR unweighed = 0", name="refusal_weighed"),
        CheckConstraint(
            "(relation = 'volgt' AND outcome = advice) OR (relation = 'wijkt_af' AND outcome <> advice)",
            name="relation_true",
        ),
        _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text)
    assessment_id: str = Field(sa_type=Text)
    advice: str = Field(sa_type=Text)
    open_gates: int = Field(sa_type=_NUMBER)
    unweighed: int = Field(sa_type=_NUMBER)
    outcome: str = Field(sa_type=Text)
    relation: str = Field(sa_type=Text)
    drafted_by: str = Field(sa_type=Text)


class CaseDecision(SQLModel, table=True):
    """A draft that became the decision, once. A refusal takes two people whatever was set up."""

    __tablename__ = "case_decision"
    __table_args__ = (
        _of_record("decision"), _person("decided_by"),
        _to(["draft_id", "case_id", "outcome", "drafted_by"], "case_draft", ["id", "case_id", "outcome", "drafted_by"],
            "decision_of_draft"),
        Unique("tenant", "draft_id", name="one_decision_a_draft"),
        Unique("tenant", "id", "case_id", "decided_by", name="decision_as_it_is"),
        CheckConstraint("four_eyes IN (0, 1) AND (four_eyes = 1 OR outcome <> 'weigeren')", name="four_eyes_asked"),
        CheckConstraint("four_eyes = 0 OR decided_by <> drafted_by", name="two_people"),
        CheckConstraint("length(decided_on) = 10", name="decided_on_day"),
        _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text)
    draft_id: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    drafted_by: str = Field(sa_type=Text)
    decided_by: str = Field(sa_type=Text)
    decided_on: str = Field(sa_type=Text)
    four_eyes: int = Field(sa_type=_NUMBER)


class ObjectionDecision(SQLModel, table=True):
    """A decision on an objection, never by whoever took the first one (Awb 10:3 lid 3)."""

    __tablename__ = "objection_decision"
    __table_args__ = (
        _of_record("objection"), _person("made_by"),
        _to(["decision_id", "case_id", "decided_by"], "case_decision", ["id", "case_id", "decided_by"],
            "objection_to_decision"),
        CheckConstraint("made_by <> decided_by", name="another_person"),
        _known("judgement", ("gegrond", "ongegrond", "niet_ontvankelijk")),
        CheckConstraint("outcome IS NULL OR judgement = 'gegrond'", name="outcome_when_founded"),
        _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text)
    decision_id: str = Field(sa_type=Text)
    decided_by: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    judgement: str = Field(sa_type=Text)
    outcome: str | None = Field(sa_type=Text, default=None)


class CaseIndex(SQLModel, table=True):
    """What a case is found by: keyed hashes, of the current facts only."""

    __tablename__ = "case_index"
    __table_args__ = (
        _of_case("index"), Index("case_index_by_digest", "tenant", "digest"),
        CheckConstraint("length(digest) = 32", name="digest_size"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text, primary_key=True)
    digest: bytes = Field(sa_type=LargeBinary, primary_key=True)
