"""What MDTO asks of a closed case, of each paper in it and of each file: made of what the store says, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from wbmgp_api.cases.course import Course
from wbmgp_api.publication import mdto
from wbmgp_api.publication.bags import Written
from wbmgp_api.publication.case_papers import SCREENED_BY, SCREENING
from wbmgp_api.publication.mdto import Identity, Node, Reference, concept
from wbmgp_api.store.case_log import Erasure
from wbmgp_api.store.case_rows import Taken
from wbmgp_engine.retention import Kept

_FORMATS: Final = {
    "json": ("JSON Data Interchange Format", "fmt/817"), "txt": ("Plain Text File", "x-fmt/111"),
    "zip": ("ZIP Format", "x-fmt/263"),
}  # fmt: skip
_PDF: Final = {
    b"%PDF-1.4": "fmt/18", b"%PDF-1.5": "fmt/19", b"%PDF-1.6": "fmt/20", b"%PDF-1.7": "fmt/276", b"%PDF-2.0": "fmt/1129",
}  # fmt: skip

_LEFT_OUT: Final = (
    "Wat de selectielijst niet bewaart, wat over zijn termijn is en wat is gewist, zit hier niet in; ook niet wat een"
    " toetsing daarvan herhaalt. Het stuk uitvoer zegt wat en waarom."
)


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made what is archived, and when it goes out."""

    name: str
    tenant: str
    moment: datetime

    @property
    def reference(self) -> Reference:
        """The municipality as the one that made it."""
        return Reference(self.name, Identity(self.tenant, "Gemeentecode CBS"))

    def identity(self, mark: str) -> Identity:
        """By what something of this municipality is known."""
        return Identity(mark, f"wbmgp-engine, {self.tenant}")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is described: its mark and title, on which level it stands, and how long it is kept."""

    mark: str
    title: str
    level: str
    term: Kept
    personal: bool = True


def piece(maker: Maker, subject: Subject, parent: Reference | None, files: Iterable[str]) -> bytes:
    """A paper with its files; `parent`: the file of the case that it is part of."""
    above = [] if parent is None else [parent.node("isOnderdeelVan")]
    shown = [Reference(name, maker.identity(f"{subject.mark}/{name}")).node("heeftRepresentatie") for name in files]
    return mdto.document("informatieobject", [
        *_begun(maker, subject), Node("taal", "nl"), *mdto.valued(subject.term), *above, *shown,
        maker.reference.node("archiefvormer"), _limit(personal=subject.personal),
    ])  # fmt: skip


def whole_case(
    maker: Maker, subject: Subject, course: Course, pieces: Sequence[Reference], erased: Sequence[Erasure],
    books: Mapping[str, str],
) -> bytes:  # fmt: skip
    """The file of a case: what happened, what is in it, where it says what is not, and the rule books that it rests on.

    Metadata travel further than the case, so whether somebody was screened is not among them (Besluit BWBR0038929, art. 6):
    neither is where the case stood after a step, nor what of it is kept and what of which record was erased.
    """
    ends = subject.term.since or date.fromisoformat(course.steps[-1].day)
    spans = [
        concept("dekkingInTijdType", "Looptijd van de zaak", mdto.OWN),
        Node("dekkingInTijdBegindatum", course.steps[0].day),
        Node("dekkingInTijdEinddatum", max(ends.isoformat(), course.steps[0].day)),
    ]
    return mdto.document("informatieobject", [
        *_begun(maker, subject), mdto.classed("classificatie", subject.term),
        Node("omschrijving", _LEFT_OUT), Node("dekkingInTijd", spans), Node("taal", "nl"),
        *(_step(one) for one in course.steps if one.act not in SCREENED_BY), *_erased(erased), *mdto.valued(subject.term),
        *(one.node("bevatOnderdeel") for one in pieces), *(_rests_on(maker, *one) for one in books.items()),
        maker.reference.node("archiefvormer"),
        Reference("Behandelen van aanvragen om een huisvestingsvergunning").node("activiteit"),
        _limit(personal=True),
    ])  # fmt: skip


def file(maker: Maker, parent: Subject, written: Written, beginning: bytes) -> bytes:
    """A file of a paper: its size, format and hashes. `beginning` holds its first bytes."""
    name = written.name.rpartition("/")[2]
    label, code = _format(name, beginning)
    made = [
        Node("checksum", [
            concept("checksumAlgoritme", algorithm.upper(), mdto.CHECKSUMS), Node("checksumWaarde", value),
            Node("checksumDatum", maker.moment.isoformat(timespec="seconds")),
        ])
        for algorithm, value in written.hashes.items()
    ]  # fmt: skip
    return mdto.document("bestand", [
        *mdto.heading(maker.identity(f"{parent.mark}/{name}"), name), Node("omvang", str(written.size)),
        concept("bestandsformaat", label, mdto.FORMATS, code), *made,
        Reference(parent.title, maker.identity(parent.mark)).node("isRepresentatieVan"),
    ])  # fmt: skip


def _begun(maker: Maker, subject: Subject) -> list[Node]:
    level = concept("aggregatieniveau", subject.level, mdto.LEVELS)
    return [*mdto.heading(maker.identity(subject.mark), subject.title), level]


def _format(name: str, beginning: bytes) -> tuple[str, str]:
    if name.endswith(".pdf"):
        version = beginning[:8]
        return f"Portable Document Format {version[5:].decode('ascii', 'replace')}", _PDF[version]
    return _FORMATS[name.rpartition(".")[2]]


def _step(step: Taken) -> Node:
    actor = Reference(f"Rol {step.role}").node("eventVerantwoordelijkeActor")
    return _event(step.act.replace("_", " ").capitalize(), step.made_at, actor)


def _erased(every: Sequence[Erasure]) -> Iterator[Node]:
    """Of each day once what was erased: a screening adds records, and its own outcome goes earlier than the rest."""
    gone = {(one.at[:10], category) for one in every for category in one.categories if category != SCREENING}
    for day in sorted({day for day, _ in gone}):
        named = ", ".join(sorted(category for on, category in gone if on == day))
        yield _event("Vernietiging van een deel", day, Node("eventResultaat", f"Gewist: {named}"))


def _event(label: str, at: str, more: Node) -> Node:
    return Node("event", [concept("eventType", label, mdto.OWN), Node("eventTijd", at), more])


def _rests_on(maker: Maker, mark: str, title: str) -> Node:
    return Node("gerelateerdInformatieobject", [
        Reference(title, maker.identity(mark)).node("gerelateerdInformatieobjectVerwijzing"),
        concept("gerelateerdInformatieobjectTypeRelatie", "Berust op", mdto.OWN),
    ])  # fmt: skip


def _limit(*, personal: bool) -> Node:
    label, said = (
        ("Bevat persoonsgegevens", "Alleen in te zien door wie dat voor een wettelijke taak nodig heeft.")
        if personal
        else ("Geen beperking", "Bevat geen persoonsgegevens.")
    )
    return Node(
        "beperkingGebruik",
        [concept("beperkingGebruikType", label, mdto.OWN), Node("beperkingGebruikNadereBeschrijving", said)],
    )
