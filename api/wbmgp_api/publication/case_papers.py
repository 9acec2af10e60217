"""The papers of a closed case as an archive gets them: what may not go is left out, and never what repeats a screening.

Each case has the same papers with the same files, and one of which nothing may go says so inside: which papers there
are stands in metadata, and those travel further than the case.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final

from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.letters import showing
from wbmgp_api.letters.kinds import KINDS
from wbmgp_api.oversight.account import account
from wbmgp_api.oversight.whole import Whole
from wbmgp_api.store import checkpoints, reading
from wbmgp_api.store.errors import Erased
from wbmgp_api.store.export import bundle_of
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.payloads import opened
from wbmgp_engine.trail.categories import CATEGORIES, category_of, taken_apart

SCREENING: Final = "onderzoek"
# What a screening told is told again here: in the reasons that the rules gave, and in what the engine read.
REPEATING: Final = frozenset({"motivering", "spoor"})
_GROUND: Final = "artikel_10"
_OUT: Final = "niet_van_toepassing"
SCREENED_BY: Final = ("vraag_onderzoek", "meld_onderzoek")
"""The steps that tell that somebody was screened. They stand in the course of the case, and in no metadata of it."""
NOT_IN: Final = "Niet opgenomen: dit is gewist, of het herhaalt wat niet is opgenomen. Zie het stuk uitvoer."


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper: what it is, its files, and the categories of the case that it tells of."""

    name: str
    title: str
    files: Mapping[str, bytes]
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Papers:
    """What of a case may go. `retold`: the same for what the assessment repeats; less, where a screening told something."""

    office: Office
    who: Principal
    key: LogKey
    whole: Whole
    may: frozenset[str]
    retold: frozenset[str]

    def all(self) -> Iterator[Piece]:
        """Every paper, also one that only says that it is not in."""
        yield self._course()
        if "motivering" in self.may:
            yield Piece("besluit", "Besluit met motivering", self._decision(), frozenset({"motivering"}))
            yield from self._letters()
        yield self._application()
        yield from self._assessment()
        yield from self._proofs()

    def _course(self) -> Piece:
        steps = [asdict(one) for one in self.whole.case.course.steps]
        return Piece("verloop", "Verloop van de zaak", {"verloop.json": as_json(steps)})

    def _decision(self) -> dict[str, bytes]:
        whole = self.whole
        told = [asdict(one) | {"woorden": whole.written.get(one.id, {})} for one in whole.drafts if one.decision]
        turns = [asdict(one) | {"woorden": whole.written.get(one.id, {})} for one in whole.turns]
        decided = {"besluiten": told, "daarna": turns, "uitkomst": whole.standing}
        # The account repeats the reasons and facts of every ground.
        said = account(whole) if self._retells_all else NOT_IN
        return {"besluit.json": as_json(decided), "verantwoording.txt": said.encode()}

    def _letters(self) -> Iterator[Piece]:
        case = self.whole.case.state.case_id
        _, listed, _ = showing.listed(self.office, self.who, case)
        for number, one in enumerate((one for one in listed if one.final is not None), 1):
            with suppress(Erased):
                made = showing.pdf(self.office, self.who, case, one.id, "burger")
                # A permit with conditions has a letter of its own, and only a screening leads to conditions.
                kind = "besluit" if "stel_vast" in KINDS[one.kind].acts else one.kind
                title = f"Brief {kind.replace('_', ' ')} van {one.dated}, {one.state}"
                name = f"brief-{number:02}-{kind.replace('_', '-')}"
                yield Piece(name, title, {f"{name}.pdf": made}, frozenset({"motivering"}))

    def _application(self) -> Piece:
        facts = {} if self.whole.application is None else taken_apart(self.whole.application)
        may = self.retold - {SCREENING}
        kept = {path: value for path, value in facts.items() if category_of(path) in may}
        files = {"aanvraag.json": as_json(kept or {"nietOpgenomen": NOT_IN})}
        return Piece("aanvraag", "Aanvraag zoals bekend bij de toetsing", files, self.may)

    def _assessment(self) -> Iterator[Piece]:
        whole = self.whole
        if whole.assessment is None:
            return
        goes = whole.answer is not None and self._retells_all
        files = {
            "toetsing.json": as_json(whole.answer if goes else {"nietOpgenomen": NOT_IN}),
            "toetsing.txt": (str(whole.explained.get("nl", "")) if goes else NOT_IN).encode(),
        }
        yield Piece("toetsing", "Toetsing volgens de regels", files, self.may)

    @property
    def _retells_all(self) -> bool:
        return self.retold >= {*CATEGORIES} - {SCREENING}

    def _proofs(self) -> Iterator[Piece]:
        """A proof of each assessment, whole: whoever checks it later may have nothing else."""
        tenant, case = self.who.tenant, self.whole.case.state.case_id
        rows = self.office.store.read(tenant, partial(reading.assessments, tenant=tenant, case=case))
        for origin in {row.origin for row in rows}:
            checkpoints.publish(self.office.store, tenant, origin, self.key, self.office.now())
        for number, row in enumerate(rows, 1):
            log_reading(self.office, self.who, case, tuple(sorted(self.retold)), row.id)
            make = partial(bundle_of, master=self.office.recorder.master, key=self.key, row=row, categories=self.retold)
            made = bytes(self.office.store.read(tenant, make))
            name = f"bewijs-{number:02}"
            title = f"Bewijs uit het logboek van de toetsing van {row.recorded_at[:10]}"
            yield Piece(name, title, {f"{name}.zip": made}, self.may)


def retold(office: Office, who: Principal, whole: Whole, may: frozenset[str]) -> frozenset[str]:
    """What may go of what an assessment tells: nothing that repeats a screening, also not where nobody can tell any more."""
    return may - REPEATING if _screened(office, who, whole) else may


def _screened(office: Office, who: Principal, whole: Whole) -> bool:
    told = any((one or {}).get(SCREENING) for one in (whole.application, whole.known_now))
    return bool(told or whole.case.course.last(*SCREENED_BY)) or not all(
        _without(office, who, one.id) for one in whole.assessments
    )


def _without(office: Office, who: Principal, record: str) -> bool:
    """Whether an assessment says that a screening plays no part in it."""
    read = partial(opened, master=office.recorder.master, tenant=who.tenant, record=record, wanted=("beoordeling",))
    said = office.store.read(who.tenant, read).get("beoordeling")
    grounds = said.part.get("toetsing", {}).get("gronden", []) if said else [{"grond": _GROUND}]
    return all(one.get("oordeel") == _OUT for one in grounds if one.get("grond") == _GROUND)


def as_json(value: Any) -> bytes:
    """A document that people can read as well, the same each time."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
