"""Dates and text from outside as people read them, in Dutch and English."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

Language = Literal["nl", "en"]

_MONTHS: Final = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
        "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip


def day_in_words(day: date, language: Language) -> str:
    """A date as people write it.

    >>> day_in_words(date(2011, 5, 25), "nl")
    '25 mei 2011'
    """
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def one_line(text: str) -> str:
    """Text from outside on one line, without signs that steer a terminal or turn the direction of reading."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
