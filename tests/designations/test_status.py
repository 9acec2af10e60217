"""The calendar of designations: days, extensions, the last day for a request, and what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.designations.registers import REAL, Term, rule_book
from wbmgp_engine.calendar import Calendar, term_end
from wbmgp_engine.designations.extension import latest_request
from wbmgp_engine.designations.status import designations_status, whole_years
from wbmgp_engine.errors import LawNotYetInForce
from wbmgp_engine.law.lawbook import Lawbook


def row(book: Lawbook, on: date, at: int = 0) -> dict[str, Any]:
    return designations_status(book, on).rows[at].to_json()


def unknown(found: dict[str, Any]) -> dict[str, str]:
    return {item["feit"]: item["reden"] for item in found["nietBekend"]}


def test_a_first_term_that_runs() -> None:
    book = rule_book(("2020-01-01", "2024-01-01", 0))
    found = row(book, date(2023, 1, 1))
    assert (found["toestand"], found["dagenOver"]) == ("loopt", 365)
    assert (found["verlenging"], found["nogMogelijk"], found["uiterstEinde"]) == (0, 4, "2040-01-01")
    assert found["evaluatieVereist"] is True
    assert (found["gebruikteDagen"], found["maximumJaren"]) == (1096, 20)
    assert unknown(found) == {}


@pytest.mark.parametrize(("start", "asked"), [("2016-12-31", False), ("2017-01-01", True)])
def test_an_instrument_is_missed_only_where_the_act_of_the_first_day_asks_one(start: str, asked: bool) -> None:
    files = dict(rule_book((start, "2024-01-01", 0), ground="artikel_10").files)
    (path,) = (path for path in files if path.endswith("/2000-0.yaml"))
    files[path] = files[path].replace(b", instrument: {waarde: vog, bron: verzonnen, zekerheid: gelezen}", b"")
    found = row(Lawbook.from_files(files), date(2018, 1, 1))
    assert ("instrument" in unknown(found)) is asked and found["instrument"] is None


def test_the_last_extension() -> None:
    terms: list[Term] = [(f"{2015 + 4 * at}-01-01", f"{2019 + 4 * at}-01-01", at) for at in range(5)]
    found = row(rule_book(*terms), date(2034, 1, 1))
    assert (found["verlenging"], found["nogMogelijk"], found["uiterstEinde"]) == (4, 0, "2035-01-01")
    assert found["verzoekUiterlijk"] is None and "Er is geen verlenging meer over" in found["redenen"][0]["nl"]
    fourth = row(rule_book(*terms[:4]), date(2030, 1, 1))
    assert (fourth["verlenging"], fourth["nogMogelijk"], fourth["uiterstEinde"]) == (3, 1, "2035-01-01")


def test_one_extension_only_before_april_2014() -> None:
    book = rule_book(("2006-07-01", "2010-07-01", 0), ("2010-07-01", "2014-07-01", 1))
    assert row(book, date(2013, 6, 1))["nogMogelijk"] == 0
    later = row(book, date(2014, 4, 14))
    assert later["nogMogelijk"] is None and unknown(later) == {"nogMogelijk": "open_rechtsvraag"}
    counts = {(item["verlenging"], item["resterendeVerlengingen"]) for item in later["lezingen"]}
    assert counts == {(2, 2), (1, 3)}
    assert later["verzoekUiterlijk"] is not None


def test_a_gap_gives_both_readings() -> None:
    found = row(
        rule_book(("2017-01-01", "2020-01-01", 0), ("2021-01-01", "2025-01-01", None), complete="2021-01-01"),
        date(2022, 1, 1),
    )
    assert unknown(found)["nogMogelijk"] == "open_rechtsvraag"
    assert {item["resterendeVerlengingen"] for item in found["lezingen"]} == {2, 3}


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2020-01-01", "2019-11-05"),  # the 31st of December is a Tuesday
        ("2021-12-28", "2021-11-01"),  # received 30 October: Saturday 25 December moves to Monday 27
        ("2021-12-27", "2021-10-29"),  # later receipts end on the 27th itself, too late
        ("2016-12-31", "2016-09-30"),  # thirteen weeks from dispatch, which nothing moves
        ("2017-02-01", "2016-11-01"),  # by the law of the day of the request, still thirteen weeks
    ],
)  # fmt: skip
def test_the_last_day_to_ask(end: str, expected: str) -> None:
    assert latest_request(REAL, date.fromisoformat(end)) == date.fromisoformat(expected)


@given(st.dates(date(2018, 1, 1), date(2060, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_a_day_later_would_be_too_late(end: date) -> None:
    day = latest_request(REAL, end)
    assert day is not None
    calendar = Calendar.of(REAL)
    assert term_end(day, 8, "weken", calendar=calendar).day < end
    assert term_end(day + timedelta(days=1), 8, "weken", calendar=calendar).day >= end


def test_before_the_act_there_is_no_day_to_ask() -> None:
    assert latest_request(REAL, date(2005, 12, 30)) is None


def test_what_is_not_known_is_not_guessed() -> None:
    found = row(rule_book((None, None, None)), date(2022, 1, 1))
    assert found["toestand"] == "onbekend"
    assert unknown(found) == {
        "van": "niet_in_register", "tot": "niet_in_register", "verlenging": "niet_in_register",
        "nogMogelijk": "begin_onbekend", "verzoekUiterlijk": "begin_onbekend",
    }  # fmt: skip
    assert all(item["nl"] and item["en"] for item in found["nietBekend"])


def test_an_unknown_end_has_a_bound_and_no_date() -> None:
    book = rule_book(("2020-01-01", None, 0))
    running = row(book, date(2023, 12, 31))
    assert (running["tot"], running["eindeHoogstens"], running["nogMogelijk"]) == (None, "2024-01-01", 4)
    assert (running["uiterstEinde"], running["verzoekUiterlijk"], running["dagenOver"]) == (None, None, None)
    assert unknown(running) == {"tot": "niet_in_register", "verzoekUiterlijk": "einde_onbekend"}
    over = row(book, date(2024, 1, 1))
    assert over["nogMogelijk"] is None and unknown(over)["nogMogelijk"] == "later_onbekend"


def test_an_unknown_beginning_of_a_stated_first_term() -> None:
    found = row(rule_book((None, None, 0)), date(2022, 1, 1))
    assert (found["verlenging"], found["nogMogelijk"], found["eindeHoogstens"]) == (0, 4, None)


def test_a_register_that_is_not_complete_gives_no_number() -> None:
    book = rule_book(("2020-01-01", "2024-01-01", None))
    found = row(book, date(2022, 1, 1))
    assert (found["verlenging"], found["verlengingVolgensTermijnen"], found["nogMogelijk"]) == (None, 0, None)
    assert unknown(found) == {"verlenging": "register_niet_volledig", "nogMogelijk": "register_niet_volledig"}
    whole = row(rule_book(("2020-01-01", "2024-01-01", None), complete="2021-01-01"), date(2022, 1, 1))
    assert (whole["verlenging"], whole["nogMogelijk"], unknown(whole)) == (0, 4, {})


def test_a_number_that_the_terms_do_not_give() -> None:
    found = row(rule_book(("2020-01-01", "2024-01-01", 2)), date(2022, 1, 1))
    assert (found["verlenging"], found["verlengingVolgensTermijnen"], found["nogMogelijk"]) == (2, 0, None)
    assert unknown(found) == {"nogMogelijk": "register_en_termijnen_verschillen"}


def test_an_earlier_term_without_an_end_leaves_the_count_open() -> None:
    found = row(
        rule_book(("2015-01-01", None, None), ("2020-01-01", "2024-01-01", None), complete="2021-01-01"),
        date(2022, 1, 1),
        0,
    )
    assert found["van"] == "2020-01-01"
    assert unknown(found)["verlenging"] == "eerdere_termijnen_onbekend"


def test_states_and_their_order() -> None:
    book = rule_book(
        ("2010-01-01", "2014-01-01", 0), ("2014-01-01", "2018-01-01", 1), ("2030-01-01", "2032-01-01", None)
    )
    rows = designations_status(book, date(2016, 1, 1)).rows
    assert [item.state for item in rows] == ["loopt", "komt", "opgevolgd"]
    assert [item.state for item in designations_status(book, date(2020, 1, 1)).rows] == [
        "komt",
        "opgevolgd",
        "afgelopen",
    ]
    coming = rows[1].to_json()
    assert coming["verzoekUiterlijk"] is None and unknown(coming)["verzoekUiterlijk"] == "nog_niet_begonnen"


def test_two_clocks_in_one_unit() -> None:
    """T-22: article 9 since 2018, article 10 added later, each with its own clock."""
    nine = rule_book(("2018-01-01", "2022-01-01", 0), ("2022-01-01", "2026-01-01", 1), ground="artikel_9")
    ten = rule_book(("2026-01-01", "2030-01-01", 0), ground="artikel_10")
    assert row(nine, date(2025, 6, 1))["nogMogelijk"] == 3
    assert row(ten, date(2026, 6, 1))["nogMogelijk"] == 4


def test_days_used_are_counted_once_and_only_before_the_day() -> None:
    overlapping = rule_book(("2018-01-01", "2020-01-01", 0), ("2019-01-01", "2021-01-01", None))
    assert row(overlapping, date(2019, 7, 1))["gebruikteDagen"] == 546
    assert row(rule_book(("2018-01-01", None, 0)), date(2019, 1, 1))["gebruikteDagen"] is None
    assert whole_years(1461, date(2006, 7, 1)) == (4, 0)
    assert whole_years(400, date(2020, 2, 29)) == (1, 35)


def test_the_ordinance_has_its_own_clock() -> None:
    text = "verordeningen: [{jaar: {waarde: 2020, bron: b, zekerheid: gelezen}, tot: {waarde: '2024-01-01', bron: c, zekerheid: gelezen}, niet_bekend: [{feit: naam}, {feit: artikelen}, {feit: van}, {feit: woonruimten}]}]\n"
    (clock,) = designations_status(rule_book(ordinances=text), date(2023, 12, 1)).to_json()["verordeningen"]
    assert (clock["tot"], clock["dagenOver"], clock["van"], clock["bronnen"]) == ("2024-01-01", 31, None, ["b", "c"])
    (ended,) = designations_status(rule_book(ordinances=text), date(2024, 1, 1)).to_json()["verordeningen"]
    assert ended["dagenOver"] is None


def test_the_real_register_is_shown_whole() -> None:
    found = designations_status(REAL, date(2020, 1, 1)).to_json()
    assert {item["naam"] for item in found["aanwijzingen"]} >= {"Rotterdam", "Nissewaard", "Capelle aan den IJssel"}
    assert {item["naam"] for item in found["zonderGebieden"]} >= {"Zaanstad", "Dordrecht"}
    assert all(item["bronnen"] and item["zekerheid"] for item in found["aanwijzingen"])
    for item in found["aanwijzingen"]:
        assert {name for name in ("van", "tot") if item[name] is None} <= unknown(item).keys()


def test_there_was_nothing_to_designate_before_the_act() -> None:
    with pytest.raises(LawNotYetInForce):
        designations_status(rule_book(("2004-01-01", "2007-01-01", 0)), date(2005, 1, 1))
