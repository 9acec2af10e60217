"""Fields of a form as a template draws them, and what somebody filled in as a value of an application."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_api.pages.visiting import Fault
from wbmgp_api.words import bad_input
from wbmgp_engine.errors import BadInput, Finding

YES: Final = "ja"
NO: Final = "nee"
NONE: Final = "geen"
MOST: Final = 20_000
_YES_NO: Final = ((YES, N_("Ja")), (NO, N_("Nee")))
_MONEY: Final = re.compile(r"(?:€ ?)?(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{2}))?", re.ASCII)
_OUR_DAY: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)


class Field(NamedTuple):
    """One field: `kind` is a macro of `parts/form.html`. `value` is what stands in it; for checks the texts in `values`."""

    name: str
    kind: str
    label: str
    options: tuple[tuple[str, ...], ...] = ()
    help: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    required: bool = False
    rows: int = 4


def yes_no(tongue: Tongue) -> tuple[tuple[str, ...], ...]:
    """The two answers, neither of them chosen beforehand."""
    return tuple((value, tongue.gettext(text)) for value, text in _YES_NO)


def first(said: Mapping[str, Sequence[str]], name: str) -> str:
    """What was filled in under a name, without spaces around it; empty where that is nothing."""
    return next(iter(said.get(name, ())), "").strip()


def was(said: Mapping[str, Sequence[str]], name: str, known: str | None) -> str:
    """What stands in a field: what somebody left in it, also where that is nothing, else what is known."""
    return first(said, name) if said else known or ""


def boolean(said: str) -> bool | None:
    """What a yes or no says; None where nothing was chosen."""
    return {YES: True, NO: False}.get(said)


def cents(said: str, place: str, tongue: Tongue) -> int:
    """An amount in euros as eurocents. Raises BadInput.

    >>> cents("1.250,50", "huur", Tongue("nl")), cents("450", "huur", Tongue("nl"))
    (125050, 45000)
    """
    found = _MONEY.fullmatch(said)
    if found is None:
        raise wrong(place, tongue.gettext(N_("Schrijf een bedrag in euro's, zoals 650 of 650,50.")))
    return int(found[1].replace(".", "")) * 100 + int(found[2] or 0)


def partial_day(said: str) -> str:
    """A day, month or year as an application has it; a day may also be written as people do.

    >>> partial_day("3-11-1994"), partial_day("1994")
    ('1994-11-03', '1994')
    """
    found = _OUR_DAY.fullmatch(said)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else said


def day(said: str, place: str) -> date | None:
    """A whole day; None where the field is empty. Raises BadInput for what is no day."""
    if not said:
        return None
    try:
        return date.fromisoformat(partial_day(said))
    except ValueError:
        raise bad_input("full_date", place) from None


def words(said: str, place: str, tongue: Tongue) -> str:
    """What somebody wrote. Raises BadInput for more than is kept, or a character that no text holds."""
    if len(said) > MOST or "\0" in said:
        raise wrong(place, tongue.say(N_("Schrijf hoogstens %(most)s tekens."), most=tongue.number(MOST)))
    return said


def at(faults: Iterable[Fault], names: Collection[str]) -> list[Fault]:
    """Faults with a link to their field only where the page has that field."""
    return [one if one.field in names else Fault("", one.text) for one in faults]


def wrong(place: str, text: str) -> BadInput:
    """Input that cannot be used, said at its field in the language of the page."""
    return BadInput([Finding(place, text)])
