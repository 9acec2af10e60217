"""Closed cases as bags with metadata in one folder: all of them or nothing, never over what is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.whole import whole
from wbmgp_api.publication import case_metadata as metadata
from wbmgp_api.publication import shared_papers as shared
from wbmgp_api.publication.bags import Bag, put
from wbmgp_api.publication.case_metadata import Maker, Subject
from wbmgp_api.publication.case_papers import Papers, Piece, as_json, retold
from wbmgp_api.publication.closed import Closed
from wbmgp_api.publication.mdto import Reference
from wbmgp_api.store import case_log
from wbmgp_api.store.key_files import LogKey
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.private_files import FOLDER
from wbmgp_engine.retention import Kept

CASES: Final = "zaken"
OVERVIEW: Final = "overzicht.json"
READ_ME: Final = "LEESMIJ.txt"
FORMAT: Final = "wbmgp-archief/1"
_SAID: Final = """Archiefuitvoer van afgesloten zaken van {name}, gemaakt op {day}.

zaken/        elke zaak als een map volgens BagIt 1.0 (RFC 8493), met metagegevens volgens MDTO
regelboeken/  elk regelboek waarop een beoordeling berust, een keer
motoren/      elke versie van de regelmotor waarmee is beoordeeld, een keer
overzicht.json  wat erin zit, met de controlegetallen, en wat niet is uitgevoerd met de reden

Controleer alles met: wbmgp archive verify MAP
Of per map zonder dat programma: sha256sum -c manifest-sha256.txt
"""


@dataclass(frozen=True, slots=True)
class Archivist:
    """Who exports what: where cases are worked on, with which key heads are signed, and what the municipality is called."""

    office: Office
    who: Principal
    key: LogKey
    name: str


@dataclass
class _Rested:
    """What the cases of an export rest on, each with the longest term of those cases."""

    books: dict[str, Kept] = field(default_factory=dict)
    engines: dict[tuple[str, str], Kept] = field(default_factory=dict)

    def add(self, entries: Iterable[Mapping[str, Any]], term: Kept) -> list[str]:
        """Take in what the entries of a case name; its rule books."""
        found = dict[str, None]()
        for entry in entries:
            if entry["type"] == "beoordeling":
                found[entry["rules_hash"]] = None
                _keep_longest(self.books, entry["rules_hash"], term)
                _keep_longest(self.engines, (entry["engine_version"], entry["engine_hash"]), term)
        return list(found)


def export(
    archivist: Archivist,
    cases: Sequence[Closed],
    refused: Mapping[str, str],
    out: Path,
    progress: Callable[[str], None],
) -> dict[str, Any]:
    """Write the cases to a new folder: what it holds, with hashes. `refused`: why others do not go; the overview names them.

    Raises BadInput where something stands there already, and ProofError for a case of which something is gone that no
    entry of the log says was erased; then nothing is left.
    """
    office, rested = archivist.office, _Rested()
    maker = Maker(archivist.name, archivist.who.tenant, office.now())
    with _whole_or_nothing(out) as folder:
        told = []
        for one in cases:
            told.append(_case(archivist, maker, one, folder, rested))
            progress(one.case)
        said = _SAID.format(name=maker.name, day=office.today().isoformat()).encode()
        overview = {
            "vorm": FORMAT, "gemeente": archivist.who.tenant, "naam": archivist.name, "gemaakt": maker.moment.isoformat(),
            "zaken": told, "gedeeld": list(_shared(archivist, maker, folder, rested)),
            "nietUitgevoerd": [{"zaak": case, "reden": why} for case, why in sorted(refused.items())],
            "leesmijSha256": put(folder, READ_ME, [said]).hashes["sha256"],
        }  # fmt: skip
        put(folder, OVERVIEW, [as_json(overview)])
    return overview


def _case(archivist: Archivist, maker: Maker, one: Closed, folder: Path, rested: _Rested) -> dict[str, Any]:
    office, who = archivist.office, archivist.who
    log_reading(office, who, one.case, tuple(sorted(one.terms)))
    of = whole(office, who, one.case)
    entries = office.store.read(who.tenant, partial(case_log.entries, tenant=who.tenant, case=one.case))
    _refuse_lost(office, who, one.case, entries)
    books = {shared.place(shared.BOOKS, book): shared.book_title(book) for book in rested.add(entries, one.term)}
    may = frozenset(one.terms)
    again = retold(office, who, of, may)
    erased = case_log.erasures(entries)
    pieces = [*Papers(office, who, archivist.key, of, may, again).all(), _account(one, may - again, erased, entries)]
    bag, subject = (
        Bag(folder / CASES / one.case),
        Subject(one.case, f"Aanvraag huisvestingsvergunning {one.case}", "Dossier", one.term),
    )
    parent = Reference(subject.title, maker.identity(subject.mark))
    inside = [_piece(bag, maker, one, parent, piece) for piece in pieces]
    made = metadata.whole_case(maker, subject, of.case.course, inside, erased, books)
    bag.add(f"{one.case}.mdto.xml", lambda: [made])
    return {"zaak": one.case, **_closed(bag, maker, subject, f"{CASES}/{one.case}")}


def _piece(bag: Bag, maker: Maker, one: Closed, parent: Reference, piece: Piece) -> Reference:
    terms = [one.terms[category] for category in piece.categories] or [one.term]
    # The paper goes as soon as something in it has to go.
    term = min(terms, key=_length)
    subject = Subject(f"{one.case}/{piece.name}", piece.title, "Archiefstuk", term)
    _described(bag, maker, subject, piece, parent, f"{piece.name}/")
    return Reference(piece.title, maker.identity(subject.mark))


def _described(bag: Bag, maker: Maker, subject: Subject, piece: Piece, parent: Reference | None, inside: str) -> None:
    """A paper with its files and the metadata of each."""
    about = metadata.piece(maker, subject, parent, piece.files)
    bag.add(f"{inside}{piece.name}.mdto.xml", lambda: [about])
    for name, content in piece.files.items():
        written = bag.add(inside + name, lambda content=content: [content])  # type: ignore[misc]
        told = metadata.file(maker, subject, written, content[:16])
        bag.add(f"{inside}{name}.bestand.mdto.xml", lambda told=told: [told])  # type: ignore[misc]


def _shared(archivist: Archivist, maker: Maker, folder: Path, rested: _Rested) -> Iterator[dict[str, Any]]:
    read = archivist.office.store.read
    for book, term in sorted(rested.books.items()):
        piece = read(archivist.who.tenant, partial(shared.rule_book, rules_hash=book))
        yield _alone(maker, folder, shared.place(shared.BOOKS, book), piece, term)
    for (version, of), term in sorted(rested.engines.items()):
        yield _alone(maker, folder, shared.place(shared.ENGINES, of), shared.engine(version, of), term)


def _alone(maker: Maker, folder: Path, place: str, piece: Piece, term: Kept) -> dict[str, Any]:
    """A paper of its own in a bag of its own; it is kept as long as the case that is kept longest and rests on it."""
    bag, subject = Bag(folder / place), Subject(place, piece.title, "Archiefstuk", term, personal=False)
    _described(bag, maker, subject, piece, None, "")
    return _closed(bag, maker, subject, place)


def _closed(bag: Bag, maker: Maker, subject: Subject, place: str) -> dict[str, Any]:
    info = [
        ("Source-Organization", maker.name), ("Bagging-Date", maker.moment.date().isoformat()),
        ("External-Identifier", subject.mark), ("External-Description", subject.title),
        ("Bag-Software-Agent", "wbmgp-engine"),
    ]  # fmt: skip
    sum_of_tags = bag.close(info)
    until = subject.term.until
    return {
        "map": place, "tagmanifestSha256": sum_of_tags, "bestanden": len(bag.files),
        "bytes": sum(one.size for one in bag.files), "bewaartermijn": subject.term.to_json() | ({} if until else {"bewaardTot": None}),
    }  # fmt: skip


def _refuse_lost(office: Office, who: Principal, case: str, entries: list[dict[str, Any]]) -> None:
    gone = office.store.read(who.tenant, lambda c: list(case_log.lost(c, office.recorder.master, who.tenant, entries)))
    if gone:
        said = ", ".join(f"{category} of {record}" for record, category in gone)
        raise ProofError(f"case {case}: {said} is gone, and no entry of the log says that it was erased")


def _account(one: Closed, unspoken: frozenset[str], erased: Sequence[case_log.Erasure], entries: Any) -> Piece:
    """What is not in the bag, and why; with the log of the case."""
    told = {
        "nietOpgenomen": [{"categorie": name, "reden": why} for name, why in one.left_out.items()],
        "zonderHerhaling": sorted(unspoken), "gewist": [each.to_json() for each in erased],
    }  # fmt: skip
    files = {"verantwoording.json": as_json(told), "logboek.json": as_json(entries)}
    return Piece("uitvoer", "Wat niet is opgenomen, en het logboek van de zaak", files)


def _length(term: Kept) -> tuple[bool, date]:
    return term.until is None, term.until or date.max


def _keep_longest(found: dict[Any, Kept], key: Any, term: Kept) -> None:
    if key not in found or _length(term) > _length(found[key]):
        found[key] = term


@contextmanager
def _whole_or_nothing(out: Path) -> Iterator[Path]:
    """A folder beside the one that is wanted, which takes its place at the end; gone where something went wrong."""
    if os.path.lexists(out):
        raise BadInput.one(str(out), "exists already", "choose another name: an export is never written over another")
    part = out.with_name(f".{out.name[:100]}.{os.getpid()}.deel")
    try:
        part.mkdir(FOLDER)
    except OSError as problem:
        raise BadInput.one(
            str(out), f"cannot be written: {problem.strerror}", "name a folder in one that exists"
        ) from None
    try:
        yield part
        part.rename(out)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
