"""The processing log (Logboek Dataverwerkingen 1.0), and the pseudonyms of the people in a case that its lines are made of."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, Integer, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_TYPES = "subject_type IN ('bsn', 'persoon_in_zaak')"


def _sized(column: str, size: int) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_size")


def _where(name: str, *columns: str, told: str) -> Index:
    return Index(name, *columns, sqlite_where=text(told), postgresql_where=text(told))


class ProcessingLine(SQLModel, table=True):
    """One action, or one person in an action: then `parent_span_id` is the action. Never changed, never removed."""

    __tablename__ = "verwerkingslog"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="line_of_record"),
        ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="line_of_case"),
        CheckConstraint("status IN ('Unset', 'Ok', 'Error')", name="status_known"),
        CheckConstraint(_TYPES, name="subject_type_known"),
        CheckConstraint(
            "(subject IS NULL) = (subject_type IS NULL) AND (subject IS NULL) = (key_id IS NULL)", name="subject_whole"
        ),
        CheckConstraint("start_ms >= 0 AND end_ms >= start_ms", name="time_forwards"),
        CheckConstraint("length(name) BETWEEN 1 AND 64 AND length(activity) BETWEEN 1 AND 200", name="said_bounded"),
        CheckConstraint("length(processor) <= 400", name="processor_bounded"),
        _sized("span_id", 16), _sized("trace_id", 32), _sized("parent_span_id", 16), _sized("subject", 32),
        _sized("key_id", 16), _sized("actor_ref", 32),
        _where("line_of_subject", "tenant", "subject", "start_ms", told="subject IS NOT NULL"),
        _where("line_by_case", "tenant", "case_id", "start_ms", told="case_id IS NOT NULL"),
        {"sqlite_strict": True},
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    start_ms: int = Field(sa_type=_NUMBER, primary_key=True)
    span_id: str = Field(sa_type=Text, primary_key=True)
    trace_id: str = Field(sa_type=Text)
    parent_span_id: str | None = Field(sa_type=Text, default=None)
    status: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    end_ms: int = Field(sa_type=_NUMBER)
    activity: str = Field(sa_type=Text)
    subject: bytes | None = Field(sa_type=LargeBinary, default=None)
    subject_type: str | None = Field(sa_type=Text, default=None)
    key_id: str | None = Field(sa_type=Text, default=None)
    processor: str | None = Field(sa_type=Text, default=None)
    actor_ref: str = Field(sa_type=Text)
    actor_role: str = Field(sa_type=Text)
    record_id: str | None = Field(sa_type=Text, default=None)
    case_id: str | None = Field(sa_type=Text, default=None)


class CaseSubject(SQLModel, table=True):
    """Somebody in a case as lines name them, so that a line needs nothing of the case opened. Gone with the person."""

    __tablename__ = "case_subject"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="subject_of_case"),
        CheckConstraint(_TYPES, name="subject_type_known"),
        _sized("person", 32), _sized("subject", 32), _sized("key_id", 16), {"sqlite_strict": True},
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text, primary_key=True)
    person: bytes = Field(sa_type=LargeBinary, primary_key=True)
    subject: bytes = Field(sa_type=LargeBinary)
    subject_type: str = Field(sa_type=Text)
    key_id: str = Field(sa_type=Text)
