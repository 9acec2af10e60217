"""The life of a letter on either database: concept, definitive, sent; what is locked stays locked, and what is erased is gone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.api.cases.test_after import flaws_of
from tests.api.cases.test_canaries import columns
from tests.api.cases.test_guards import rows, store_of, written
from tests.api.cases.working import DESK, HARDSHIP, LAWYER, REVIEWER, Desk, refusable
from tests.api.letters.lettering import HEADS, NOTHING, TO, Writer, granted, intended, objected, refused
from tests.api.service.asking import TENANT
from wbmgp_api.cases.refusals import NotYours, Refused, Stale
from wbmgp_api.identity.principal import Role
from wbmgp_api.letters import making, showing
from wbmgp_api.letters.adding import Added
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.recording import Actor
from wbmgp_engine.errors import BadInput


def codes(caught: pytest.ExceptionInfo[Any]) -> list[str]:
    return [one.code for one in caught.value.findings]


def test_a_letter_goes_from_concept_to_sent_and_takes_the_decision_along(either: Desk) -> None:
    case, writer = granted(either), Writer(either)
    letter = writer.begun(case, "verlenen")
    shown = showing.shown(writer.office, HEADS, writer.who(), case, letter)
    assert (shown.kept.state, shown.added, shown.missing) == ("concept", TO, ())
    making.rewrite(writer.office, writer.who(), case, letter, 1, Added(TO.to, ("Welkom in de wijk.",)))
    making.settle(writer.office, HEADS, writer.who(), case, letter, 2, writer.today)
    kept = writer.kept(case, letter)
    assert (kept.state, kept.number, kept.dated) == ("definitief", 2, writer.today.isoformat())
    first = showing.pdf(writer.office, writer.who(), case, letter, "burger")
    assert first.startswith(b"%PDF-") and first == showing.pdf(writer.office, writer.who(DESK), case, letter, "burger")

    sent = making.send(writer.office, writer.who(DESK), case, letter, either.versions[case])
    assert (sent.course.status, writer.kept(case, letter).state) == ("verzonden", "verzonden")
    (step,) = sent.course.all("verzend")
    decided = sent.course.last("stel_vast")
    assert decided and (step.about, step.day) == (decided.id, writer.today.isoformat())
    assert flaws_of(either) == []


def test_what_counts_changes_no_more(desk: Desk) -> None:
    case, writer = granted(desk), Writer(desk)
    letter = writer.settled(case, "verlenen")
    with pytest.raises(Refused) as caught:
        making.rewrite(writer.office, writer.who(), case, letter, 1, TO)
    assert codes(caught) == ["letter_locked"]
    with pytest.raises(Refused) as caught:
        making.settle(writer.office, HEADS, writer.who(), case, letter, 1, writer.today)
    assert codes(caught) == ["letter_locked"]
    making.send(writer.office, writer.who(), case, letter, desk.versions[case])
    with pytest.raises(Refused) as caught:
        making.send(writer.office, writer.who(), case, letter, desk.versions[case] + 1)
    assert codes(caught) == ["letter_sent"]
    # A new letter, and the old stays.
    second = writer.begun(case, "verlenen")
    assert [one.state for one in showing.listed(writer.office, writer.who(), case)[1]] == ["verzonden", "concept"]
    assert second != letter


def test_the_database_changes_and_deletes_no_letter(either: Desk) -> None:
    case, writer = granted(either), Writer(either)
    making.send(writer.office, writer.who(), case, writer.settled(case, "verlenen"), either.versions[case])
    for table in ("letter", "letter_text", "letter_final", "letter_sent"):
        before = rows(either, f"SELECT * FROM {table}")
        assert len(before) == 1
        for words in (f"UPDATE {table} SET id = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError):
                written(either, words)
        assert rows(either, f"SELECT * FROM {table}") == before


def test_the_database_sends_no_concept_and_none_on_another_day(either: Desk) -> None:
    case, writer = granted(either), Writer(either)
    writer.begun(case, "verlenen")
    words = "INSERT INTO letter_sent SELECT tenant, letter_id, '{}', id, made_by FROM letter_text"
    with pytest.raises(IntegrityError):
        written(either, words.format(writer.today))
    writer.settled(case, "verlenen")
    with pytest.raises(IntegrityError):
        written(either, words.format("2026-01-01"))
    assert rows(either, "SELECT 1 FROM letter_sent") == []


def test_a_concept_is_not_sent_and_has_no_pdf(desk: Desk) -> None:
    case, writer = granted(desk), Writer(desk)
    letter = writer.begun(case, "verlenen")
    with pytest.raises(Refused) as caught:
        making.send(writer.office, writer.who(), case, letter, desk.versions[case])
    assert codes(caught) == ["letter_concept"]
    with pytest.raises(Refused) as caught:
        showing.pdf(writer.office, writer.who(), case, letter, "burger")
    assert codes(caught) == ["letter_concept"]


def test_without_a_letterhead_a_letter_stays_a_concept_and_says_what_is_not_set(desk: Desk) -> None:
    case, writer = refused(desk), Writer(desk)
    letter = writer.begun(case, "weigeren")
    needed = ("naam", "afzender", "contact", "ondertekening", "bezwaar", "andere_woningen", "hulp")
    assert showing.shown(writer.office, NOTHING, writer.who(), case, letter).missing == needed
    with pytest.raises(Refused) as caught:
        making.settle(writer.office, NOTHING, writer.who(), case, letter, 1, writer.today)
    assert codes(caught) == ["letterhead_missing"]
    assert caught.value.findings[0].params["keys"] == ", ".join(needed)
    assert writer.kept(case, letter).state == "concept"


def test_who_saw_an_older_text_changes_nothing(desk: Desk) -> None:
    case, writer = granted(desk), Writer(desk)
    letter = writer.begun(case, "verlenen")
    making.rewrite(writer.office, writer.who(), case, letter, 1, TO)
    with pytest.raises(Stale):
        making.rewrite(writer.office, writer.who(), case, letter, 1, TO)
    with pytest.raises(Stale):
        making.settle(writer.office, HEADS, writer.who(), case, letter, 1, writer.today)
    assert writer.kept(case, letter).number == 2


def test_a_case_that_goes_on_leaves_a_concept_behind(desk: Desk) -> None:
    case, writer = intended(desk), Writer(desk)
    letter = writer.begun(case, "voornemen", Added(until=date(2026, 12, 10)))
    desk.well(case, "toetsingen", REVIEWER)
    with pytest.raises(Refused) as caught:
        making.settle(writer.office, HEADS, writer.who(), case, letter, 1, writer.today)
    assert codes(caught) == ["letter_outdated"]


def test_a_letter_bears_the_day_of_sending(desk: Desk) -> None:
    case, writer = refused(desk), Writer(desk)
    letter, tomorrow = writer.begun(case, "weigeren"), writer.today + timedelta(1)
    with pytest.raises(BadInput) as caught:
        making.settle(writer.office, HEADS, writer.who(), case, letter, 1, writer.today - timedelta(1))
    assert codes(caught) == ["letter_day"]
    making.settle(writer.office, HEADS, writer.who(), case, letter, 1, tomorrow)
    with pytest.raises(Refused) as early:
        making.send(writer.office, writer.who(), case, letter, desk.versions[case])
    assert codes(early) == ["letter_early"]
    desk.clock.days(2)
    sent = making.send(writer.office, writer.who(), case, letter, desk.versions[case])
    assert sent.course.steps[-1].day == tomorrow.isoformat()


def test_a_decision_that_was_sent_otherwise_gives_its_letter_that_day(desk: Desk) -> None:
    case, writer = refused(desk), Writer(desk)
    late, day = writer.settled(case, "weigeren", dated=writer.today + timedelta(1)), writer.today
    desk.well(case, "_verzend", DESK, {})
    desk.clock.days(3)
    with pytest.raises(Refused) as caught:
        making.send(writer.office, writer.who(), case, late, desk.versions[case])
    assert codes(caught) == ["letter_other_day"]
    letter = writer.begun(case, "weigeren")
    with pytest.raises(BadInput):
        making.settle(writer.office, HEADS, writer.who(), case, letter, 1, writer.today)
    making.settle(writer.office, HEADS, writer.who(), case, letter, 1, day)
    assert (
        making.send(writer.office, writer.who(), case, letter, desk.versions[case]).course.version
        == desk.versions[case]
    )
    assert writer.kept(case, letter).state == "verzonden"


def test_a_letter_that_does_not_fit_is_not_begun(desk: Desk) -> None:
    case, writer = desk.take_in(), Writer(desk)
    for kind in ("weigeren", "intrekking", "mededeling_corporatie", "bestaat_niet"):
        with pytest.raises(Refused) as caught:
            writer.begun(case, kind)
        assert codes(caught) == ["letter_not_now"]
    with pytest.raises(BadInput) as until:
        writer.begun(case, "voornemen")
    assert codes(until) == ["letter_until"]
    with pytest.raises(BadInput) as long:
        writer.begun(case, "ontvangstbevestiging", Added(("x" * 101,), ("y",) * 11))
    assert codes(long) == ["letter_lines", "letter_lines"]
    assert [one.place for one in long.value.findings] == ["aan", "alineas"]


def test_erasing_takes_the_letters_and_the_proof_stays(either: Desk) -> None:
    case, writer = granted(either), Writer(either)
    letter = writer.settled(case, "verlenen")
    recorder, fg = writer.office.recorder, Actor("f" * 32, "fg", "opdrachtregel", "wbmgp")
    now = datetime.fromtimestamp(either.clock(), UTC)

    def gone(*categories: str) -> None:
        store_of(either).write(TENANT, lambda c: erase(c, recorder, TENANT, case, categories, fg, now))

    gone("spoor")
    with pytest.raises(Erased):
        showing.pdf(writer.office, writer.who(), case, letter, "dossier")
    assert showing.pdf(writer.office, writer.who(), case, letter, "burger").startswith(b"%PDF-")
    gone("persoon", "motivering")
    for work in (
        lambda: showing.pdf(writer.office, writer.who(), case, letter, "burger"),
        lambda: showing.shown(writer.office, HEADS, writer.who(), case, letter),
    ):
        with pytest.raises(Erased):
            work()
    assert flaws_of(either) == []


def test_no_column_holds_what_a_letter_says(either: Desk) -> None:
    case, writer = refused(either), Writer(either)
    writer.settled(case, "weigeren", Added(("Mevrouw Zandloper", "Kiekendief 12"), ("Kwartelkoning gezien.",)))
    held = columns(either)
    assert [one for one in (b"Zandloper", b"Kiekendief", b"Kwartelkoning", b"%PDF", b"JVBERi0") if one in held] == []


def test_who_may_see_a_letter_and_who_looked(desk: Desk) -> None:
    case, writer = refused(desk), Writer(desk)
    letter = writer.settled(case, "weigeren")
    for role in (DESK, REVIEWER, LAWYER):
        showing.pdf(writer.office, writer.who(role), case, letter, "burger")
    for role in (REVIEWER, LAWYER):
        showing.pdf(writer.office, writer.who(role), case, letter, "dossier")
    with pytest.raises(NotYours):
        showing.pdf(writer.office, writer.who(DESK), case, letter, "dossier")
    assert [one["rol"] for one in desk.looks(case)[-5:]] == ["balie", "beoordelaar", "jurist", "beoordelaar", "jurist"]
    with pytest.raises(NotThere):
        showing.shown(writer.office, HEADS, writer.who(), granted(desk), letter)


def test_a_letter_that_may_tell_of_a_screening_is_not_for_the_desk(desk: Desk) -> None:
    screening = {"instrument": "politiegegevens", "woonverklaring": "verlenen"}
    case, writer = refused(desk, onderzoek=screening), Writer(desk)
    letter = writer.begun(case, "weigeren")
    with pytest.raises(NotYours):
        showing.shown(writer.office, HEADS, writer.who(DESK), case, letter)
    with pytest.raises(NotYours):
        making.settle(writer.office, HEADS, writer.who(DESK), case, letter, 1, writer.today)
    making.settle(writer.office, HEADS, writer.who(DESK, REVIEWER), case, letter, 1, writer.today)
    with pytest.raises(NotYours):
        showing.pdf(writer.office, writer.who(DESK), case, letter, "burger")
    assert showing.pdf(writer.office, writer.who(REVIEWER), case, letter, "burger").startswith(b"%PDF-")


def test_the_reasons_of_a_grant_after_a_screening_are_not_for_the_desk(desk: Desk) -> None:
    screening = {"instrument": "politiegegevens", "woonverklaring": "verlenen"}
    why = "Anders dan het onderzoek doet vermoeden, kan dit wel."
    writer, cases = Writer(desk), (refusable(), refusable(hardheid=HARDSHIP, onderzoek=screening))
    plain, told = (desk.drafted(given, "verlenen", verhouding="wijkt_af", motivering=why) for given in cases)
    for case in (plain, told):
        desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    assert not writer.brief(plain, "verlenen").screened
    letter = writer.begun(told, "verlenen")
    with pytest.raises(NotYours):
        showing.shown(writer.office, HEADS, writer.who(DESK), told, letter)
    made = showing.shown(writer.office, HEADS, writer.who(REVIEWER), told, letter).brief
    assert made is not None and made.of["reasons"] == why


def test_a_landlord_that_does_not_know_the_case_sees_no_letter(desk: Desk) -> None:
    case, writer = granted(desk), Writer(desk)
    desk.well(case, "_verzend", DESK, {})
    letter = writer.settled(case, "mededeling_corporatie")
    stranger = writer.who(Role.LANDLORD, client="een-ander")
    for work in (
        lambda: showing.listed(writer.office, stranger, case),
        lambda: showing.shown(writer.office, HEADS, stranger, case, letter),
        lambda: showing.pdf(writer.office, stranger, case, letter, "burger"),
    ):
        with pytest.raises(NotThere):
            work()


def test_nobody_adds_a_word_to_the_outcome_for_a_landlord(desk: Desk) -> None:
    case, writer = granted(desk), Writer(desk)
    desk.well(case, "_verzend", DESK, {})
    reason = Added(TO.to, ("Er was geen inkomen dat meetelt.",))
    with pytest.raises(BadInput) as begun:
        writer.begun(case, "mededeling_corporatie", reason)
    letter = writer.begun(case, "mededeling_corporatie")
    with pytest.raises(BadInput) as written_again:
        making.rewrite(writer.office, writer.who(), case, letter, 1, reason)
    assert codes(begun) == codes(written_again) == ["letter_outcome_only"]
    assert writer.kept(case, letter).number == 1


def test_a_letter_of_the_first_decision_keeps_its_day_after_a_second_was_sent(desk: Desk) -> None:
    case, writer = objected(desk, oordeel="ongegrond"), Writer(desk)
    first = desk.ask("GET", f"/aanvragen/{case}/spoor", LAWYER).json()["handelingen"]
    (sent,) = [one["datum"] for one in first if one["handeling"] == "verzend"]
    desk.clock.days(5)
    desk.well(case, "_verzend", DESK, {})
    days = {}
    for kind in ("weigeren", "beslissing_op_bezwaar", "mededeling_corporatie"):
        letter = writer.begun(case, kind)
        days[kind] = showing.shown(writer.office, HEADS, writer.who(), case, letter).dated.isoformat()
    assert days == {"weigeren": sent, "beslissing_op_bezwaar": writer.today.isoformat(),
                    "mededeling_corporatie": writer.today.isoformat()} and sent != writer.today.isoformat()  # fmt: skip
