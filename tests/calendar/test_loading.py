"""The files under `rules/kalender/`: what they hold, and every refusal with its whole message."""

from __future__ import annotations

from datetime import date

import pytest

from tests.calendar.model import BOOK
from wbmgp_engine.calendar import AwbTerms, Calendar, holidays_of
from wbmgp_engine.calendar.loading import administrative_laws, terms_acts
from wbmgp_engine.calendar.schema import PenaltyEntry
from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.law.checks import check
from wbmgp_engine.law.lawbook import Lawbook

ATW = "kalender/algemene_termijnenwet/2014-01-01.yaml"
AWB = "kalender/algemene_wet_bestuursrecht/2009-10-01.yaml"
KALENDER = {path: text for path, text in BOOK.files.items() if path.startswith("kalender/")}


def book(changed: dict[str, bytes]) -> Lawbook:
    return Lawbook.from_files({**KALENDER, **changed})


def edited(path: str, old: str, new: str) -> Lawbook:
    text = KALENDER[path].decode()
    assert old in text
    return book({path: text.replace(old, new, 1).encode()})


def refusal(lawbook: Lawbook) -> str:
    with pytest.raises(RuleFileError) as caught:
        AwbTerms.of(lawbook)
    return str(caught.value)


def test_the_files_of_the_project() -> None:
    assert [str(day) for day in terms_acts(BOOK).starts] == ["1994-01-01", "2014-01-01"]
    assert [str(day) for day in administrative_laws(BOOK).starts] == ["1994-01-01", "2009-10-01", "2019-01-01"]
    assert terms_acts(BOOK) is terms_acts(BOOK)
    assert administrative_laws(BOOK).on(date(2018, 12, 31)).valid_from == "2009-10-01"


def test_the_penalty_has_an_amount_for_each_of_its_days() -> None:
    for file in administrative_laws(BOOK).files:
        steps = file.dwangsom.trappen if isinstance(file.dwangsom, PenaltyEntry) else []
        longest = file.termijnen.get("dwangsom")
        assert sum(step.dagen for step in steps) == (longest.lengte if longest else 0)


def test_the_folder_is_no_law_to_the_lawbook_yet_counts_for_its_hash() -> None:
    rest = {path: text for path, text in BOOK.files.items() if path not in KALENDER}
    without = Lawbook.from_files(rest)
    assert without.laws == BOOK.laws
    assert without.hash != BOOK.hash
    assert list(check(without)) == list(check(BOOK)) == []


def test_a_change_of_the_data_changes_the_law() -> None:
    awb = AwbTerms.of(edited(AWB, "redelijke_termijn: {lengte: 8", "redelijke_termijn: {lengte: 9"))
    assert awb.term("redelijke_termijn", date(2015, 6, 1)).day == date(2015, 8, 3)
    calendar = Calendar.of(edited(ATW, "weekdagen: [zaterdag, zondag]", "weekdagen: [zondag]"))
    assert calendar.free(date(2024, 6, 1)) is None


def test_a_day_equated_in_the_data() -> None:
    entry = "dagen: [{dag: '2026-05-15', bron: Stcrt. 2025, zekerheid: gelezen}]"
    lawbook = edited(ATW, "dagen: []", entry.replace("Stcrt. 2025", "'Stcrt. 2025, 1'"))
    found = Calendar.of(lawbook).free(date(2026, 5, 15))
    assert found is not None
    assert (found.nl, found.source) == ("gelijkgestelde dag", "Stcrt. 2025, 1")
    assert Calendar.of(lawbook).free(date(2027, 5, 14)) is None
    assert len(holidays_of(2026, terms_acts(lawbook).files[1])) == 10


def test_a_version_from_the_middle_of_a_year() -> None:
    text = KALENDER[ATW].decode().replace("'2014-01-01'", "'2024-05-01'").replace("dag: 27", "dag: 30", 1)
    lawbook = book({"kalender/algemene_termijnenwet/2024-05-01.yaml": text.encode()})
    royal = [one.day for one in Calendar.of(lawbook).holidays(2024) if one.nl == "Koningsdag"]
    assert royal == [date(2024, 4, 27)]  # the 30th lies before the new text


def test_no_files_no_terms() -> None:
    with pytest.raises(LawNotFound) as caught:
        Calendar.of(Lawbook.from_files({}))
    assert str(caught.value) == (
        "the rule book has no file kalender/algemene_termijnenwet/<valid_from>.yaml: terms cannot be computed"
    )


def test_a_term_that_no_version_holds() -> None:
    without = {path: text.replace(b"  niet_behandelen:", b"  verdaging:") for path, text in KALENDER.items()}
    without = {path: text for path, text in without.items() if "algemene_termijnenwet" in path or "1994" in path}
    with pytest.raises(LawNotYetInForce, match="holds no 'niet_behandelen', no version holds it; let a person decide"):
        AwbTerms.of(Lawbook.from_files(without)).length("niet_behandelen", date(2024, 1, 1))


@pytest.mark.parametrize(
    "path",
    [
        "kalender/2014-01-01.yaml",
        "kalender/vreemd/2014-01-01.yaml",
        "kalender/algemene_termijnenwet/2014-01-01.yml",
        "kalender/algemene_termijnenwet/2014-02-30.yaml",
        "kalender/algemene_termijnenwet/oud/2014-01-01.yaml",
    ],
)
def test_files_outside_the_layout_are_refused(path: str) -> None:
    assert refusal(book({path: b"a: 1"})) == (
        f"rules/{path}: the file stands outside the layout → "
        "kalender/algemene_termijnenwet or algemene_wet_bestuursrecht/<valid_from>.yaml"
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (ATW, "valid_from: '2014-01-01'", "valid_from: '2014-01-02'",
         f"rules/{ATW}: valid_from is 2014-01-02 but the file is called 2014-01-01 → mend the key or the name"),
        (ATW, "vast: {maand: 4, dag: 27}", "vast: {maand: 4, dag: 31}",
         "month 4 has no day 31 in every year → use 1 to 30"),
        (ATW, "vast: {maand: 1, dag: 1}", "vast: {maand: 2, dag: 29}",
         "month 2 has no day 29 in every year → use 1 to 28"),
        (ATW, "pasen: 39", "pasen: 39\n    vast: {maand: 5, dag: 1}",
         "a holiday is either a fixed day or counted from Easter → give vast or pasen"),
        (ATW, "[zaterdag, zondag]", "[zaterdag, sunday]", "'sunday' is not allowed here → use "),
        (AWB, "redelijke_termijn: {lengte: 8", "redelijke_termijn: {lengte: acht", "'acht' is not a whole number"),
        (AWB, "redelijke_termijn:", "lange_termijn:", "'lange_termijn' is not allowed here"),
        (AWB, "tekst: >-", "teken: >-", "unknown key 'teken' → delete it"),
    ],
)  # fmt: skip
def test_faulty_files_are_refused(path: str, old: str, new: str, message: str) -> None:
    found = refusal(edited(path, old, new))
    assert found.startswith(f"rules/{path}")
    assert message in found
