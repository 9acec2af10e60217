"""One application as a row of the column contract: what a municipality would export, from what the engine reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import polars as pl

from wbmgp_engine.facts.application import Application, Person
from wbmgp_engine.facts.household import Judged
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.binding import Bound
from wbmgp_engine.populations.contract import column_of

Row = dict[str, Any]
TYPES: Final = {"text": pl.String, "date": pl.Date, "number": pl.Int64, "truth": pl.Boolean}


def row_of(application: Application, bound: Bound) -> Row:
    """The row of an application; `bound` has worked out the days from its histories."""
    dwelling, facts = application.dwelling, bound.facts
    persons: Any = facts["personen"]
    by_id = {person["id"]: person for person in persons}
    household = sorted(application.household, key=lambda person: person.role.value != "aanvrager")
    row = {
        "kenmerk": application.reference, "gemeente": application.municipality, "aanvraagsoort": application.kind,
        "aanvraagdatum": application.application_date, "woonruimte.gebied": dwelling.area,
        "woonruimte.verhuurder": dwelling.landlord, "woonruimte.soort": dwelling.kind, "woonruimte.huurprijs": dwelling.rent,
        "uitzondering15": application.exception15,
    }  # fmt: skip
    if dwelling.address is not None:
        row["woonruimte.adres.postcode"] = dwelling.address.postcode
    row["woonruimte.adresseerbaarObject"] = dwelling.object_id
    certificates = (application.screening.certificates if application.screening is not None else None) or {}
    for place, person in enumerate(household):
        row |= _below(f"huishouden.{place}", _person(person, by_id[person.id], certificates.get(person.id)))
    return {name: value for name, value in (row | _brought(application)).items() if value is not None}


def _below(name: str, fields: Mapping[str, Any]) -> Row:
    return {f"{name}.{field}": value for field, value in fields.items()}


def _known(value: Any) -> Any:
    return None if isinstance(value, Unknown) else value


def _person(person: Person, facts: Mapping[str, Any], certificate: str | None) -> Row:
    row: Row = {"rol": person.role.value, "vog": certificate, "geboortedatum": _known(facts["geboortedatum"])}
    since = {edge: facts[f"ingezetene_vanaf{edge}"] for edge in ("", "_vroegst", "_laatst")}
    for edge, column in (("_vroegst", "Vroegst"), ("_laatst", "Laatst")):
        row[f"geboortedatum{column}"] = _known(facts[f"geboortedatum{edge}"])
        row[f"ingezeteneVanaf{column}"] = _known(since[edge])
    row["ingezeteneVanaf"] = _known(since[""])
    row["geenIngezetene"] = since[""] is None or None
    row["misschienGeenIngezetene"] = (since["_laatst"] is None and since[""] is not None) or None
    if person.given("income"):
        row["inkomen.geen"] = not person.income
        for place, item in enumerate(person.income):
            row |= _below(f"inkomen.{place}", {"soort": item.kind.value, "oordeel": item.judgement, **_signed(item)})
    if person.role == "aanvrager":
        row["rechtmatigVerblijf"] = person.lawful_residence
        if person.given("traits"):
            row["kenmerken.geen"] = not person.traits
            row |= _below("kenmerken", dict(enumerate_names(person.traits)))
    return row


def enumerate_names(items: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((str(place), item) for place, item in enumerate(items))


def _signed(item: Judged) -> Row:
    return {"gemotiveerd": item.reasoned or None, "ondertekend": item.signed or None}


def _brought(application: Application) -> Row:
    """What officials brought."""
    row: Row = {}
    for place, item in enumerate(application.hardship):
        told: Row = {"gegeven": True, "grond": item.ground, "oordeel": item.judgement, "beroep": item.pleaded}
        row |= _below(f"hardheid.{place}", {**told, "omstandigheden": bool(item.circumstances), **_signed(item)})
    if (priority := application.priority) is not None:
        told = {"kandidatenMetVoorrang": priority.candidates, "oordeel": priority.judgement}
        row |= _below("voorrang", {**told, **_signed(priority)})
    if (screening := application.screening) is not None:
        row |= _below(
            "onderzoek",
            {
                "woonverklaring": screening.statement,
                "gehoord": screening.hearing_offered,
                "voorschriften": bool(screening.conditions),
            },
        )
        for letter in "abcde" if screening.weighed is not None else "":
            row[f"onderzoek.weging.{letter}"] = getattr(screening.weighed, letter) == "gewogen"
    return row


def frame_of(rows: list[Row]) -> pl.DataFrame:
    """Rows as a frame in the types of the contract."""
    needed = ("kenmerk", "gemeente", "aanvraagdatum", "woonruimte.gebied", "huishouden.0.rol")
    names = dict.fromkeys((*needed, *(name for row in rows for name in row)))
    return pl.DataFrame(
        [pl.Series(name, [row.get(name) for row in rows], dtype=_type(name)) for name in names],
    )


def _type(name: str) -> Any:
    column = column_of(name)
    assert column is not None, name
    return TYPES[column.kind]
