"""The rules of the fields, at and over every edge, and read a second time as a JSON Schema by a validator of other people."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from wbmgp_api.exchange.zgw_checking import api_of, apis, check, check_all

URN: Final = "urn:uuid:7f1c2e04-0000-5000-8000-000000000001"
RSIN: Final = "999990019"
LONGEST: Final = {
    ("zaak", "identificatie"): 40, ("zaak", "omschrijving"): 80, ("zaak", "toelichting"): 1000,
    ("zaak", "verlenging.reden"): 200, ("zaak", "opschorting.reden"): 200, ("zaak", "kenmerken.kenmerk"): 40,
    ("zaak", "processobjectaard"): 200, ("status", "statustoelichting"): 1000, ("resultaat", "toelichting"): 1000,
    ("zaakinformatieobject", "titel"): 200, ("besluit", "identificatie"): 50, ("besluit", "bestuursorgaan"): 50,
    ("enkelvoudiginformatieobject", "identificatie"): 40, ("enkelvoudiginformatieobject", "titel"): 200,
    ("enkelvoudiginformatieobject", "auteur"): 200, ("enkelvoudiginformatieobject", "formaat"): 255,
    ("enkelvoudiginformatieobject", "taal"): 3, ("enkelvoudiginformatieobject", "bestandsnaam"): 255,
    ("enkelvoudiginformatieobject", "beschrijving"): 1000, ("enkelvoudiginformatieobject", "integriteit.waarde"): 128,
    ("catalogus", "domein"): 5, ("catalogus", "contactpersoonBeheerNaam"): 40, ("zaaktype", "identificatie"): 50,
    ("zaaktype", "omschrijving"): 80, ("zaaktype", "handelingInitiator"): 20, ("zaaktype", "onderwerp"): 80,
    ("zaaktype", "handelingBehandelaar"): 20, ("zaaktype", "verantwoordelijke"): 50,
    ("zaaktype", "referentieproces.naam"): 80, ("statustype", "omschrijving"): 80, ("resultaattype", "omschrijving"): 30,
    ("resultaattype", "brondatumArchiefprocedure.datumkenmerk"): 80, ("besluittype", "omschrijving"): 80,
    ("roltype", "omschrijving"): 100, ("informatieobjecttype", "omschrijving"): 80, ("informatieobjecttype", "informatieobjectcategorie"): 80,
}  # fmt: skip
"""The limits as the published descriptions have them, typed here a second time."""
VERSIONS: Final = {"zaken": "1.5.1", "catalogi": "1.3.1", "besluiten": "1.1.0", "documenten": "1.4.2"}
ELSEWHERE: Final = "urn:voorbeeld:referentielijst"


def good(kind: str) -> dict[str, Any]:
    """A document with every field that this kind can have, each as short as it may be."""
    rules = apis()[api_of(kind)]["documenten"][kind]
    found = {name: _example(rule) for name, rule in rules.items()}
    if kind == "enkelvoudiginformatieobject":
        del found["ontvangstdatum"]
        found["status"] = "definitief"
    if kind == "resultaattype":
        found["brondatumArchiefprocedure"] |= {"afleidingswijze": "ander_datumkenmerk"}
    return found


def _example(rule: Mapping[str, Any]) -> Any:
    match rule["soort"]:
        case "object":
            return {name: _example(one) for name, one in rule["velden"].items()}
        case "lijst":
            return [_example(rule["van"])]
        case "keuze":
            return rule["uit"][0]
        case "tekst":
            return RSIN if rule.get("langst") == 9 else "x" * max(1, rule.get("kortst", 0))
    return {
        "uri": URN, "datum": "2026-11-18", "moment": "2026-11-18T11:06:40Z", "duur": "P8W", "getal": 1, "ja_nee": True,
        "base64": "eA==",
    }[rule["soort"]]  # fmt: skip


KINDS: Final = [kind for one in apis().values() for kind in one["documenten"]]


def put(document: Any, path: str, value: Any) -> dict[str, Any]:
    """A copy of a document with another value somewhere in it."""
    made = copy.deepcopy(document)
    inside, names = made, path.split(".")
    for name in names[:-1]:
        inside = inside[name]
        inside = inside[0] if isinstance(inside, list) else inside
    inside[names[-1]] = value
    return dict(made)


def test_the_versions_are_those_that_open_zaak_supports() -> None:
    assert {name: one["versie"] for name, one in apis().items()} == VERSIONS


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_with_every_field_holds(kind: str) -> None:
    assert check(kind, good(kind), kind) == []
    assert schema(kind).is_valid(good(kind))


@pytest.mark.parametrize(("kind", "path", "longest"), [(*key, one) for key, one in LONGEST.items()])
def test_every_limit_holds_at_its_edge_and_not_over_it(kind: str, path: str, longest: int) -> None:
    at, over = put(good(kind), path, "x" * longest), put(good(kind), path, "x" * (longest + 1))
    assert check(kind, at, kind) == []
    (found,) = check(kind, over, kind)
    assert found.place.replace("[0]", "") == f"{kind}.{path}" and f"telt {longest + 1} tekens" in found.problem
    assert schema(kind).is_valid(at) and not schema(kind).is_valid(over)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_cannot_be_left_out(kind: str) -> None:
    rules = apis()[api_of(kind)]["documenten"][kind]
    required = {name for name, rule in rules.items() if rule.get("verplicht")}
    assert required
    for name in required:
        without = {key: one for key, one in good(kind).items() if key != name}
        assert f"{kind}.{name}" in {one.place for one in check(kind, without, kind)}
        assert not schema(kind).is_valid(without)


def wrong() -> Iterator[tuple[str, str, Any]]:
    texts: list[tuple[str, Any]] = [
        ("startdatum", "18-11-2026"), ("startdatum", "2026-02-30"), ("startdatum", "2026-11-18T00:00:00Z"),
        ("startdatum", None), ("bronorganisatie", "12345678"), ("bronorganisatie", 999990019), ("zaaktype", "geen uri"),
        ("vertrouwelijkheidaanduiding", "streng"), ("archiefnominatie", "bewaren"), ("archiefstatus", None),
        ("verlenging.duur", "8 weken"), ("verlenging.duur", "P"), ("opschorting.indicatie", "ja"), ("kenmerken", {}),
        ("onbekend", "x"), ("opschorting.eerdereOpschorting", True), ("verlenging", []),
    ]  # fmt: skip
    yield from (("zaak", name, value) for name, value in texts)
    yield ("status", "datumStatusGezet", "2026-11-18T11:06:40")
    yield ("statustype", "volgnummer", 0)
    yield ("statustype", "volgnummer", 10000)
    yield ("statustype", "volgnummer", True)
    yield ("enkelvoudiginformatieobject", "integriteit.algoritme", "sha256")
    yield ("enkelvoudiginformatieobject", "taal", "nl")
    yield ("enkelvoudiginformatieobject", "bestandsomvang", -1)
    yield ("enkelvoudiginformatieobject", "titel", "")
    yield ("resultaattype", "brondatumArchiefprocedure.afleidingswijze", "einde")


@pytest.mark.parametrize(("kind", "path", "value"), list(wrong()))
def test_what_the_api_refuses_is_found_by_both(kind: str, path: str, value: Any) -> None:
    document = put(good(kind), path, value)
    assert next(one.place for one in check(kind, document, kind)).startswith(f"{kind}.{path.split('.')[0]}")
    assert not schema(kind).is_valid(document)


@pytest.mark.parametrize(
    ("kind", "changes", "place"),
    [
        ("zaak", {"archiefnominatie": None}, "zaak.archiefnominatie"),
        ("enkelvoudiginformatieobject", {"ontvangstdatum": "2026-11-18"}, "enkelvoudiginformatieobject.verzenddatum"),
        ("enkelvoudiginformatieobject", {"verzenddatum": None, "ontvangstdatum": "2026-11-18", "status": "in_bewerking"},
         "enkelvoudiginformatieobject.status"),
        ("besluit", {"verzenddatum": "2026-11-17"}, "besluit.verzenddatum"),
        ("besluit", {"verzenddatum": None}, "besluit.uiterlijkeReactiedatum"),
        ("besluit", {"uiterlijkeReactiedatum": "2026-11-17"}, "besluit.uiterlijkeReactiedatum"),
        ("resultaattype", {"brondatumArchiefprocedure": {"afleidingswijze": "ander_datumkenmerk"}},
         "resultaattype.brondatumArchiefprocedure"),
        ("resultaattype", {"brondatumArchiefprocedure": {"afleidingswijze": "afgehandeld", "registratie": "x"}},
         "resultaattype.brondatumArchiefprocedure"),
    ],
)  # fmt: skip
def test_fields_that_do_not_go_together_are_found(kind: str, changes: dict[str, Any], place: str) -> None:
    assert place in [one.place for one in check(kind, good(kind) | changes, kind)]


@pytest.mark.parametrize("kind", ["status", "besluit", "enkelvoudiginformatieobject"])
def test_what_is_there_twice_is_found(kind: str) -> None:
    assert len(check_all([(kind, "een", good(kind)), (kind, "twee", good(kind))])) == 1
    assert check_all([(kind, "een", good(kind))]) == []


def schema(kind: str) -> Draft202012Validator:
    """The rules of a kind as a JSON Schema, for a validator that we did not write."""
    rules = apis()[api_of(kind)]["documenten"][kind]
    return Draft202012Validator(_object(rules), format_checker=FormatChecker(("date",)))


def _object(rules: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "additionalProperties": False, "properties": {name: _one(rule) for name, rule in rules.items()},
        "required": [name for name, rule in rules.items() if rule.get("verplicht")],
    }  # fmt: skip


def _one(rule: Mapping[str, Any]) -> dict[str, Any]:
    text = {"type": "string", "minLength": rule.get("kortst", 0)}
    text |= {"maxLength": rule["langst"]} if "langst" in rule else {}
    number = {"type": "integer", "minimum": rule.get("laagst", 0), "maximum": rule.get("hoogst", 2**31)}
    made: dict[str, Any] = {
        "tekst": text, "base64": text, "uri": text | {"pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$"},
        "datum": text | {"format": "date"}, "duur": text | {"pattern": r"^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$"},
        "moment": text | {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
        "getal": number, "ja_nee": {"type": "boolean"}, "keuze": {"enum": rule.get("uit")},
    }.get(rule["soort"]) or (_object(rule["velden"]) if rule["soort"] == "object" else {
        "type": "array", "items": _one(rule["van"]),
    })  # fmt: skip
    return {"anyOf": [made, {"type": "null"}]} if rule.get("leeg") else made
