"""One application is one or more rows with the same `kenmerk`: a row for each person, the rest in the row of the applicant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from wbmgp_api.sheets.reading import Cell, Row
from wbmgp_engine import Application
from wbmgp_engine.errors import BadInput, Finding

_STAY: Final = re.compile(r"(GM\d{4}|buitenland|onbekend):([\d-]{4,10})?\.\.([\d-]{4,10})?", re.ASCII)


def _plain(text: str) -> Any:
    return text


def _yes(text: str) -> Any:
    if text.lower() not in ("ja", "nee"):
        raise ValueError("schrijf ja of nee")
    return text.lower() == "ja"


def _whole(text: str) -> Any:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise ValueError("schrijf een geheel getal; geld in eurocenten")
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
            raise ValueError("schrijf GM0599:2010-05-25..2015-01-01 | GM0363:2015-01-01..")
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


class Listed(NamedTuple):
    """An application of a table, and the row in which it begins."""

    row: int
    application: Application


def applications(rows: list[Row]) -> list[Listed]:
    """Every application of a table. BadInput names the cell of everything that is wrong, and then nothing is used."""
    faults = list(_unknown_columns(rows))
    found = []
    for group in _together(rows):
        try:
            found.append(Listed(_number(group[0]), _application(group)))
        except BadInput as problem:
            faults += problem.findings
    if faults:
        raise BadInput(faults[:200])
    return found


def _unknown_columns(rows: list[Row]) -> Iterator[Finding]:
    known = {**OF_THE_CASE, **OF_A_PERSON}
    for name in dict.fromkeys(name for row in rows for name in row):
        if name not in known:
            cell = next(row[name] for row in rows if name in row)
            column = cell.place.rstrip("0123456789")
            yield Finding(f"{column}1", "is geen kolom die we kennen", f"gebruik {', '.join(known)}")


def _together(rows: list[Row]) -> list[list[Row]]:
    """Rows of one application: the same `kenmerk`, wherever they stand."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        name = row["kenmerk"].text if "kenmerk" in row else f"\0{len(found)}"
        found.setdefault(name, []).append(row)
    return list(found.values())


def _application(rows: list[Row]) -> Application:
    places: dict[str, str] = {}
    faults: list[Finding] = []
    applicant = next((row for row in rows if "rol" in row and row["rol"].text == "aanvrager"), rows[0])
    made: dict[str, Any] = {}
    for name, column in OF_THE_CASE.items():
        for row in rows:
            if name in row and (row is applicant or name != "kenmerk"):
                if row is not applicant and applicant.get(name, row[name]).text != row[name].text:
                    faults.append(
                        Finding(row[name].place, "verschilt van de rij van de aanvrager", "vul het één keer in")
                    )
                _put(made, column.path, column, row[name], places, faults)
    made["huishouden"] = [_person(row, number, places, faults, made) for number, row in enumerate(rows)]
    if faults:
        raise BadInput(faults)
    try:
        return Application.model_validate(made)
    except BadInput as problem:
        raise BadInput([_in_cell(finding, places, rows[0]) for finding in problem.findings]) from None


def _person(
    row: Row, number: int, places: dict[str, str], faults: list[Finding], made: dict[str, Any]
) -> dict[str, Any]:
    person: dict[str, Any] = {}
    for name, column in OF_A_PERSON.items():
        if name in row and name != "vog":
            below: dict[str, str] = {}
            _put(person, column.path, column, row[name], below, faults)
            places |= {f"huishouden.{number}.{path}": place for path, place in below.items()}
    if "vog" in row and "id" in person:
        certificates = made.setdefault("onderzoek", {}).setdefault("vog", {})
        certificates[person["id"]] = row["vog"].text
        places[f"onderzoek.vog.{person['id']}"] = row["vog"].place
    return person


def _put(
    made: dict[str, Any], path: str, column: Column, cell: Cell, places: dict[str, str], faults: list[Finding]
) -> None:
    try:
        value = column.read(cell.text)
    except ValueError as problem:
        faults.append(Finding(cell.place, "is niet te lezen", str(problem)))
        return
    *above, last = path.split(".")
    for step in above:
        made = made.setdefault(step, {})
    made[last] = value
    places[path] = cell.place


def _in_cell(finding: Finding, places: dict[str, str], first: Row) -> Finding:
    """A finding at its cell: the longest path that was filled from one, else the row."""
    steps = finding.place.split(".")
    for size in range(len(steps), 0, -1):
        if (place := places.get(".".join(steps[:size]))) is not None:
            return Finding(place, finding.problem, finding.fix, finding.value)
    return Finding(f"rij-{_number(first)}.{finding.place}", finding.problem, finding.fix, finding.value)


def _number(row: Row) -> int:
    return int(re.sub(r"\D", "", next(iter(row.values())).place))
