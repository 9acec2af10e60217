"""Reading a package back: whatever was touched is found before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.exchange.case_system import CaseSystem
from tests.api.exchange.pushing import pushed, target
from wbmgp_api.exchange import zgw_reading
from wbmgp_api.exchange.zgw import MANIFEST, ORDER, Package
from wbmgp_api.exchange.zgw_plan import plan
from wbmgp_api.exchange.zgw_reading import read_package
from wbmgp_engine.errors import BadInput

CASE = "zaken/zaak-01.json"


def signed(made: Package, change: Callable[[dict[str, Any]], Any], name: str = CASE) -> dict[str, bytes]:
    """A package in which somebody changed a document, and the hash in the manifest as well."""
    files = dict(made.files)
    body = json.loads(files[name])
    change(body)
    files[name] = json.dumps(body).encode()
    return listed(files, name)


def listed(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    manifest = json.loads(files[MANIFEST])
    for one in [*manifest["documenten"], *manifest["bestanden"]]:
        if one["bestand"] == name:
            one["sha256"] = sha256(files[name]).hexdigest()
    return files | {MANIFEST: json.dumps(manifest).encode()}


def refused(files: dict[str, bytes], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        plan(read_package(files), target(), catalogue=True)


def test_what_was_written_is_read_in_the_order_of_making(made: Package) -> None:
    found = read_package(made.files)
    manifest = json.loads(made.files[MANIFEST])
    assert [one.place for one in found] == [one["bestand"] for one in manifest["documenten"]]
    assert [one.kind for one in found] == sorted((one.kind for one in found), key=ORDER.index)
    (letter,) = [one for one in found if one.file is not None]
    assert letter.file == made.files["bestanden/brief-01.pdf"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_changed_byte_is_found_and_nothing_is_sent(made: Package, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(made.files.keys() - {MANIFEST})))
    content = bytearray(made.files[name])
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    system = CaseSystem()
    with pytest.raises(BadInput, match=f"{name}: is veranderd"):
        pushed(Package({**made.files, name: bytes(content)}, ()), system, target())
    assert (system.posts, system.kept) == ([], {})


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_manifest_that_is_damaged_is_refused_or_says_the_same(made: Package, data: st.DataObject) -> None:
    content = bytearray(made.files[MANIFEST])
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(32, 126))
    try:
        found = read_package({**made.files, MANIFEST: bytes(content)})
    except BadInput:
        return
    before = {one.place: (one.body, one.file) for one in read_package(made.files)}
    assert {one.place: (one.body, one.file) for one in found} == before


_LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
JSON = _LEAF | st.lists(_LEAF, max_size=3) | st.dictionaries(st.text(max_size=8), _LEAF, max_size=3)


@settings(max_examples=200, deadline=None)
@given(which=st.integers(0, 10_000), place=st.integers(0, 10_000), value=JSON, catalogue=st.booleans())
def test_whatever_somebody_wrote_in_it_is_pushed_or_refused_in_words(
    made: Package, which: int, place: int, value: Any, catalogue: bool
) -> None:
    names = sorted(one for one in made.files if one.endswith(".json") and one != MANIFEST)
    name = names[which % len(names)]
    body = json.loads(made.files[name])
    fields = [*sorted(body), None]
    changed = fields[place % len(fields)]
    files = {**made.files, name: json.dumps(value if changed is None else {**body, changed: value}).encode()}
    system = CaseSystem()
    pushed(made, system, target())
    try:
        pushed(Package(listed(files, name), ()), system, target(), catalogue=catalogue)
    except BadInput as refusal:
        assert all(one.place and one.problem for one in refusal.findings)


def test_files_too_many_or_too_few_are_named(made: Package) -> None:
    refused({**made.files, "zaken/nog.json": b"{}"}, r"zaken/nog\.json: staat niet in het manifest")
    refused({name: one for name, one in made.files.items() if name != CASE}, f"{CASE}: ontbreekt")
    refused({name: one for name, one in made.files.items() if name != MANIFEST}, "manifest.json: ontbreekt")


def test_another_version_or_kind_is_refused(made: Package) -> None:
    refused({MANIFEST: made.files[MANIFEST].replace(b'"1.5.1"', b'"1.6.0"')}, "manifest.json.apis")
    manifest = made.files[MANIFEST].replace(b'"soort": "besluit",', b'"soort": "rol",')
    refused({**made.files, MANIFEST: manifest}, "onbekende soort: rol")
    manifest = made.files[MANIFEST].replace(b'"soort": "besluit",', b'"soort": "zaak",')
    refused({**made.files, MANIFEST: manifest}, "geen document van deze soort")
    refused({MANIFEST: b'{"zaak": 1}'}, r"manifest\.json\.zaak")
    refused({MANIFEST: b"geen json"}, "manifest.json, line 1, column 1: this is not JSON")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body.update(bronorganisatie="111222333"), "111222333, en de instellingen gelden voor 999990019"),
        (lambda body: body.update(vertrouwelijkheidaanduiding="streng"), "geen keuze van de API"),
        (lambda body: body.update(rol="burgemeester"), "bestaat niet in deze versie"),
        (lambda body: body.pop("startdatum"), "ontbreekt en is verplicht"),
        (lambda body: body.pop("identificatie"), "identificatie: ontbreekt, en zonder is het niet terug te vinden"),
        (lambda body: body.update(zaaktype=f"urn:uuid:{'0' * 8}-0000-0000-0000-{'0' * 12}"), "dat er niet voor staat"),
    ],
)
def test_a_field_that_does_not_hold_is_refused_with_its_place(
    made: Package, change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    refused(signed(made, change), rf"{CASE}.*{said}")


def test_a_file_that_is_not_the_one_that_was_described_is_refused(made: Package) -> None:
    name, papers = "bestanden/brief-01.pdf", "documenten/enkelvoudiginformatieobject-01.json"
    refused(listed({**made.files, name: b"%PDF iets anders"}, name), f"{papers}: past niet bij {name}")
    refused(signed(made, lambda body: body.update(bestandsnaam="../../etc/passwd"), papers), "past niet bij")


def test_a_file_that_is_too_large_for_one_request_is_refused(made: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zgw_reading, "LARGEST_FILE", 1000)
    refused(dict(made.files), "meer dan 1000 gaat niet → voeg dit stuk met de hand toe")


def test_two_documents_with_one_reference_are_refused(made: Package) -> None:
    manifest = json.loads(made.files[MANIFEST])
    of_status = [one for one in manifest["documenten"] if one["soort"] == "status"]
    of_status[1]["verwijzing"] = of_status[0]["verwijzing"]
    refused({**made.files, MANIFEST: json.dumps(manifest).encode()}, "heeft een verwijzing die al bestaat")
