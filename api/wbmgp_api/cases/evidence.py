"""The evidence in a case: which documents desks ask for at each ground, and what of it came in, seen by whom, valid how long.

The list is the practice of housing desks, no law: nothing is decided by what is missing from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from wbmgp_api.cases.assessing import answer, kept
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.files import known
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store.case_rows import Taken
from wbmgp_api.store.payloads import opened
from wbmgp_api.words import bad_input
from wbmgp_engine.trail.canonical import encode

_CATEGORY: Final = "persoon"


class Item(NamedTuple):
    """A document that is asked for at some grounds."""

    id: str
    name: str
    grounds: tuple[str, ...]
    needed: bool = False


ITEMS: Final = (
    Item("legitimatie", "Geldig legitimatiebewijs", ("rechtmatig_verblijf",), needed=True),
    Item("verblijfsdocument", "Verblijfsdocument", ("rechtmatig_verblijf",)),
    Item("uittreksel_brp", "Uittreksel BRP met adreshistorie", ("artikel_8", "artikel_10"), needed=True),
    Item("inkomensverklaring", "Inkomensverklaring", ("artikel_8",)),
    Item("loonstroken", "Loonstroken van drie maanden", ("artikel_8",)),
    Item("bankafschriften", "Bankafschriften van drie maanden", ("artikel_8",)),
    Item("winst_en_verlies", "Winst- en verliesrekening met inschrijving KvK", ("artikel_8",)),
    Item("uitkering_of_pensioen", "Uitkering of pensioen, drie maanden", ("artikel_8",)),
    Item("studiefinanciering", "Bericht van DUO", ("artikel_8",)),
    Item("voorrangskenmerk", "Bewijs van het voorrangskenmerk", ("artikel_9",), needed=True),
    Item("woonverklaring", "Woonverklaring van de burgemeester", ("artikel_10",)),
    Item("vog", "Verklaring omtrent het gedrag", ("artikel_10",)),
    Item("hardheid", "Bewijs bij een beroep op de hardheidsclausule", ("hardheidsclausule",)),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A document that came in and was looked at."""

    item: str
    person: str | None
    source: str
    valid_until: date | None
    note: str | None

    def to_json(self) -> dict[str, Any]:
        """What is closed in the log of it."""
        said = {"stuk": self.item, "persoon": self.person, "herkomst": self.source, "toelichting": self.note}
        return {name: value for name, value in said.items() if value is not None}


def add(office: Office, who: Principal, case: str, version: int, seen: Seen) -> Case:
    """Record that a document came in and who looked at it.

    Raises BadInput for one that is not on the list, or of somebody who is not in the household.
    """
    if seen.item not in {item.id for item in ITEMS}:
        raise bad_input("no_paper", "stuk", choices=", ".join(item.id for item in ITEMS))

    def work(doing: Doing, now: Case) -> Entered:
        _of_household(doing, case, seen.person)
        record = doing.leaf("handeling", case, {_CATEGORY: encode({"bewijsstuk": seen.to_json()})})
        return Entered(record, until=seen.valid_until)

    return office.step(who, case, version, "bewijsstuk", work)


def _of_household(doing: Doing, case: str, person: str | None) -> None:
    if person is not None and person not in {one["id"] for one in known(doing, case)["huishouden"]}:
        raise bad_input("stranger", "persoon")


def checklist(office: Office, who: Principal, case: str) -> list[dict[str, Any]]:
    """The documents at the grounds that play a part, with what came in, after an entry says who looks. Raises NotThere."""
    log_reading(office, who, case, (_CATEGORY,))
    return office.store.read(who.tenant, lambda connection: _checklist(connection, office, who.tenant, case))


def _checklist(connection: Connection, office: Office, tenant: str, case: str) -> list[dict[str, Any]]:
    course = Course.of(rows.steps(connection, tenant, case))
    came = [_told(connection, office, tenant, step) for step in course.all("bewijsstuk")]
    play = _grounds(connection, office, tenant, case)
    today = office.today().isoformat()
    listed = []
    for item in ITEMS:
        of_item = [_seen(one, today) for one in came if one["stuk"] == item.id]
        if play is None or set(item.grounds) & play or of_item:
            listed.append({
                "stuk": item.id, "naam": item.name, "gronden": list(item.grounds), "verplicht": item.needed,
                "stand": _standing(of_item), "ontvangen": of_item,
            })  # fmt: skip
    return listed


def missing(connection: Connection, office: Office, tenant: str, case: str) -> list[str]:
    """The papers that the last assessment asks for and that are not there, or not valid any more; none before the first."""
    if not kept(connection, tenant, case):
        return []
    listed = _checklist(connection, office, tenant, case)
    return [str(one["stuk"]) for one in listed if one["verplicht"] and one["stand"] != "geldig"]


def _seen(one: Mapping[str, Any], today: str) -> dict[str, Any]:
    """A document without its name, and whether it is still valid: through its last day."""
    told = {key: value for key, value in one.items() if key != "stuk"}
    return told | {"verlopen": one["geldigTot"] is not None and one["geldigTot"] < today}


def _standing(came: list[dict[str, Any]]) -> str:
    if not came:
        return "ontbreekt"
    return "verlopen" if all(one["verlopen"] for one in came) else "geldig"


def _told(connection: Connection, office: Office, tenant: str, step: Taken) -> Mapping[str, Any]:
    said = opened(connection, office.recorder.master, tenant, step.id).get(_CATEGORY)
    part = {} if said is None else said.part["bewijsstuk"]
    return {
        "stuk": part.get("stuk"), "persoon": part.get("persoon"), "herkomst": part.get("herkomst"),
        "toelichting": part.get("toelichting"), "gezienDoor": step.made_by, "ontvangen": step.day,
        "geldigTot": step.until,
    }  # fmt: skip


def _grounds(connection: Connection, office: Office, tenant: str, case: str) -> set[str] | None:
    """The grounds that play a part after the last assessment; None before the first, and where its verdicts are erased."""
    found = kept(connection, tenant, case)
    if not found:
        return None
    grounds = answer(connection, office, tenant, found[-1].id)["gronden"]
    if any("oordeel" not in one for one in grounds):
        return None
    return {one["grond"] for one in grounds if one["oordeel"] != "niet_van_toepassing"}
