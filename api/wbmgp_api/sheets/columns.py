"""The columns of a table of applications: where a value goes, how its text is read, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

_STAY: Final = re.compile(r"(GM\d{4}|buitenland|onbekend):([\d-]{4,10})?\.\.([\d-]{4,10})?", re.ASCII)


class CannotRead(ValueError):
    """A text that is not what its column holds; says the code of the fault."""


def _plain(text: str) -> Any:
    return text


def _yes(text: str) -> Any:
    if text.lower() not in ("ja", "nee"):
        raise CannotRead("cell_truth")
    return text.lower() == "ja"


def _whole(text: str) -> Any:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise CannotRead("cell_whole")
    return int(text)


def _list(text: str) -> list[str]:
    return [] if text == "geen" else [item.strip() for item in text.split("|")]


def _income(text: str) -> Any:
    return [{"soort": kind} for kind in _list(text)]


def _residence(text: str) -> Any:
    found = []
    for item in _list(text):
        stay = _STAY.fullmatch(item)
        if stay is None:
            raise CannotRead("cell_stay")
        whole = {"gemeente": stay[1], "vanaf": stay[2], "tot": stay[3]}
        found.append({key: value for key, value in whole.items() if value is not None or key == "tot"})
    return found


class Column(NamedTuple):
    """A column: where its value goes, how its text is read, and what it means."""

    path: str
    read: Callable[[str], Any]
    meaning: str


OF_THE_CASE: Final = {
    "kenmerk": Column("kenmerk", _plain, "eigen kenmerk; rijen met hetzelfde kenmerk zijn één aanvraag"),
    "gemeente": Column("gemeente", _plain, "GM en vier cijfers"),
    "aanvraagdatum": Column("aanvraagdatum", _plain, "JJJJ-MM-DD"),
    "aanvraagsoort": Column("aanvraagsoort", _plain, "huisvesting of latere_inwoning"),
    "gebied": Column("woonruimte.gebied", _plain, "naam van het gebied, kleine letters met streepjes"),
    "postcode": Column("woonruimte.adres.postcode", _plain, "1234AB"),
    "huisnummer": Column("woonruimte.adres.huisnummer", _whole, "getal"),
    "huisletter": Column("woonruimte.adres.huisletter", _plain, "één letter"),
    "toevoeging": Column("woonruimte.adres.toevoeging", _plain, "toevoeging"),
    "adresseerbaarObject": Column("woonruimte.adresseerbaarObject", _plain, "zestien cijfers"),
    "verhuurder": Column("woonruimte.verhuurder", _plain, "corporatie of particulier"),
    "soort": Column("woonruimte.soort", _plain, "zelfstandig of onzelfstandig"),
    "huurprijs": Column("woonruimte.huurprijs", _whole, "per maand, in eurocenten"),
    "kandidatenMetVoorrang": Column("voorrang.kandidatenMetVoorrang", _yes, "ja of nee"),
    "woonverklaring": Column("onderzoek.woonverklaring", _plain, "verlenen, verlenen_met_voorschriften of weigeren"),
}  # fmt: skip
OF_A_PERSON: Final = {
    "persoon": Column("id", _plain, "eigen naam voor de persoon binnen de aanvraag, zoals p1; geen BSN"),
    "rol": Column("rol", _plain, "aanvrager, partner, kind of medebewoner"),
    "geboortedatum": Column("geboortedatum", _plain, "JJJJ-MM-DD, JJJJ-MM of JJJJ"),
    "rechtmatigVerblijf": Column("rechtmatigVerblijf", _yes, "ja of nee; alleen bij de aanvrager"),
    "verblijf": Column("verblijf", _residence, "gemeente:vanaf..tot, gescheiden door |; geen is nergens"),
    "inkomen": Column("inkomen", _income, "soorten, gescheiden door |; geen is geen inkomen"),
    "kenmerken": Column("kenmerken", _list, "gescheiden door |; geen is geen"),
    "vog": Column("vog", _plain, "overgelegd of niet_overgelegd"),
}  # fmt: skip
