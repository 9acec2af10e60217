"""A rule book before it is used: the checks of `wbmgp law check`, and which assessments of the last year would differ.

The report names cases and verdicts, never a fact. That cases were opened for it stands in the log before they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.rulebooks.proving import proved
from wbmgp_api.store import reading
from wbmgp_api.store.reading import Row
from wbmgp_api.store.replay import Replayer, Simulated
from wbmgp_engine.commands.law import rule_book_findings
from wbmgp_engine.errors import Finding, LawLookupError, RuleFileError, WbmgpError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.receipt import utc_text

MOST_CASES: Final = 1_000
_YEAR: Final = timedelta(days=365)
_ALWAYS_OTHER: Final = ("recht", "motor", "simulatie")


@dataclass
class _Effects:
    """What became of the assessments that were looked at."""

    looked: int = 0
    erased: int = 0
    passed_over: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)
    other: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The counts and the cases that come out otherwise."""
        return {
            "bekeken": self.looked, "gelijk": self.looked - self.erased - len(self.failed) - len(self.other),
            "gewist": self.erased, "nietBekeken": self.passed_over, "faalt": self.failed, "anders": self.other,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is wrong with a rule book, else what it would change and what is proved of it.

    `moment` is from before any case was looked at.
    """

    hash: str | None
    findings: tuple[Finding, ...]
    effects: dict[str, Any] | None
    moment: str
    proofs: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """The report."""
        found = [{"plaats": one.place, "probleem": one.problem, "oplossing": one.fix} for one in self.findings]
        return {"hash": self.hash, "bevindingen": found, "gevolgen": self.effects, "bewijzen": self.proofs}


def review(office: Office, who: Principal, files: Mapping[str, bytes]) -> Reviewed:
    """The hash, the findings and, where there are none, the proofs and what becomes of the cases of a year."""
    moment = utc_text(office.now())
    book, wrong = checked(files)
    if book is None or wrong:
        return Reviewed(None if book is None else book.hash, tuple(wrong), None, moment)
    rows, passed_over = _opened(office, who)
    found = office.store.read(who.tenant, lambda connection: _effects(connection, office, rows, book))
    found.passed_over = passed_over
    return Reviewed(book.hash, (), found.to_json(), moment, proved(book, office.lawbook))


def checked(files: Mapping[str, bytes]) -> tuple[Lawbook | None, Sequence[Finding]]:
    """A rule book and what is wrong with it; None where its files make none."""
    book = None
    try:
        book = Lawbook.from_files(files)
        return book, rule_book_findings(book)
    except RuleFileError as problem:
        return None, problem.findings
    except LawLookupError as problem:
        return book, [Finding("regelboek", str(problem), "send the whole folder rules")]


def _opened(office: Office, who: Principal) -> tuple[list[Row], int]:
    """The newest assessments, after an entry for each case says that it is opened; and how many are left aside."""
    since = utc_text(office.now() - _YEAR)

    def job(connection: Connection) -> tuple[list[Row], int]:
        doing = office.begin(connection, who)
        newest = {row.case: row for row in reading.assessments(connection, who.tenant) if row.recorded_at >= since}
        rows = sorted(newest.values(), key=lambda row: row.recorded_at, reverse=True)
        for row in rows[:MOST_CASES]:
            doing.leaf("inzage", row.case, {}, betreft=row.id, categorieen=CATEGORIES)
        return rows[:MOST_CASES], max(0, len(rows) - MOST_CASES)

    return office.store.write(who.tenant, job)


def _effects(connection: Connection, office: Office, rows: list[Row], book: Lawbook) -> _Effects:
    found, replayer = _Effects(), Replayer(office.recorder.master)
    for row in rows:
        found.looked += 1
        try:
            _count(found, row, replayer.simulate(connection, row, date.fromisoformat(row.law_date), book))
        except WbmgpError:
            # A rule book that passes its checks can still have no law for a day on which somebody decided.
            found.failed.append({"zaak": row.case, "toetsing": row.id, "rechtVan": row.law_date})
    return found


def _count(found: _Effects, row: Row, made: Simulated) -> None:
    if made.advice is None:
        found.erased += 1
        return
    parts = sorted({one.path.partition(".")[0] for one in made.differences} - set(_ALWAYS_OTHER))
    if parts:
        then, now = made.advice
        found.other.append({
            "zaak": row.case, "toetsing": row.id, "rechtVan": row.law_date, "advies": {"toen": then, "nieuw": now},
            "gronden": list(_verdicts(made)), "delen": parts,
        })  # fmt: skip


def _verdicts(made: Simulated) -> Iterator[dict[str, Any]]:
    """The grounds with another verdict."""
    for one in made.differences:
        steps = one.path.split(".")
        if len(steps) == 3 and steps[0] == "gronden" and steps[2] == "oordeel":
            yield {"grond": steps[1], "toen": one.recorded, "nieuw": one.now}
