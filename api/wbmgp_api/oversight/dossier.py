"""A dossier for a committee or a court: every paper of a case in one ZIP, numbered in an inventory with its size, pages and hash.

No citizen service number is in it: those are kept apart from the application.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from wbmgp_api.cases import evidence, finding
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.letters import showing
from wbmgp_api.oversight.account import account
from wbmgp_api.oversight.packing import packed
from wbmgp_api.oversight.pdf_pages import pages_of
from wbmgp_api.oversight.whole import Whole
from wbmgp_api.store.errors import Erased
from wbmgp_api.store.sql import sql

INVENTORY: Final = "00-inventaris"
_LEAVES: Final = sql(
    "SELECT l.leaf_bytes FROM record r JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq"
    " WHERE r.tenant = :tenant AND r.case_id = :case ORDER BY r.recorded_at"
)


class Paper(NamedTuple):
    """One paper: what it is, the end of its name, and its content."""

    title: str
    ending: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Entered:
    """A paper as the inventory names it. `pages`: first and last page of it among the PDFs of the dossier."""

    number: int
    name: str
    title: str
    size: int
    hash: str
    pages: tuple[int, int] | None

    def to_json(self) -> dict[str, Any]:
        """The line of the inventory."""
        found = {
            "nummer": self.number,
            "bestand": self.name,
            "titel": self.title,
            "bytes": self.size,
            "sha256": self.hash,
        }
        return found | ({} if self.pages is None else {"bladzijden": {"van": self.pages[0], "tot": self.pages[1]}})


def papers_of(office: Office, who: Principal, whole: Whole) -> list[Paper]:
    """What the store holds of a case, as papers; reading the list of evidence is logged by itself."""
    case = whole.case.state.case_id
    steps, looks = finding.trail(office, who, case)
    leaves = office.store.read(who.tenant, partial(_leaves, tenant=who.tenant, case=case))
    found = [
        Paper("Verantwoording van het besluit", "verantwoording.txt", account(whole).encode()),
        Paper("Aanvraag zoals bekend bij de toetsing", "aanvraag.json", _json(whole.application)),
    ]
    if whole.known_now != whole.application:
        found += [Paper("Aanvraag zoals nu bekend", "aanvraag-nu.json", _json(whole.known_now))]
    return [
        *found,
        *assessed(whole),
        Paper("Ontwerpen en besluiten", "besluiten.json", _json([_drafted(whole, one) for one in whole.drafts])),
        Paper("Handelingen", "handelingen.json", _json([asdict(one) | {"woorden": whole.written.get(one.id, {})} for one in steps])),
        Paper("Bewijsstukken", "bewijsstukken.json", _json(evidence.checklist(office, who, case))),
        Paper("Regels van het logboek over deze zaak", "logboek.jsonl", b"".join(leaf + b"\n" for leaf in leaves)),
        Paper("Wie heeft gekeken", "inzagen.json", _json([asdict(one) for one in looks])),
        *_letters(office, who, case),
    ]  # fmt: skip


def assessed(whole: Whole) -> list[Paper]:
    """The assessment of a case that is looked at, in words and with every step; nothing where a part of it was erased."""
    if whole.assessment is None or whole.answer is None:
        return []
    of = f"Toetsing van {whole.assessment.recorded_at[:10]}"
    return [
        Paper(f"{of} in woorden", "toetsing.txt", str(whole.explained.get("nl", "")).encode()),
        Paper(f"{of} met elke stap van de regels", "toetsing.json", _json(whole.answer)),
    ]


def _letters(office: Office, who: Principal, case: str) -> Iterator[Paper]:
    """The letters that count, as the citizen got them; reading each is logged by itself. What was erased is left out."""
    for one in showing.listed(office, who, case)[1]:
        if one.final is None:
            continue
        with suppress(Erased):
            made = showing.pdf(office, who, case, one.id, "burger")
            yield Paper(f"Brief: {one.kind.replace('_', ' ')}, {one.dated}, {one.state}", f"brief-{one.kind}.pdf", made)


def zipped(case: str, papers: Sequence[Paper]) -> bytes:
    """The ZIP: its inventory as text and as JSON, then every paper with its number."""
    entered = list(_entered(papers))
    told = [one.to_json() for one in entered]
    return packed(
        [
            (f"{INVENTORY}.txt", _inventory(case, entered).encode()),
            (f"{INVENTORY}.json", _json({"zaak": case, "stukken": told})),
            *((one.name, paper.content) for one, paper in zip(entered, papers, strict=True)),
        ]
    )


def _entered(papers: Sequence[Paper]) -> Iterator[Entered]:
    page = 0
    for number, paper in enumerate(papers, 1):
        count = pages_of(paper.content)
        pages = None if count is None else (page + 1, page + count)
        page += count or 0
        name = f"{number:02}-{paper.ending}"
        yield Entered(number, name, paper.title, len(paper.content), sha256(paper.content).hexdigest(), pages)


def _inventory(case: str, entered: Sequence[Entered]) -> str:
    lines = [f"Inventaris van het dossier van zaak {case}", "", "Controleer een stuk met: sha256sum BESTAND", ""]
    for one in entered:
        pages = "" if one.pages is None else f", bladzijde {one.pages[0]} tot en met {one.pages[1]}"
        lines += [f"{one.number:02}. {one.title}", f"    {one.name}, {one.size} bytes{pages}", f"    sha256 {one.hash}"]
    return "\n".join([*lines, ""])


def _drafted(whole: Whole, one: Any) -> dict[str, Any]:
    return asdict(one) | {"woorden": whole.written.get(one.id, {})}


def _leaves(connection: Connection, tenant: str, case: str) -> list[bytes]:
    return [bytes(row.leaf_bytes) for row in _LEAVES(connection, {"tenant": tenant, "case": case})]


def _json(value: Mapping[str, Any] | Sequence[Any] | None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
