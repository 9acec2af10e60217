"""One answer of a form as the fact that its place takes; what cannot be one is left open, with a notice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from wbmgp_api.exchange.notices import Notices
from wbmgp_api.exchange.open_forms_mapping import CHOICES, INCOMES
from wbmgp_api.identifiers import is_bsn
from wbmgp_engine.facts.fields import POSTCODE
from wbmgp_engine.facts.partial_dates import PartialDate

Meanings = Mapping[str, str]
_EUROS: Final = re.compile(r"(?:€ ?)?([0-9]{1,7})(?:[.,]([0-9]{1,2}))?")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_LONGEST: Final = 200
_YES_NO: Final = {"ja": True, "nee": False}
_OWN: Final[Meanings] = {}


class Unread(ValueError):
    """An answer that is no fact; `code` is that of the notice."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_answer(place: str, given: Any, meanings: Meanings | None, at: str, notices: Notices) -> Any:
    """The fact that an answer tells at a place of the application; None where it tells none."""
    if given in (None, "", [], {}):
        return None
    last = place.rpartition(".")[2]
    read: Callable[[Any, Meanings], Any] = _READ.get(place) or _READ.get(last) or _text
    if place in CHOICES:
        return _noted(lambda: _choice(given, meanings, CHOICES[place]), at, given, notices)
    return _noted(lambda: read(given, meanings or _OWN), at, given, notices)


def number(given: Any, at: str, notices: Notices) -> str | None:
    """A citizen service number; None where there is none. What is none is not repeated."""
    if given in (None, ""):
        return None
    if isinstance(given, str) and is_bsn(given):
        return given
    notices.add("number", at)
    return None


def _noted(read: Callable[[], Any], at: str, given: Any, notices: Notices) -> Any:
    try:
        return read()
    except Unread as wrong:
        notices.add(wrong.code, at, given)
        return None


def _text(given: Any, meanings: Meanings) -> str:
    text = str(given).strip() if isinstance(given, str) or type(given) is int else ""
    if not text or len(text) > _LONGEST or not text.isprintable():
        raise Unread("unreadable")
    return meanings.get(text, text)


def _choice(given: Any, meanings: Meanings | None, allowed: tuple[str, ...]) -> str:
    """One of the words of the contract: as it is, or by its meaning."""
    text = given if isinstance(given, str) else ""
    found = text if meanings is None else meanings.get(text, "")
    if found not in allowed:
        raise Unread("answer")
    return found


def _chosen(given: Any) -> list[str]:
    """What was chosen of a list: texts, one text, or boxes that were ticked."""
    if isinstance(given, str):
        return [given]
    if isinstance(given, dict) and all(isinstance(value, bool) for value in given.values()):
        return [name for name, ticked in given.items() if ticked]
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return given
    raise Unread("unreadable")


def _incomes(given: Any, meanings: Meanings) -> list[dict[str, Any]] | None:
    """The kinds of income. One that has no meaning leaves the whole list open: a list without it would say that it is all."""
    chosen = _chosen(given)
    kinds = [_choice(one, meanings or None, INCOMES) for one in chosen]
    return [{"soort": kind, "bron": {"soort": "opgave"}} for kind in dict.fromkeys(kinds)] or None


def _traits(given: Any, meanings: Meanings) -> list[str] | None:
    return [_text(one, meanings) for one in _chosen(given)] or None


def _yes_no(given: Any, meanings: Meanings) -> bool:
    word = meanings.get(given, given) if isinstance(given, str) else given
    found = _YES_NO.get(word, word) if isinstance(word, str) else word
    if not isinstance(found, bool):
        raise Unread("answer")
    return found


def _day(given: Any, meanings: Meanings) -> str:
    try:
        return str(PartialDate.parse(given))
    except ValueError:
        raise Unread("unreadable") from None


def _whole(given: Any, meanings: Meanings) -> int:
    text = str(given).strip() if type(given) is int or isinstance(given, str) else ""
    if not _WHOLE.fullmatch(text):
        raise Unread("unreadable")
    return int(text)


def _postcode(given: Any, meanings: Meanings) -> str:
    text = given.strip().upper() if isinstance(given, str) else ""
    if not re.fullmatch(POSTCODE, text):
        raise Unread("unreadable")
    return text.replace(" ", "")


def _euros(given: Any, meanings: Meanings) -> int:
    """An amount in euros, in whole eurocents."""
    text = str(given).strip() if type(given) is int or isinstance(given, str) else ""
    found = _EUROS.fullmatch(text)
    if found is None:
        raise Unread("unreadable")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


_READ: Final[Mapping[str, Callable[[Any, Meanings], Any]]] = {
    "aanvraagdatum": _day, "geboortedatum": _day, "woonruimte.huurprijs": _euros, "postcode": _postcode,
    "huisnummer": _whole, "rechtmatigVerblijf": _yes_no, "inkomen": _incomes, "kenmerken": _traits,
}  # fmt: skip
