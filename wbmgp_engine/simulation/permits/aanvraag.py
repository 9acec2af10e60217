"""A row of applications as the Aanvraag of the contract: what a desk would be given of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from wbmgp_engine.facts.situation import Situation

Row = Mapping[str, Any]
_PERSONS: Final = ("huishouden.0", "huishouden.1")
_NAME: Final = "simulatie"


def aanvraag(row: Row, municipality: str, situation: Situation) -> dict[str, Any]:
    """The JSON of an application; what is empty in the row is absent."""
    found = {
        "kenmerk": row["kenmerk"] or f"{_NAME}-{row['rij']}",
        "gemeente": municipality,
        "aanvraagsoort": row["aanvraagsoort"],
        "aanvraagdatum": row["aanvraagdatum"].isoformat(),
        "uitzondering15": row["uitzondering15"],
        "woonruimte": _known({name: row[f"woonruimte.{name}"] for name in ("gebied", "verhuurder", "soort", "huurprijs")}),
        "huishouden": [_person(row, name, municipality) for name in _PERSONS if row[f"{name}.rol"] is not None],
        "situatie": situation.model_dump(by_alias=True, exclude_unset=True, mode="json"),
    }  # fmt: skip
    brought = {"hardheid": list(_hardship(row)), "voorrang": _priority(row), "onderzoek": _screening(row)}
    return found | {name: value for name, value in brought.items() if value}


def _person(row: Row, name: str, municipality: str) -> dict[str, Any]:
    found = {
        "id": name.replace("huishouden.", "p"),
        "rol": row[f"{name}.rol"],
        "geboortedatum": _text(row[f"{name}.geboortedatum"]),
        "rechtmatigVerblijf": row.get(f"{name}.rechtmatigVerblijf"),
        "verblijf": _residence(row, name, municipality),
        "inkomen": _income(row, f"{name}.inkomen"),
    }
    if f"{name}.kenmerken.geen" in row:
        trait = row[f"{name}.kenmerken.0"]
        found["kenmerken"] = [] if trait is None else [trait]
    return _known(found)


def _residence(row: Row, name: str, municipality: str) -> list[dict[str, Any]] | None:
    if row[f"{name}.geenIngezetene"]:
        return [{"gemeente": "buitenland", "vanaf": _text(row[f"{name}.geboortedatum"]), "tot": None}]
    since = row[f"{name}.ingezeteneVanaf"]
    return None if since is None else [{"gemeente": municipality, "vanaf": _text(since), "tot": None}]


def _income(row: Row, name: str) -> list[dict[str, Any]] | None:
    if row[f"{name}.geen"]:
        return []
    kind = row[f"{name}.0.soort"]
    return None if kind is None else [_known({"soort": kind, **_judged(row, f"{name}.0")})]


def _hardship(row: Row) -> Iterator[dict[str, Any]]:
    for place in range(2):
        if row.get(f"hardheid.{place}.gegeven"):
            yield {"grond": row[f"hardheid.{place}.grond"], **_judged(row, f"hardheid.{place}")}


def _priority(row: Row) -> dict[str, Any]:
    return _known({"kandidatenMetVoorrang": row.get("voorrang.kandidatenMetVoorrang"), **_judged(row, "voorrang")})


def _screening(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if (statement := row.get("onderzoek.woonverklaring")) is not None:
        found = {"woonverklaring": statement, "gehoord": True, "weging": dict.fromkeys("abcde", "gewogen")}
    if row.get("onderzoek.voorschriften"):
        found["voorschriften"] = [_NAME]
    brought = {name.replace("huishouden.", "p"): row.get(f"{name}.vog") for name in _PERSONS}
    certificates = _known(brought)
    return found | ({"vog": certificates} if certificates else {})


def _judged(row: Row, name: str) -> dict[str, Any]:
    """A judgement, and where there is one the reasons and the name of who decided."""
    judgement = row.get(f"{name}.oordeel")
    return {} if judgement is None else {"oordeel": judgement, "motivering": _NAME, "beslisser": _NAME}


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _text(day: Any) -> str | None:
    return None if day is None else str(day)
