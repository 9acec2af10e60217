"""The tables of rule books that somebody proposes: their content, what they would change, and who put one into use."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, LargeBinary, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}


def _sized(column: str, size: int, suffix: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


class RuleBookProposal(SQLModel, table=True):
    """A rule book by its hash, as one person proposed it; it passed its checks."""

    __tablename__ = "rule_book_proposal"
    __table_args__ = (
        _sized("hash", 71, "size"), _sized("proposed_by", 32, "size"), _sized("proposed_at", 27, "utc"),
        Unique("tenant", "hash", "proposed_by", name="rule_book_as_proposed"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    hash: str = Field(sa_type=Text, primary_key=True)
    files: bytes = Field(sa_type=LargeBinary)
    proposed_by: str = Field(sa_type=Text)
    proposed_at: str = Field(sa_type=Text)


class RuleBookReport(SQLModel, table=True):
    """What a proposed rule book would change in old cases, as it was worked out at a moment."""

    __tablename__ = "rule_book_report"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "hash"], ["rule_book_proposal.tenant", "rule_book_proposal.hash"], name="report_of_proposal"
        ),
        CheckConstraint("number >= 1", name="number_positive"),
        _sized("made_by", 32, "size"), _sized("made_at", 27, "utc"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    hash: str = Field(sa_type=Text, primary_key=True)
    number: int = Field(sa_type=_NUMBER, primary_key=True)
    report: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)


class RuleBookActivation(SQLModel, table=True):
    """A rule book that is used from a day on, by the word of another person than who proposed it, on a report of it."""

    __tablename__ = "rule_book_activation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "hash", "proposed_by"],
            [f"rule_book_proposal.{name}" for name in ("tenant", "hash", "proposed_by")], name="activation_of_proposal",
        ),
        ForeignKeyConstraint(
            ["tenant", "hash", "report"],
            [f"rule_book_report.{name}" for name in ("tenant", "hash", "number")], name="activation_on_report",
        ),
        ForeignKeyConstraint(["hash"], ["rule_book.hash"], name="activation_of_rules"),
        ForeignKeyConstraint(["tenant", "record_id"], ["record.tenant", "record.id"], name="activation_in_log"),
        CheckConstraint("activated_by <> proposed_by", name="two_people"),
        CheckConstraint("number >= 1", name="number_positive"),
        _sized("from_day", 10, "day"), _sized("activated_by", 32, "size"), _sized("activated_at", 27, "utc"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    number: int = Field(sa_type=_NUMBER, primary_key=True)
    hash: str = Field(sa_type=Text)
    report: int = Field(sa_type=_NUMBER)
    proposed_by: str = Field(sa_type=Text)
    activated_by: str = Field(sa_type=Text)
    from_day: str = Field(sa_type=Text)
    activated_at: str = Field(sa_type=Text)
    record_id: str = Field(sa_type=Text)
