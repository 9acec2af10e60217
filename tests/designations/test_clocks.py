"""The number of the extension, what remains and the latest end: chains, gaps, overlaps, withdrawal, areas, grounds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.designations.requests import answered, asked, earlier, first, part
from wbmgp_engine.errors import BadInput

Json = dict[str, Any]
GAP, OUTER = "na_een_gat_begint_een_nieuwe_termijn", "klok_van_omvattend_gebied_telt"
OLD, JOINT = "verlenging_van_voor_2014_telt_mee", "oude_gezamenlijke_aanwijzing_telt_voor_beide"


def chain(start: int, terms: int, ground: str = "artikel_9", area: str = "a") -> list[Json]:
    """Full terms from 1 July of a year on, each joining the one before."""
    return [
        earlier(f"{start + 4 * n}-07-01", f"{start + 4 * n + 4}-07-01", ground, area) for n in range(terms)
    ]  # fmt: skip


def next_term(year: int, ground: str = "artikel_9", **changes: Any) -> Json:
    return part(f"{year}-07-01", f"{year + 4}-07-01", ground, **changes)


def numbers(found: Json) -> tuple[Any, ...]:
    return tuple(found[key] for key in ("oordeel", "verlenging", "resterendeVerlengingen", "uiterstEinde"))


def by_reading(found: Json) -> list[tuple[dict[str, bool], tuple[Any, ...]]]:
    return [(reading["lezing"], numbers(reading)) for reading in found["lezingen"]]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (0, ("voldaan", 0, 4, "2035-07-01")),
        (1, ("voldaan", 1, 3, "2035-07-01")),
        (4, ("voldaan", 4, 0, "2035-07-01")),
        (5, ("niet_voldaan", 5, 0, None)),
    ],
)
def test_first_designated_in_2015_four_extensions_and_no_more(terms: int, expected: tuple[Any, ...]) -> None:
    year = 2015 + 4 * terms
    found = first(asked(next_term(year), before=chain(2015, terms)), f"{year}-01-10")
    assert numbers(found) == expected
    assert found["lezingen"] == []


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2013-12-01", ("niet_voldaan", 2, 0, None)), ("2014-04-13", ("niet_voldaan", 2, 0, None))],
)
def test_before_14_april_2014_there_was_one_extension(on: str, expected: tuple[Any, ...]) -> None:
    found = first(asked(next_term(2014, "artikel_8"), before=chain(2006, 2, "artikel_8")), on)
    assert numbers(found) == expected
    assert "hoogstens 1 maal" in found["redenen"][0]["nl"]
    assert found["redenen"][0]["bron"]["tekst"] == "art. 5 lid 2 Wbmgp"


def test_an_extension_from_before_2014_is_shown_under_both_readings() -> None:
    found = first(asked(next_term(2022, "artikel_8"), before=chain(2006, 4, "artikel_8")), "2022-01-10")
    assert numbers(found) == ("voldaan", None, None, None)
    assert by_reading(found) == [
        ({OLD: True}, ("voldaan", 4, 0, "2026-07-01")),
        ({OLD: False}, ("voldaan", 3, 1, "2030-07-01")),
    ]
    assert all(reading["bron"] == {"tekst": "art. 5 lid 4 Wbmgp"} for reading in found["lezingen"])
    # A number that differs stands with the open question as its reason, not with a guess.
    assert ["14 april 2014" in reason["nl"] for reason in found["redenen"]] == [True]


def test_a_verdict_that_differs_between_readings_is_unknown() -> None:
    found = first(asked(next_term(2026, "artikel_8"), before=chain(2006, 5, "artikel_8")), "2026-01-10")
    # Nothing remains in either reading: a number on which they agree is shown.
    assert numbers(found) == ("onbekend", None, 0, None)
    assert [verdict for _, (verdict, *_) in by_reading(found)] == ["niet_voldaan", "voldaan"]


def test_a_gap_is_an_open_question_and_one_day_is_a_gap() -> None:
    joined = first(asked(part("2021-07-01", "2025-07-01"), before=chain(2017, 1)), "2021-01-01")
    assert numbers(joined) == ("voldaan", 1, 3, "2037-07-01")
    found = first(asked(part("2021-07-02", "2025-07-02"), before=chain(2017, 1)), "2021-01-01")
    assert by_reading(found) == [
        ({GAP: True}, ("voldaan", 0, 4, "2041-07-02")),
        ({GAP: False}, ("voldaan", 1, 3, "2037-07-02")),
    ]


def test_a_full_chain_that_ended_starts_anew_only_in_one_reading() -> None:
    found = first(asked(next_term(2040), before=chain(2017, 5)), "2040-01-01")
    assert numbers(found) == ("onbekend", None, None, None)
    assert by_reading(found) == [
        ({GAP: True}, ("voldaan", 0, 4, "2060-07-01")),
        ({GAP: False}, ("niet_voldaan", 5, 0, None)),
    ]


def test_withdrawal_ends_a_term_on_its_day() -> None:
    withdrawn = [{**chain(2017, 1)[0], "ingetrokkenOp": "2019-07-01"}]
    found = first(asked(part("2019-07-01", "2023-07-01"), before=withdrawn), "2019-05-01")
    assert numbers(found) == ("voldaan", 1, 3, "2035-07-01")
    later = first(asked(next_term(2021), before=withdrawn), "2021-01-01")
    assert [reading for reading, _ in by_reading(later)] == [{GAP: True}, {GAP: False}]


def test_a_designation_withdrawn_on_its_first_day_was_never_in_force() -> None:
    never = [{**chain(2017, 1)[0], "ingetrokkenOp": "2017-07-01"}]
    assert numbers(first(asked(next_term(2021), before=never), "2021-01-01"))[1] == 0


def test_overlapping_terms_both_count_and_the_same_days_once() -> None:
    over = [earlier("2017-07-01", "2021-07-01"), earlier("2020-07-01", "2024-07-01")]
    assert numbers(first(asked(next_term(2024), before=over), "2024-01-01"))[1] == 2
    twice = [*chain(2017, 1), *chain(2017, 1)]
    assert numbers(first(asked(next_term(2021), before=twice), "2021-01-01"))[1] == 1


def test_before_2017_articles_8_and_9_share_one_clock() -> None:
    both = [*chain(2008, 1, "artikel_8"), *chain(2008, 1, "artikel_9")]
    assert numbers(first(asked(next_term(2012), before=both), "2012-01-01")) == ("voldaan", 1, 0, "2016-07-01")
    # From 2017 each has its own; what was listed for the other one is an open question.
    found = first(asked(next_term(2019, "artikel_8"), before=chain(2015, 1)), "2019-01-01")
    assert by_reading(found) == [
        ({JOINT: True}, ("voldaan", 1, 3, "2035-07-01")),
        ({JOINT: False}, ("voldaan", 0, 4, "2039-07-01")),
    ]
    # Listed for both it counts for both: nothing is open.
    listed = [*chain(2015, 1, "artikel_8"), *chain(2015, 1)]
    assert first(asked(next_term(2019, "artikel_8"), before=listed), "2019-01-01")["lezingen"] == []


@pytest.mark.parametrize(
    ("requested", "before"),
    [
        (next_term(2021, area="s", kind="straat", within="a"), chain(2017, 1)),
        (next_term(2021), [{**chain(2017, 1, area="s")[0], "binnen": "a"}]),
        (next_term(2021, area="s", within="m"), [*chain(2017, 1), {**chain(2017, 1, area="m")[0], "ingetrokkenOp": "2017-07-01", "binnen": "a"}]),
    ],
    ids=["street in area", "area around street", "by way of another"],
)  # fmt: skip
def test_a_part_of_an_area_and_the_area_are_an_open_question(requested: Json, before: list[Json]) -> None:
    found = first(asked(requested, before=before), "2021-01-01")
    assert [(reading, values[1]) for reading, values in by_reading(found)] == [({OUTER: True}, 1), ({OUTER: False}, 0)]


def test_an_open_question_that_changes_nothing_is_not_shown() -> None:
    """The area around it was designated for the very same days: the street's own term counts either way."""
    before = [*chain(2017, 1), *chain(2017, 1, area="s")]
    found = first(asked(next_term(2021, area="s", within="a"), before=before), "2021-01-01")
    assert (found["lezingen"], found["verlenging"]) == ([], 1)


def test_open_questions_combine_and_only_where_both_matter() -> None:
    before = [earlier("2006-07-01", "2010-07-01", "artikel_8"), *chain(2010, 2, "artikel_8")]
    found = first(asked(next_term(2019, "artikel_8"), before=before), "2019-01-01")
    assert by_reading(found) == [
        ({GAP: True}, ("voldaan", 0, 4, "2039-07-01")),
        ({GAP: False, OLD: True}, ("voldaan", 3, 1, "2027-07-01")),
        ({GAP: False, OLD: False}, ("voldaan", 2, 2, "2031-07-01")),
    ]
    request = asked(next_term(2019, "artikel_8"), before=before)
    assert set(answered(request, "2019-01-01").parts[0].open_questions) == {GAP, OLD}


def test_a_ground_added_later_has_a_clock_of_its_own() -> None:
    found = answered(asked(next_term(2025), next_term(2025, "artikel_10"), before=chain(2017, 2)), "2025-01-01")
    nine, ten = (item.to_json() for item in found.parts)
    assert (nine["verlenging"], ten["verlenging"]) == (2, 0)


@pytest.mark.parametrize(
    ("on", "requested", "citation"),
    [
        ("2016-12-31", part("2017-01-01", "2021-01-01", "artikel_10"), "art. 5 lid 1 Wbmgp"),
        ("2016-12-31", part("2017-01-01", "2021-01-01", kind="straat"), "art. 5 lid 1 Wbmgp"),
        ("2016-12-31", part("2017-01-01", "2021-01-01", kind="complex"), "art. 5 lid 1 Wbmgp"),
        ("2020-01-01", part("2020-02-29", "2024-03-01"), "art. 5 lid 4 Wbmgp"),
        ("2005-12-29", part("2006-01-01", "2010-01-01"), "art. 5 lid 1 Wbmgp"),
    ],
)
def test_impossible_law_is_a_verdict_with_a_citation(on: str, requested: Json, citation: str) -> None:
    found = first(asked(requested), on)
    assert (found["oordeel"], found["uiterstEinde"]) == ("niet_voldaan", None)
    assert [reason["bron"]["tekst"] for reason in found["redenen"]] == [citation]


@pytest.mark.parametrize("on", ["2017-01-01", "2026-07-01"])
@pytest.mark.parametrize("kind", ["complex", "straat", "gebied"])
def test_from_2017_each_kind_of_unit_and_each_ground_is_possible(on: str, kind: str) -> None:
    for ground in ("artikel_8", "artikel_9", "artikel_10"):
        assert first(asked(part("2026-07-01", "2030-07-01", ground, kind=kind)), on)["oordeel"] == "voldaan"


@pytest.mark.parametrize(
    ("terms", "said"), [(0, "Dit is een eerste termijn"), (1, "Dit is verlenging 1 van hoogstens 4")]
)
def test_a_part_that_is_possible_names_the_rule_of_its_term(terms: int, said: str) -> None:
    found = first(asked(next_term(2020 + 4 * terms), before=chain(2020, terms)), "2020-01-01")
    assert [(reason["nl"].startswith(said), reason["bron"]["tekst"]) for reason in found["redenen"]] == [
        (True, "art. 5 lid 4 Wbmgp")
    ]


@pytest.mark.parametrize(
    ("requested", "before", "missing"),
    [
        (part(None, "2025-07-01"), [], "onderdelen.0.vanaf"),
        (part("2021-07-01", None), [], "onderdelen.0.tot"),
        (part("2021-07-01", "2025-07-01"), ..., "eerdereAanwijzingen"),
        (part("2021-07-01", "2025-07-01"), [earlier("2017-07-01", None)], "eerdereAanwijzingen.0.tot"),
        (part("2021-07-01", "2025-07-01", "artikel_8"), [*chain(2017, 1, "artikel_8"), earlier(None, "2017-07-01")], "eerdereAanwijzingen.1.van"),
        (part("2021-07-01", "2025-07-01"), [*chain(2017, 1), earlier(None, "2017-07-01")], "eerdereAanwijzingen.1.van"),
    ],
)  # fmt: skip
def test_what_is_not_known_makes_the_verdict_unknown_and_is_asked(requested: Json, before: Any, missing: str) -> None:
    found = answered(asked(requested, eerdereAanwijzingen=before), "2021-01-01")
    assert found.parts[0].verdict == "onbekend"
    assert missing in {question.fact for question in found.questions}
    assert found.parts[0].reasons


def test_an_earlier_term_of_another_ground_need_not_be_known() -> None:
    ten = [earlier(None, None, "artikel_10")]
    assert first(asked(next_term(2021), before=ten), "2021-01-01")["verlenging"] == 0


def test_more_earlier_terms_than_the_rules_can_hold_are_refused() -> None:
    before = [
        earlier(f"{year}-0{month}-01", f"{year}-0{month}-02") for year in range(2006, 2076) for month in range(1, 10)
    ]
    many = [*before, *({**item, "grond": "artikel_8"} for item in before)]
    assert first(asked(next_term(2080), before=before), "2080-01-01")["oordeel"] == "onbekend"
    most = many[:1000]
    assert first(asked(next_term(2080, "artikel_10"), before=most), "2080-01-01")["verlenging"] == 0
    with pytest.raises(BadInput, match="eerdereAanwijzingen: 1260 earlier designations bear on a"):
        answered(asked(next_term(2080), before=many), "2080-01-01")


def test_before_the_act_earlier_terms_are_not_counted() -> None:
    found = first(asked(part("2005-01-01", "2009-01-01"), before=[earlier("2001-01-01", "2005-01-01")]), "2004-01-01")
    assert numbers(found) == ("niet_voldaan", None, None, None)


def test_without_any_date_a_request_is_refused() -> None:
    with pytest.raises(BadInput, match="give ontvangen or verzonden"):
        answered(asked(next_term(2021)))


def test_a_term_without_an_end_is_too_long_and_no_bad_input() -> None:
    endless = part("2020-01-01", None, tot=None)
    found = answered(asked(endless), "2019-10-25").to_json()["onderdelen"][0]
    assert (found["oordeel"], found["verlenging"], found["eindeTermijn"]) == ("niet_voldaan", 0, None)
    # It begins where the earlier term ends, so it still counts as its extension.
    after = asked(endless, before=[earlier("2017-01-01", "2020-01-01")])
    assert answered(after, "2019-10-25").to_json()["onderdelen"][0]["verlenging"] == 1
