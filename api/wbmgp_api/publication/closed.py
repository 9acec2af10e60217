"""Which cases may go to an archive: those that are over, of which somebody told how they ended, while their term runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.procedure import OPEN
from wbmgp_api.store import case_rows, keeping
from wbmgp_api.store.errors import NotThere
from wbmgp_api.words import Both
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.retention import Kept, archived
from wbmgp_engine.trail.categories import CATEGORIES


@dataclass(frozen=True, slots=True)
class Closed:
    """A case that may go: its terms by category, and which ones may not go with why."""

    case: str
    terms: Mapping[str, Kept]
    left_out: Mapping[str, str]

    @property
    def term(self) -> Kept:
        """The longest term: that of the file as a whole."""
        return max(self.terms.values(), key=lambda one: (one.until is None, one.until or date.max))


_WHY: Final[Mapping[str, tuple[str, str]]] = {
    "none": (
        "er is geen zaak met dit nummer die een procedure doorliep",
        "there is no case of this number with a procedure",
    ),
    "open": (
        "de zaak is niet afgesloten: zij staat op {stands}; haar stappen (`vervolg`) sluiten haar, niet `wbmgp retention end`",
        "it is not closed: it stands at {stands}; its steps (`vervolg`) close it, and `wbmgp retention end` does not",
    ),
    "untold": (
        "niemand heeft verteld hoe de zaak eindigde; doe dat met _bewaar of `wbmgp retention end`",
        "nobody told how it ended; do that with _bewaar or `wbmgp retention end`",
    ),
    "unkept": (
        "de selectielijst bewaart niets van een zaak die zo eindigde",
        "the selection list keeps nothing of a case that ended so",
    ),
    "over": (
        "de bewaartermijn is verstreken: vernietig de zaak, archiveer haar niet",
        "its term is over: destroy it, do not archive it",
    ),
}


class NotClosed(Exception):
    """Why a case does not go to an archive, for people to read in both languages."""

    def __init__(self, code: str, **said: str) -> None:
        dutch, english = (words.format(**said) for words in _WHY[code])
        super().__init__(dutch)
        self.why = Both(dutch, english)


def closed(connection: Connection, tenant: str, case: str, lawbook: Lawbook, today: date) -> Closed:
    """What may go of a case. Raises NotClosed."""
    try:
        status = case_rows.state(connection, tenant, case).status
    except NotThere:
        raise NotClosed("none") from None
    if status in OPEN:
        raise NotClosed("open", stands=status.replace("_", " "))
    endings = keeping.endings_of(connection, tenant, case)
    if not endings:
        raise NotClosed("untold")
    terms = archived(endings, lawbook)
    runs = {category: term for category, term in terms.items() if not term.gone_on(today)}
    if not runs:
        raise NotClosed("over" if terms else "unkept")
    left = {one: _why(terms.get(one)) for one in CATEGORIES if one not in runs}
    return Closed(case, runs, left)


def _why(term: Kept | None) -> str:
    if term is None:
        return "De selectielijst bewaart dit niet; het blijft bij de gemeente tot zijn eigen termijn om is."
    return f"De bewaartermijn liep tot en met {term.until}."
