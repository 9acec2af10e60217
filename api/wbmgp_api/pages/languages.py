"""The two languages of the pages: sentences through gettext, with the Dutch sentence as its own name, and days and money by Babel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final, Literal

from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from wbmgp_api.cases.office import HERE

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, Language]] = ("nl", "en")
_LOCALE: Final = {"nl": "nl_NL", "en": "en_GB"}
_CENT: Final = Decimal("0.01")


def N_(text: str) -> str:  # noqa: N802 -- as gettext calls it
    """A Dutch sentence that is translated where it is shown."""
    return text


@cache
def english() -> Mapping[str, tuple[str, str]]:
    """The English of each Dutch sentence, for one and for more of something: all files of `locale/en` together."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(files("wbmgp_api.pages").joinpath("locale/en").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".po"):
            for message in read_po(BytesIO(file.read_bytes()), locale="en"):
                found |= _read(message.id, message.string)
    return found


def _read(of: object, said: object) -> dict[str, tuple[str, str]]:
    """One message; none for the heading of a file, or for a sentence that nobody translated yet."""
    one = of[0] if isinstance(of, tuple | list) else of
    both = tuple(said) if isinstance(said, tuple | list) else (said, said)
    return {str(one): (str(both[0]), str(both[-1]))} if one and both[0] else {}


@dataclass(frozen=True, slots=True)
class Tongue:
    """How one language says things. Holes in a sentence are `%(name)s`."""

    language: Language

    def gettext(self, text: str) -> str:
        """A sentence."""
        return text if self.language == "nl" else english().get(text, (text, text))[0]

    def ngettext(self, one: str, more: str, number: int) -> str:
        """A sentence about a number of things."""
        if self.language == "nl":
            return one if number == 1 else more
        return english().get(one, (one, more))[0 if number == 1 else 1]

    def say(self, text: str, **holes: object) -> str:
        """A sentence with its holes filled."""
        return self.gettext(text) % holes

    def day(self, day: date | str | None, short: bool = False) -> str:
        """A day: `22 november 2026`, or short `22-11-2026`. Part of a date is shown as it is, none as a dash."""
        if day is None or day == "":
            return "–"
        try:
            found = date.fromisoformat(day) if isinstance(day, str) else day
        except ValueError:
            return str(day)
        pattern = ("dd-MM-yyyy" if self.language == "nl" else "d MMM yyyy") if short else "d MMMM yyyy"
        return format_date(found, pattern, locale=_LOCALE[self.language])

    def moment(self, moment: datetime | str) -> str:
        """A moment on the clocks of the Netherlands: `22 november 2026, 10:15`."""
        found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        here = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(HERE)
        return format_datetime(here, "d MMMM yyyy, HH:mm", locale=_LOCALE[self.language])

    def money(self, cents: int) -> str:
        """An amount of eurocents: `€ 450,00`."""
        return format_currency(Decimal(cents) * _CENT, "EUR", locale=_LOCALE[self.language])

    def number(self, number: int | Decimal) -> str:
        """A number with its thousands apart."""
        return format_decimal(number, locale=_LOCALE[self.language])
