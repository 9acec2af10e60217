"""The tables of the login for pages: who is signed in, which only the cookie opens, and which logins were used up."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

_STRICT: Final = {"sqlite_strict": True}


def _sized(column: str, size: int, suffix: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


class LoginSession(SQLModel, table=True):
    """One session: found by the hash of its cookie, and closed under a key that only the cookie has.

    `subject` and `provider_session` are keyed hashes, by which the provider can end it; nobody can be read from them.
    """

    __tablename__ = "login_session"
    __table_args__: Any = (
        *(_sized(name, 64, "size") for name in ("digest", "subject", "provider_session")),
        *(_sized(name, 27, "utc") for name in ("begun_at", "seen_at", "ends_at")),
        _sized("nonce", 12, "size"), Index("login_session_by_subject", "subject"),
        Index("login_session_by_end", "tenant", "ends_at"), _STRICT,
    )  # fmt: skip

    digest: str = Field(sa_type=Text, primary_key=True)
    tenant: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    provider_session: str | None = Field(sa_type=Text, default=None)
    nonce: bytes = Field(sa_type=LargeBinary)
    ciphertext: bytes = Field(sa_type=LargeBinary)
    begun_at: str = Field(sa_type=Text)
    seen_at: str = Field(sa_type=Text)
    ends_at: str = Field(sa_type=Text)


class LoginUsed(SQLModel, table=True):
    """A login that was finished: it cannot be finished again until it would have ended by itself."""

    __tablename__ = "login_used"
    __table_args__: Any = (_sized("digest", 64, "size"), _sized("ends_at", 27, "utc"), _STRICT)

    digest: str = Field(sa_type=Text, primary_key=True)
    tenant: str = Field(sa_type=Text)
    ends_at: str = Field(sa_type=Text)
