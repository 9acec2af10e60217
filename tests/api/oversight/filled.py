"""Decisions put straight into the tables, many in little time: for tests of what is counted, not of how cases go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Final

from sqlalchemy import Connection, text

from wbmgp_engine.trail.receipt import Stamp, leaf_bytes

TENANT: Final = "GM9999"
_ORIGIN: Final = "wbmgp.example/gm9999/2020"
"""A log of another year than any that a test goes on with: what is put into it here is no real log."""


@dataclass(frozen=True)
class Made:
    """One decided case. `judged`: the judgement on an objection; `objected` without it: the objection still waits."""

    outcome: str = "verlenen"
    advice: str = "verlenen"
    day: str = "2026-05-01"
    received: str = "2026-04-01"
    officer: str = "a"
    objected: bool = False
    judged: str | None = None
    erased: bool = False
    looked_in: int = 0
    law_date: str | None = None
    book: str | None = None


class Filled:
    """Puts cases into a store; `cases` are their ids in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._seq, self.cases = connection, count(), list[str]()
        self._run("INSERT INTO log_shard VALUES (:origin, :tenant, 2020, 'open', 0)", origin=_ORIGIN)

    def decided(self, made: Iterable[Made]) -> None:
        """Each of these as a case that was decided and sent."""
        for one in made:
            self._decided(one)

    def _decided(self, one: Made) -> None:
        case = self.case(one.received, "verzonden")
        self.step(case, "intake", "ontvangen", one.received)
        if one.book is not None:
            self._run("INSERT INTO rule_book VALUES (:book, :files, :moment) ON CONFLICT DO NOTHING",
                      book=one.book, files=b"", moment=f"{one.day}T12:00:00.000000Z")  # fmt: skip
        assessment = self.record("beoordeling", case, one.day, law_date=one.law_date, book=one.book)
        self._run("INSERT INTO case_assessment VALUES (:tenant, :id, :case, 1, :advice, 0, 0)",
                  id=assessment, case=case, advice=one.advice)  # fmt: skip
        draft, officer = self.step(case, "concept", "concept", one.day), _id(one.officer)
        relation = "volgt" if one.outcome == one.advice else "wijkt_af"
        self._run(
            "INSERT INTO case_draft VALUES (:tenant, :id, :case, :on, :advice, 0, 0, :outcome, :relation, :by)",
            id=draft, case=case, on=assessment, advice=one.advice, outcome=one.outcome, relation=relation, by=officer,
        )  # fmt: skip
        decision = self.step(case, "stel_vast", "besloten", one.day)
        self._run(
            "INSERT INTO case_decision VALUES (:tenant, :id, :case, :draft, :outcome, :by, :decider, :day, 1)",
            id=decision, case=case, draft=draft, outcome=one.outcome, by=officer, decider=_id("besluit"), day=one.day,
        )  # fmt: skip
        self.step(case, "verzend", "verzonden", one.day)
        if one.objected or one.judged:
            self.step(case, "bezwaar", "bezwaar", one.day)
        if one.judged:
            objection = self.step(case, "beslis_op_bezwaar", "besloten", one.day)
            self._run(
                "INSERT INTO objection_decision VALUES (:tenant, :id, :case, :decision, :by, :other, :judged, NULL)",
                id=objection, case=case, decision=decision, by=_id("besluit"), other=_id("bezwaar"), judged=one.judged,
            )  # fmt: skip
        for _ in range(one.looked_in):
            self.look("jurist", one.day, case)
        if one.erased:
            self.record("wissing", case, one.day)

    def case(self, received: str, status: str) -> str:
        """A case that came in on a day and stands somewhere; its id."""
        case = _id(f"zaak {len(self.cases)}")
        self.cases.append(case)
        moment = f"{received}T12:00:00.000000Z"
        self._run("INSERT INTO case_file VALUES (:tenant, :case, 'aanvraag', :moment, 1)", case=case, moment=moment)
        self._run("INSERT INTO case_state VALUES (:tenant, :case, :status, :moment, :received, NULL, NULL, 1)",
                  case=case, status=status, moment=moment, received=received)  # fmt: skip
        return case

    def step(self, case: str, act: str, status: str, day: str) -> str:
        """A step of a case on a day; its record."""
        record = self.record("handeling", case, day)
        self._run(
            "INSERT INTO handeling VALUES (:tenant, :id, :case, (SELECT count(*) + 1 FROM handeling WHERE case_id = :case),"
            " :act, :status, :by, 'beoordelaar', :moment, :day, NULL, NULL)",
            id=record, case=case, act=act, status=status, by=_id("a"), moment=f"{day}T12:00:00.000000Z", day=day,
        )  # fmt: skip
        return record

    def look(self, role: str, day: str, case: str | None = None, categories: tuple[str, ...] = ()) -> str:
        """An entry that somebody looked; without a case searched (with categories) or compared groups (without)."""
        stamp = Stamp(_ORIGIN, 0, "inzage", _id("r"), _id("a"), role, "api", f"{day}T12:00:00.000000Z", "0.1.0",
                      f"sha256:{'0' * 64}", zaak_ref=case, betreft=_id("r"), categorieen=categories)  # fmt: skip
        return self.record("inzage", case, day, leaf_bytes(stamp, {}, {}))

    def log_is(self, state: str) -> None:
        """The log stands so."""
        self._run("UPDATE log_shard SET state = :state WHERE origin = :origin", state=state, origin=_ORIGIN)

    def next_log(self, year: int) -> None:
        """The log is closed, and that of another year is begun."""
        self.log_is("closed")
        origin = f"{_ORIGIN[:-4]}{year}"
        self._run("INSERT INTO log_shard VALUES (:origin, :tenant, :year, 'open', 0)", origin=origin, year=year)

    def ordered(self, day: str) -> None:
        """An order to erase, to which nobody has agreed yet."""
        self._run("INSERT INTO erasure_order VALUES (:tenant, :id, :by, :moment)",
                  id=self.record("opdracht", None, day), by=_id("a"), moment=f"{day}T12:00:00.000000Z")  # fmt: skip

    def line(self, activity: str, name: str, status: str = "Ok", at: int = 1_780_000_000_000) -> None:
        """A line of the processing log about an action."""
        span = f"{next(self._seq):016x}"
        self._run(
            "INSERT INTO verwerkingslog VALUES (:tenant, :at, :span, :trace, NULL, :status, :name, :at, :activity, NULL,"
            " NULL, NULL, NULL, :by, 'jurist', NULL, NULL)",
            at=at, span=span, trace=span * 2, status=status, name=name, activity=activity, by=_id("a"),
        )  # fmt: skip

    def record(self, kind: str, case: str | None, day: str, leaf: bytes = b"{}", book: str | None = None, law_date: str | None = None) -> str:  # fmt: skip
        """An entry with a leaf; its id. Each has a moment of its own."""
        seq = next(self._seq)
        record = _id(f"record {seq}")
        self._run("INSERT INTO log_leaf VALUES (:origin, :seq, :tenant, :leaf, :hash)",
                  origin=_ORIGIN, seq=seq, leaf=leaf, hash=sha256(leaf).digest())  # fmt: skip
        self._run(
            "INSERT INTO record VALUES (:tenant, :id, :case, :kind, :origin, :seq, :moment, :law_date, NULL, :book, '0.1.0', NULL)",
            id=record, case=case, kind=kind, origin=_ORIGIN, seq=seq, book=book, law_date=law_date,
            moment=f"{day}T12:{seq // 60 % 60:02}:{seq % 60:02}.{seq:06}Z",
        )  # fmt: skip
        return record

    def _run(self, words: str, **values: object) -> None:
        self._connection.execute(text(words), {"tenant": TENANT, **values})


def _id(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:32]
