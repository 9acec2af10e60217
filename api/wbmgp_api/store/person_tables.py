"""The table of citizen service numbers: closed, found by a keyed hash, and gone with the person. No number stands in it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel


class CaseNumber(SQLModel, table=True):
    """The number of one person in a case, under a key of its own. Erasing the person deletes row and key."""

    __tablename__ = "case_number"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "case_id"], ["case_file.tenant", "case_file.id"], name="number_of_case"),
        CheckConstraint("length(digest) = 32", name="digest_size"),
        CheckConstraint("length(nonce) = 12", name="nonce_size"),
        Index("case_number_by_digest", "tenant", "digest"),
        {"sqlite_strict": True},
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text, primary_key=True)
    digest: bytes = Field(sa_type=LargeBinary, primary_key=True)
    nonce: bytes = Field(sa_type=LargeBinary)
    ciphertext: bytes = Field(sa_type=LargeBinary)
