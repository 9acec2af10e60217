"""The life of a letter: begun, written again, made definitive, sent. What counts is set in type once and never changes."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases import processed
from wbmgp_api.cases.assessing import answer
from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.cases.refusals import Stale, refused
from wbmgp_api.identity.principal import Principal
from wbmgp_api.letters.adding import Added
from wbmgp_api.letters.contents import Asked, assessment_of, brief
from wbmgp_api.letters.kinds import KINDS, Kind
from wbmgp_api.letters.letterhead import Letterheads
from wbmgp_api.letters.rendering import html
from wbmgp_api.letters.showing import WORDS, asked, refuse_screened, state, subjects, words
from wbmgp_api.letters.typesetting import archived, tagged
from wbmgp_api.store import letter_rows
from wbmgp_api.store.letter_rows import Kept
from wbmgp_api.words import bad_input, on
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.receipt import utc_text

_SENDING = "verzend"
_WRITES, _SETTLES, _SENDS = "schrijf_brief", "maak_brief_definitief", "verzend_brief"


@dataclass(frozen=True, slots=True)
class _Set:
    """A letter set in type, of the case as it was at a version."""

    version: int
    screened: bool
    citizen: bytes
    file: bytes


def begin(office: Office, who: Principal, case: str, kind: str, added: Added) -> str:
    """A concept of a letter; its id. Raises BadInput, NotThere, and Refused for one that does not fit the case now."""
    if kind in KINDS:
        _check(added, KINDS[kind], office.today())

    def job(connection: Connection) -> str:
        doing = office.begin(connection, who)
        possible = {one.kind.name: one for one in subjects(connection, who.tenant, doing.case(case))}
        if kind not in possible:
            raise refused("letter_not_now", "soort")
        said = {"soort": kind, **added.to_json()}
        record = doing.told("handeling", case, WORDS, said, betreft=possible[kind].about, named=_WRITES)
        letter_rows.begin(connection, who.tenant, case, record, kind, possible[kind].about)
        letter_rows.write(connection, who.tenant, record, 1, record, doing.actor.ref)
        return record

    return processed.done(office, who, case, job, _WRITES)


def rewrite(office: Office, who: Principal, case: str, letter: str, number: int, added: Added) -> None:
    """The next text of a concept. Raises BadInput, NotThere, Stale, and Refused for a letter that counts."""

    def job(connection: Connection) -> None:
        doing = office.begin(connection, who)
        kept = _concept(connection, who, case, letter, number)
        _check(added, KINDS[kept.kind], office.today())
        said = {"soort": kept.kind, **added.to_json()}
        record = doing.told("handeling", case, WORDS, said, betreft=letter, named=_WRITES)
        letter_rows.write(connection, who.tenant, letter, number + 1, record, doing.actor.ref)

    processed.done(office, who, case, job, _WRITES)


def settle(
    office: Office, letterheads: Letterheads, who: Principal, case: str, letter: str, number: int, dated: date
) -> None:
    """Make a text of a letter the one that counts. Takes a second or more: it is set in type, outside any lock.

    Raises BadInput, NotThere, NotYours, Erased, Stale, and Refused while something is missing.
    """
    made = utc_text(office.now())
    ready = office.store.read(
        who.tenant, lambda c: _ready(c, office, letterheads, who, case, letter, number, dated, made)
    )
    page, trail, version, screened = ready
    found = _Set(version, screened, tagged(page), archived(page, {"spoor.json": trail}, datetime.fromisoformat(made)))

    def job(connection: Connection) -> None:
        doing = office.begin(connection, who)
        kept = _concept(connection, who, case, letter, number)
        if doing.case(case).state.version != found.version:
            raise Stale(f"case {case} changed while letter {letter} was set in type")
        record = doing.leaf("handeling", case, _closed(kept, found, dated), betreft=letter, named=_SETTLES)
        letter_rows.settle(connection, who.tenant, letter, number, record, doing.actor.ref, dated.isoformat())

    processed.done(office, who, case, job, _SETTLES)


def _ready(
    connection: Connection, office: Office, letterheads: Letterheads, who: Principal, case: str, letter: str,
    number: int, dated: date, made: str,
) -> tuple[str, bytes, int, bool]:  # fmt: skip
    """The page of a letter that may count, its trail, the version of the case, and whether it tells of a screening."""
    kept, head = _concept(connection, who, case, letter, number), letterheads.find(who.tenant)
    about = asked(connection, office, who.tenant, kept, dated)
    added = Added.of(words(connection, office, who.tenant, kept.text))
    now = state(connection, who.tenant, case)
    if (about.kind.name, kept.about) not in {
        (one.kind.name, one.about) for one in subjects(connection, who.tenant, now)
    }:
        raise refused("letter_outdated", "brief")
    if missing := head.missing(about.kind.needs):
        raise refused("letterhead_missing", "brief", keys=", ".join(missing))
    _refuse_day(about, office.today())
    _check(added, about.kind, dated)
    page = brief(about, head, added, definitive=True)
    refuse_screened(who, page.screened)
    return html(page, made), _trail(about, kept), now.state.version, page.screened


def _check(added: Added, kind: Kind, day: date) -> None:
    """Raises BadInput for what nobody may add to a letter of this kind."""
    added.checked(day, answered=kind.answered, outcome_only=kind.outcome_only)


def _refuse_day(about: Asked, today: date) -> None:
    """A letter bears the day on which it is made, or is to be sent: from then on somebody can object (Awb 6:8)."""
    sent = about.sent_on
    right = sent or today
    later = about.kind.decides and sent is None and about.dated > today
    if about.dated != right and not later:
        raise bad_input("letter_day", "datum", day=on(right))


def _trail(about: Asked, kept: Kept) -> bytes:
    """What the letter rests on: the entries of the log, and the assessment as it was recorded."""
    assessment = assessment_of(about)
    records = [kept.about] + ([] if assessment in (None, kept.about) else [str(assessment)])
    said: dict[str, Any] = {
        "zaak": about.case, "brief": {"id": kept.id, "soort": kept.kind, "gedateerd": about.dated.isoformat()},
        "inschrijvingen": [letter_rows.entry(about.connection, about.tenant, one) for one in records],
    }  # fmt: skip
    if assessment is not None:
        said["toetsing"] = answer(about.connection, about.office, about.tenant, assessment)
    return encode(said)


def _closed(kept: Kept, found: _Set, dated: date) -> dict[str, bytes]:
    """Each PDF with its hash, under its own category: salted in the entry, so that a hash gives no guess away."""
    what = {"soort": kept.kind, "tekst": kept.text, "gedateerd": dated.isoformat(), "onderzoek": found.screened}
    return {
        "motivering": encode({WORDS: {**what, **_hashed(found.citizen)}}),
        "spoor": encode({WORDS: {**what, **_hashed(found.file)}}),
    }


def _hashed(content: bytes) -> dict[str, str]:
    return {"sha256": sha256(content).hexdigest(), "pdf": b64encode(content).decode()}


def send(office: Office, who: Principal, case: str, letter: str, version: int) -> Case:
    """A letter that counts was sent, on the day that it bears; where it makes a decision known, that is sent with it.

    Raises NotThere, Stale, and Refused for a concept, one that was sent, or another day.
    """
    now, kept = office.store.read(
        who.tenant, lambda c: (state(c, who.tenant, case), letter_rows.one(c, who.tenant, case, letter))
    )
    last = now.course.last("stel_vast", "beslis_op_bezwaar")
    if now.course.status == "besloten" and last is not None and last.id == kept.about and kept.dated is not None:
        return office.step(who, case, version, _SENDING, lambda doing, _: _decision_sent(doing, case, letter))
    processed.done(office, who, case, lambda c: _sent(office.begin(c, who), case, letter, None), _SENDS)
    return now


def _decision_sent(doing: Doing, case: str, letter: str) -> Entered:
    kept = letter_rows.one(doing.connection, doing.who.tenant, case, letter)
    record = _sent(doing, case, letter, {"handeling": _SENDING})
    return Entered(record, date.fromisoformat(kept.dated or ""), about=kept.about)


def _sent(doing: Doing, case: str, letter: str, step: dict[str, Any] | None) -> str:
    """The record of the sending; with `step` it is that of the step in the case as well."""
    tenant = doing.who.tenant
    kept = letter_rows.one(doing.connection, tenant, case, letter)
    if kept.dated is None:
        raise refused("letter_concept", "brief")
    if kept.sent_by is not None:
        raise refused("letter_sent", "brief")
    if date.fromisoformat(kept.dated) > doing.today:
        raise refused("letter_early", "brief", day=on(date.fromisoformat(kept.dated)))
    if step is None:
        _refuse_other_day(doing, kept)
    about = letter if step is None else kept.about
    said = step or {WORDS: "verzonden"}
    record = doing.told("handeling", case, "handeling", said, betreft=about, named=_SENDS)
    letter_rows.send(doing.connection, tenant, letter, record, doing.actor.ref, kept.dated)
    return record


def _refuse_other_day(doing: Doing, kept: Kept) -> None:
    """Raises Refused where the decision of a letter was sent on another day: its last day to object would be wrong."""
    about = asked(doing.connection, doing.office, doing.who.tenant, kept, date.fromisoformat(kept.dated or ""))
    sent = about.sent_on
    if sent is not None and sent != about.dated:
        raise refused("letter_other_day", "brief", day=on(about.dated))


def _concept(connection: Connection, who: Principal, case: str, letter: str, number: int) -> Kept:
    """A letter that is still a concept, of the text that somebody saw. Raises NotThere, Refused, Stale."""
    kept = letter_rows.one(connection, who.tenant, case, letter)
    if kept.final is not None:
        raise refused("letter_locked", "brief")
    if kept.number != number:
        raise Stale(f"letter {letter} has another text since")
    return kept
