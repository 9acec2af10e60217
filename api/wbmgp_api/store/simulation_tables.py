"""The tables of simulations: what was asked and what came of it, and the queue of those that still have to be done."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}


def _sized(column: str, size: int, suffix: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


class Simulation(SQLModel, table=True):
    """A simulation that somebody asked for. Once it ended nothing of it changes any more."""

    __tablename__ = "simulation"
    __table_args__ = (
        ForeignKeyConstraint(["rules_hash"], ["rule_book.hash"], name="simulation_under_rules"),
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="simulation_in_log"),
        CheckConstraint("status IN ('wacht', 'loopt', 'klaar', 'mislukt', 'geannuleerd')", name="status_known"),
        CheckConstraint("(status IN ('wacht', 'loopt')) = (finished_at IS NULL)", name="ended_once"),
        CheckConstraint("(status = 'klaar') = (files IS NOT NULL AND record_id IS NOT NULL)", name="done_in_log"),
        CheckConstraint("(status = 'mislukt') = (findings IS NOT NULL)", name="failed_for_a_reason"),
        CheckConstraint("done >= 0 AND done <= total AND attempts >= 0", name="counts_positive"),
        CheckConstraint("length(scenario) <= 65536", name="scenario_bounded"),
        _sized("id", 32, "size"), _sized("asked_by", 32, "size"), _sized("asked_at", 27, "utc"),
        _sized("scenario_hash", 71, "size"), _sized("request_key", 64, "size"),
        Unique("tenant", "request_key", name="simulation_asked_once"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    title: str = Field(sa_type=Text)
    scenario: str = Field(sa_type=Text)
    scenario_hash: str = Field(sa_type=Text)
    rules_hash: str = Field(sa_type=Text)
    asked_by: str = Field(sa_type=Text)
    asked_role: str = Field(sa_type=Text)
    asked_at: str = Field(sa_type=Text)
    request_key: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    done: int = Field(sa_type=_NUMBER)
    total: int = Field(sa_type=_NUMBER)
    attempts: int = Field(sa_type=_NUMBER)
    started_at: str | None = Field(sa_type=Text)
    finished_at: str | None = Field(sa_type=Text)
    findings: str | None = Field(sa_type=Text)
    files: str | None = Field(sa_type=Text)
    record_id: str | None = Field(sa_type=Text)


class SimulationTurn(SQLModel, table=True):
    """A simulation that waits or runs; the worker that has it says until when. Nothing of its content stands here."""

    __tablename__ = "simulation_turn"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "id"], ["simulation.tenant", "simulation.id"], name="turn_of_simulation"),
        CheckConstraint("(worker IS NULL) = (leased_until IS NULL)", name="leased_by_somebody"),
        _sized("asked_at", 27, "utc"), _sized("leased_until", 27, "utc"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    asked_at: str = Field(sa_type=Text)
    worker: str | None = Field(sa_type=Text)
    leased_until: str | None = Field(sa_type=Text)
