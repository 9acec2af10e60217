"""The tables of letters: what was begun, each text of it, the text that counts, and that it was sent.

No row says anything about a person: what a letter says stands in `payload`, closed under the keys of its case. That only a
definitive letter is sent, and on the day that it bears, is a foreign key.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, Integer, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field, SQLModel

KINDS = (
    "ontvangstbevestiging", "aanvulling", "verlenging", "voornemen", "geen_vergunning_nodig", "verlenen",
    "verlenen_met_voorschriften", "weigeren", "buiten_behandeling", "intrekking", "beslissing_op_bezwaar",
    "mededeling_corporatie",
)  # fmt: skip
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_STRICT = {"sqlite_strict": True}


def _to(columns: list[str], table: str, there: list[str], name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["tenant", *columns], [f"{table}.{one}" for one in ("tenant", *there)], name=name)


def _sized(column: str, size: int, suffix: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_{suffix}")


class Letter(SQLModel, table=True):
    """A letter in a case: of which kind, and about which step or assessment. Its id is the record of its first text."""

    __tablename__ = "letter"
    __table_args__ = (
        _to(["id"], "record", ["id"], "letter_of_record"), _to(["case_id"], "case_file", ["id"], "letter_of_case"),
        _to(["about"], "record", ["id"], "letter_about_record"),
        CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in KINDS) + ")", name="kind_known"),
        Index("letter_by_case", "tenant", "case_id"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    case_id: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    about: str = Field(sa_type=Text)


class LetterText(SQLModel, table=True):
    """What somebody added to a letter, as one of its texts: `number` counts them."""

    __tablename__ = "letter_text"
    __table_args__ = (
        _to(["letter_id"], "letter", ["id"], "text_of_letter"), _to(["id"], "record", ["id"], "text_of_record"),
        Unique("tenant", "id", name="one_text_a_record"), CheckConstraint("number >= 1", name="number_positive"),
        _sized("made_by", 32, "size"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    letter_id: str = Field(sa_type=Text, primary_key=True)
    number: int = Field(sa_type=_NUMBER, primary_key=True)
    id: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)


class LetterFinal(SQLModel, table=True):
    """The text of a letter that counts, once: its record holds the PDFs. `dated` is the day that the letter bears."""

    __tablename__ = "letter_final"
    __table_args__ = (
        _to(["letter_id", "number"], "letter_text", ["letter_id", "number"], "final_of_text"),
        _to(["id"], "record", ["id"], "final_of_record"), Unique("tenant", "letter_id", "dated", name="final_as_dated"),
        _sized("dated", 10, "day"), _sized("made_by", 32, "size"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    letter_id: str = Field(sa_type=Text, primary_key=True)
    number: int = Field(sa_type=_NUMBER)
    id: str = Field(sa_type=Text)
    dated: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)


class LetterSent(SQLModel, table=True):
    """That a definitive letter was sent, on the day that it bears."""

    __tablename__ = "letter_sent"
    __table_args__ = (
        _to(["letter_id", "day"], "letter_final", ["letter_id", "dated"], "sent_as_dated"),
        _to(["id"], "record", ["id"], "sent_of_record"), _sized("made_by", 32, "size"), _STRICT,
    )  # fmt: skip

    tenant: str = Field(sa_type=Text, primary_key=True)
    letter_id: str = Field(sa_type=Text, primary_key=True)
    day: str = Field(sa_type=Text)
    id: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
