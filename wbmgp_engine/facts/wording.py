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


def euros_in_words(cents: int, language: Language) -> str:
    """An amount of eurocents as people write it.

    >>> euros_in_words(45000, "nl")
    '450,00 euro'
    """
    amount = f"{cents // 100}{'.' if language == 'en' else ','}{cents % 100:02}"
    return f"{amount} {'euros' if language == 'en' else 'euro'}"


def hash_in_words(digest: str) -> str:
    """A hash as people compare it: its first signs. The whole of it stands in the JSON.

    >>> hash_in_words("sha256:eecb15cd3a0ca9bff21c77af4395fe6bf89d58f0f25566e59e6e25e27786e803")
    'sha256:eecb15cd3a0c…'
    """
    kind, _, signs = digest.rpartition(":")
    return f"{kind}:{signs[:12]}…" if kind else f"{signs[:12]}…"


def one_line(text: str) -> str:
    """Text from outside on one line, without signs that steer a terminal or turn the direction of reading."""
    plain = text if text.isprintable() else "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    return " ".join(plain.split())
