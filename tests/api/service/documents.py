"""The least that an operation takes, made after its description; what a schema cannot say stands here by name."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from tests.api.service.asking import BOOK
from tests.api.simulations.quick import SCENARIO

TODAY: Final = "2026-11-18"
_SQUARE: Final = [[[4.4, 51.8], [4.5, 51.8], [4.5, 51.9], [4.4, 51.9], [4.4, 51.8]]]
_WORDS: Final = ("a", "abc", "1234AB", "1", "0" * 32, "0" * 16)
_NAMED: Final = {"woonruimte": {"gebied": "tarwewijk"}}
_AREA: Final = {"gebied": {"id": "wijk-gm9999", "versie": 1}}
_ORDINANCE: Final = {"categorieen": [{"gronden": ["artikel_8"]}]}
_ALSO: Final[Mapping[str, Mapping[str, Any]]] = {
    "POST /aanwijzingstoetsingen": {"ontvangen": TODAY},
    "POST /brp-antwoorden": {"antwoord": {"verblijfplaatsen": []}},
    "POST /aanvragen/_uit-formulier": {
        "type": "huisvestingsvergunning",
        "submission_id": "OF-1",
        "data": {"datumAanvraag": TODAY, "postcode": "1234AB", "huisnummer": 1},
    },
    "POST /aanvragen/_zoek": {"kenmerk": "a"},
    "POST /aanvragen/{id}/_meld-onderzoek": {"onderzoek": {"woonverklaring": "verlenen"}},
    "POST /aanvragen/{id}/bewijsstukken": {"stuk": "loonstroken"},
    "POST /aanvragen/{id}/_zie-af-van-horen": {"grond": "antwoordt_niet"},
    "POST /aanvragen/{id}/_trek-vergunning-in": {"grond": "onjuiste_gegevens", "zienswijze": "gevraagd"},
    "POST /gebieden": {"id": "nieuw", "postcodes": ["3081AB"]},
    "PUT /gebieden/{id}": {"postcodes": ["3081AB"]},
    "POST /aanwijzingen": _AREA | {"id": "nieuw"},
    "PUT /aanwijzingen/{id}": _AREA,
    "POST /registerverklaringen": {"id": "nieuw", "tot": "2027-01-01"},
    "PUT /registerverklaringen/{id}": {"tot": "2027-01-01"},
    "POST /verordeningen": _ORDINANCE | {"id": "nieuw"},
    "PUT /verordeningen/{id}": _ORDINANCE,
    "POST /gebieden/_zoek": {"postcode": "3081AB"},
    "POST /simulaties": {"scenario": SCENARIO},
    "POST /verwerkingen/_zoek": {"bsn": "999993653"},
}
_QUERIES: Final = {"GET /aanvragen": {"status": "onderzoek"}, "POST /gebieden/_importeer": {"jaar": "2026"}}


def query_of(operation: str) -> dict[str, str]:
    """The parameters without which everybody, or somebody who may, would be refused."""
    return _QUERIES.get(operation, {})


def body_of(operation: str, described: Mapping[str, Any], schemas: Mapping[str, Any], tenant: str) -> dict[str, Any]:
    """What to send with an operation, as options of a client."""
    kinds = described.get("requestBody", {}).get("content", {})
    if "application/json" in kinds:
        made = _least(kinds["application/json"]["schema"], schemas, "", tenant)
        if operation == "POST /gebieden/_importeer":
            made["features"] = [_neighbourhood(tenant)]
        return {"json": made | copy.deepcopy(dict(_ALSO.get(operation, {})))}
    if "text/csv" in kinds:
        return {"content": _table(tenant), "headers": {"content-type": "text/csv"}}
    if "application/zip" in kinds:
        data = rule_book_zip() if operation == "POST /regelboeken" else _zip()
        return {"content": data, "headers": {"content-type": "application/zip"}}
    return {}


def _least(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str, tenant: str) -> Any:
    """The smallest document of a schema."""
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if name in _NAMED:
        return _NAMED[name]
    if name == "gemeente":
        return tenant
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _least(schema["anyOf"][0], schemas, name, tenant)
    match schema.get("type"):
        case "object":
            asked, listed = schema.get("required", []), schema.get("properties", {})
            return {key: _least(listed.get(key, {}), schemas, key, tenant) for key in asked}
        case "array":
            return [_least(schema["items"], schemas, name, tenant)] * schema.get("minItems", 0)
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case _:
            return _text(schema)


def _text(schema: Mapping[str, Any]) -> str:
    if schema.get("format") == "date":
        return TODAY
    fits = (word for word in _WORDS if re.search(schema.get("pattern", ""), word))
    return next(word for word in fits if schema.get("minLength", 0) <= len(word) <= schema.get("maxLength", 99))


def _neighbourhood(tenant: str) -> dict[str, Any]:
    """As Statistics Netherlands publishes them."""
    said = {"buurtcode": f"BU{tenant[2:]}0001", "buurtnaam": "Buurt", "gemeentecode": tenant, "water": "NEE"}
    return {"type": "Feature", "properties": said, "geometry": {"type": "Polygon", "coordinates": _SQUARE}}


@cache
def rule_book_zip() -> bytes:
    """The rule book of the release, as somebody would propose it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for path, data in BOOK.files.items():
            made.writestr(path, data)
    return packed.getvalue()


def _table(tenant: str) -> bytes:
    """One application of one person."""
    said = {
        "kenmerk": "tabel-1", "gemeente": tenant, "aanvraagdatum": "2026-10-01", "gebied": "tarwewijk", "persoon": "p1",
        "rol": "aanvrager",
    }  # fmt: skip
    return "\n".join((";".join(said), ";".join(said.values()))).encode()


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("rules/nl/wet/oud/2000-01-01.yaml", "id: oud\n")
    return packed.getvalue()
