"""A package for a system of cases read back: nothing of it is believed before every hash and every field holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from wbmgp_api.exchange.zgw import MANIFEST, ORDER
from wbmgp_api.exchange.zgw_checking import api_of, apis
from wbmgp_api.exchange.zgw_papers import FOLDER
from wbmgp_api.municipal_files import Part
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.json_text import read_json
from wbmgp_engine.law.faults import faults_of

LARGEST_FILE: Final = 30_000_000
"""How large one file may be: it goes over in one request, as base64."""
REFERENCE: Final = re.compile(r"urn:uuid:[0-9a-f-]{36}")
_AGAIN: Final = "maak het pakket opnieuw met wbmgp exchange zgw"


class _Document(Part):
    bestand: str
    soort: str
    api: str
    verwijzing: str
    sha256: str


class _File(Part):
    bestand: str
    bytes: int
    sha256: str


class _Told(Part):
    plaats: str
    probleem: str
    oplossing: str


class _Manifest(Part):
    zaak: str
    apis: dict[str, str]
    uitleg: str
    documenten: list[_Document]
    bestanden: list[_File]
    meldingen: list[_Told]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a package: its kind, the reference by which others name it, where it stands, and its file if it has one."""

    kind: str
    reference: str
    place: str
    body: Mapping[str, Any]
    file: bytes | None = None

    def references(self) -> set[str]:
        """The references to other documents in it."""
        return set(_references(self.body))


def read_package(files: Mapping[str, bytes]) -> list[Document]:
    """The documents of a package, in the order in which they are made.

    Raises BadInput with everything that is wrong: a hash, a file too many or too few, a version, a reference that leads
    nowhere. Whoever makes a new manifest as well is not found out: the hashes hold against accidents and second thoughts.
    """
    manifest = _manifest(files)
    listed = {one.bestand: one.sha256 for one in manifest.documenten}
    listed |= {one.bestand: one.sha256 for one in manifest.bestanden}
    found = [
        *(Finding(name, "staat niet in het manifest", "haal het weg") for name in files.keys() - listed.keys() - {MANIFEST}),
        *(Finding(name, "ontbreekt in het pakket", _AGAIN) for name in listed.keys() - files.keys()),
        *(Finding(name, "is veranderd sinds het pakket is gemaakt", _AGAIN)
          for name, hashed in listed.items() if name in files and sha256(files[name]).hexdigest() != hashed),
    ]  # fmt: skip
    _refuse(found)
    documents = [_document(one, files) for one in sorted(manifest.documenten, key=_place)]
    _refuse(list(_loose(documents)))
    return documents


def _manifest(files: Mapping[str, bytes]) -> _Manifest:
    if MANIFEST not in files:
        raise BadInput.one(MANIFEST, "ontbreekt", "geef het pakket dat wbmgp exchange zgw schreef")
    try:
        found = _Manifest.model_validate(_json(files, MANIFEST))
    except ValidationError as error:
        first = faults_of(error)[0]
        _broken(".".join(map(str, (MANIFEST, *first.path))), first.problem)
    ours = {name: one["versie"] for name, one in apis().items()}
    if found.apis != ours:
        _broken(f"{MANIFEST}.apis", f"is {found.apis}, en dit programma kent {ours}")
    for one in found.documenten:
        if one.soort not in ORDER:
            _broken(one.bestand, f"is een onbekende soort: {one.soort}")
    return found


def _place(one: _Document) -> int:
    return ORDER.index(one.soort)


def _document(one: _Document, files: Mapping[str, bytes]) -> Document:
    body = _json(files, one.bestand)
    if not isinstance(body, dict) or one.api != api_of(one.soort):
        _broken(one.bestand, "is geen document van deze soort")
    if one.soort != "enkelvoudiginformatieobject" or "bestandsnaam" not in body:
        return Document(one.soort, one.verwijzing, one.bestand, body)
    content = files.get(f"{FOLDER}/{body['bestandsnaam']}")
    hashed = body.get("integriteit")
    told = (body.get("bestandsomvang"), hashed.get("waarde") if isinstance(hashed, dict) else None)
    if content is None or told != (len(content), sha256(content).hexdigest()):
        _broken(one.bestand, f"past niet bij {FOLDER}/{body['bestandsnaam']}")
    if len(content) > LARGEST_FILE:
        fix = "voeg dit stuk met de hand toe aan de zaak"
        raise BadInput.one(one.bestand, f"heeft {len(content)} bytes, en meer dan {LARGEST_FILE} gaat niet", fix)
    return Document(one.soort, one.verwijzing, one.bestand, body, content)


def _json(files: Mapping[str, bytes], name: str) -> Any:
    try:
        return read_json(files[name])
    except BadInput as problem:
        raise BadInput([replace(one, place=f"{name}, {one.place}") for one in problem.findings]) from None


def _loose(documents: list[Document]) -> Iterator[Finding]:
    """References that nothing made before has, and references that are there twice."""
    known: set[str] = set()
    for one in documents:
        for reference in sorted(one.references() - known):
            yield Finding(one.place, f"verwijst naar {reference}, dat er niet voor staat", _AGAIN)
        if one.reference in known:
            yield Finding(one.place, f"heeft een verwijzing die al bestaat: {one.reference}", _AGAIN)
        known.add(one.reference)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, str) and REFERENCE.fullmatch(value):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _references(one)


def _refuse(found: list[Finding]) -> None:
    if found:
        raise BadInput(found)


def _broken(place: str, problem: str) -> NoReturn:
    raise BadInput.one(place, problem, _AGAIN)
