"""What a municipality publishes of its use of the rules: from registers, rule books and results, and from no case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.accountability.algorithm_register import untold
from wbmgp_api.accountability.documents import DOCUMENTS
from wbmgp_api.accountability.use import Use
from wbmgp_api.areas.known import Known, Registers
from wbmgp_api.publication.book_words import in_words
from wbmgp_api.publication.woo import PublicPaper
from wbmgp_api.simulations import results
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.store import rule_book_rows, rule_books, simulation_rows
from wbmgp_api.store.opened import Store
from wbmgp_api.store.rule_book_rows import Activation
from wbmgp_api.versions import HOLDS
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook

# A file that nobody can look through, as a PDF or a parquet file, is left out: the page and the table say the same.
OF_RESULTS: Final = (
    "rapport.html", "rapport.en.html", results.TABLE, results.FACTS, results.DOSSIER, *results.MARKDOWN,
)  # fmt: skip
DOCUMENTS_OUT: Final = ("algoritmeregister", "verwerkingsregister", "ai-verordening")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a publication is made from: the store with the rule book of the release, the results, and what documents need."""

    store: Store
    own: Lawbook
    simulating: Simulating | None
    use: Use

    def papers(self, simulations: Sequence[str]) -> Iterator[PublicPaper]:
        """Everything of a municipality on the day; of simulations those that somebody chose. Raises BadInput for another."""
        yield from self._books()
        for key in dict.fromkeys(simulations):
            yield from self._simulation(key)
        yield from self._registers()
        yield from self._documents()

    def _books(self) -> Iterator[PublicPaper]:
        tenant, on = self.use.tenant, self.use.on
        used = self.store.read(tenant, partial(rule_book_rows.activations, tenant=tenant))
        begun = list({(one.hash, one.from_day): one for one in used if one.from_day <= on.isoformat()}.values())
        yield from self._book(self.own.hash, None, begun[0].from_day if begun else None, self.own.files)
        for number, one in enumerate(begun):
            until = begun[number + 1].from_day if number + 1 < len(begun) else None
            files = self.store.read(tenant, partial(rule_books.files_of, rules_hash=one.hash))
            yield from self._book(one.hash, one, until, files)

    def _book(
        self, of: str, used: Activation | None, until: str | None, files: Mapping[str, bytes]
    ) -> Iterator[PublicPaper]:
        since = None if used is None else date.fromisoformat(used.from_day)
        place, title = f"regelboeken/{of.removeprefix('sha256:')[:16]}-{since or 'uitgave'}", f"Regelboek {of[7:23]}"
        book = self.own if of == self.own.hash else Lawbook.from_files(files)
        yield PublicPaper(f"{place}/regelboek.json", title, "regelboek", _json(self._record(of, used, until)), since)
        words = in_words(book, since or self.use.on)
        yield PublicPaper(f"{place}/in-woorden.html", f"{title} in woorden", "regelboek", words.encode(), since)
        for path, content in sorted(files.items()):
            yield PublicPaper(f"{place}/regels/{path}", f"{title}: {path}", "regelboek", content, since)

    def _record(self, of: str, used: Activation | None, until: str | None) -> dict[str, Any]:
        """How a rule book came into use; who did so is nobody's business outside."""
        told = {"hash": of, "inGebruikVanaf": used.from_day if used else None, "inGebruikTot": until}
        if used is None:
            return told | {"herkomst": "meegeleverd met de uitgave van de software"}
        tenant = self.use.tenant
        report = self.store.read(tenant, partial(rule_book_rows.last_report, tenant=tenant, rules_hash=of))
        proofs = (json.loads(report.text).get("bewijzen") or {}) if report else {}
        return told | {
            "herkomst": "door de gemeente in gebruik genomen", "vastgesteldOp": used.activated_at[:10],
            "tweePersonen": True, "bewijzen": proofs.get("uitkomst"),
        }  # fmt: skip

    def _simulation(self, key: str) -> Iterator[PublicPaper]:
        tenant = self.use.tenant
        kept = self.store.read(tenant, partial(simulation_rows.one, tenant=tenant, key=key))
        if self.simulating is None or kept.status != simulation_rows.DONE:
            raise BadInput.one("simulation", f"{key[:32]} is not finished", "choose one that is done")
        place, since = f"simulaties/{key}", date.fromisoformat((kept.finished_at or "")[:10])
        yield PublicPaper(
            f"{place}/scenario.yaml", f"Scenario: {kept.title}", "simulatie", kept.scenario.encode(), since
        )
        for name in OF_RESULTS:
            if name in kept.hashes:
                content = results.read(self.simulating, tenant, kept, name)
                yield PublicPaper(f"{place}/{name}", f"{kept.title}: {name}", "simulatie", content, since)

    def _registers(self) -> Iterator[PublicPaper]:
        known = self.store.read(self.use.tenant, self._known)
        for kept, ordinance in known.ordinances:
            if kept.kind == HOLDS and ordinance.in_force(self.use.on):
                content = _json({"id": kept.id, "versie": kept.version, **ordinance.to_json()})
                title = f"Verordening {ordinance.title}"
                yield PublicPaper(place_of("verordeningen", kept.id), title, "verordening", content, ordinance.start)
        areas: dict[tuple[str, int], str] = {}
        for kept, one in known.designations:
            begun = one.start <= self.use.on and (one.last_day is None or self.use.on < one.last_day)
            if kept.kind == HOLDS and begun:
                areas[one.area.id, one.area.version] = one.name
                content = _json({"id": kept.id, "versie": kept.version, **one.to_json()})
                yield PublicPaper(
                    place_of("aanwijzingen", kept.id), f"Aanwijzing {one.name}", "aanwijzing", content, one.start
                )
        for (key, version), name in sorted(areas.items()):
            area = known.area(key, version)
            content = _json({"id": key, "versie": version, **json.loads(area.kept.content)})
            since = date.fromisoformat(area.kept.valid_from)
            yield PublicPaper(place_of("gebieden", f"{key}-{version}"), f"Gebied van {name}", "gebied", content, since)

    def _known(self, connection: Connection) -> Known:
        return Registers().of(connection, self.use.tenant)

    def _documents(self) -> Iterator[PublicPaper]:
        for name in DOCUMENTS_OUT:
            listed, place = DOCUMENTS[name], f"verantwoording/{name}"
            made = listed.make(self.use, None)
            yield PublicPaper(f"{place}.md", made.title, "verantwoording", made.to_markdown().encode())
            # What the register takes has no gaps: until everything required is told, there is only the page that names them.
            if listed.data is None or not untold(self.use.account, self.use.tenant):
                data = _json(listed.to_json(self.use))
                yield PublicPaper(f"{place}.json", made.title, "verantwoording", data)


def place_of(folder: str, key: str) -> str:
    """A name that leads nowhere else, whatever a municipality calls a thing; the hash keeps two of them apart."""
    plain = re.sub("[^a-z0-9]+", "-", key.lower()).strip("-")[:60]
    return f"{folder}/{plain}-{sha256(key.encode()).hexdigest()[:8]}.json"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
