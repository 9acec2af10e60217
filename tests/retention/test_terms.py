"""How long each category is kept, by which source; and what the files may not say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from wbmgp_engine.errors import BadInput, LawNotFound, RuleFileError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.retention import RESULTS, Ending, kept
from wbmgp_engine.retention.loading import in_force
from wbmgp_engine.retention.schema import CATEGORIES
from wbmgp_engine.trail import categories

BOOK = OUR_LAW
LIST = "bewaring/selectielijst_gemeenten/2020-01-01.yaml"
CLOSED, LATER = date(2026, 11, 21), date(2027, 2, 28)


def test_every_category_of_the_trail_has_a_term() -> None:
    assert set(CATEGORIES) == set(categories.CATEGORIES)
    for result in RESULTS:
        whole = kept([Ending(result, CLOSED, LATER, LATER, LATER)], BOOK)
        unknown = {one.category for one in whole.values() if one.until is None}
        assert unknown == {
            "evaluatie": {"inkomen", "onderzoek", "persoon"}, "woonverklaring": {"inkomen"},
            "bezwaar_niet_ontvankelijk": {"onderzoek"},
        }.get(result, set())  # fmt: skip


@pytest.mark.parametrize(
    ("result", "until", "selection"),
    [
        ("verleend", date(2028, 2, 28), "11.1"), ("geweigerd", date(2031, 11, 21), "11.2"),
        ("ingetrokken", date(2027, 11, 21), "11.3"), ("afgebroken", date(2027, 11, 21), "11.4"),
        ("bezwaar_afgehandeld", date(2031, 11, 21), "13.1"), ("bezwaar_niet_ontvankelijk", date(2027, 11, 21), "13.1.4"),
    ],
)  # fmt: skip
def test_the_classes_of_the_list(result: str, until: date, selection: str) -> None:
    found = kept([Ending(result, CLOSED, LATER)], BOOK)["persoon"]
    assert (found.until, found.selection, found.certainty) == (until, selection, "gelezen")
    assert (found.gone_on(until), found.gone_on(until + timedelta(days=1))) == (False, True)


def test_what_a_screening_told_waits_for_the_evaluation_and_not_for_the_file() -> None:
    waiting = kept([Ending("geweigerd", CLOSED)], BOOK)["onderzoek"]
    assert (waiting.until, waiting.waits_for, waiting.gone_on(date.max)) == (None, "evaluatie_afgerond", False)
    assert waiting.source == "art. 13 Besluit selectieve woningtoewijzing"
    assert kept([Ending("geweigerd", CLOSED, evaluated_on=LATER)], BOOK)["onderzoek"].until == LATER


def test_the_file_of_the_mayor_goes_six_weeks_later_and_not_before_the_decision_is_final() -> None:
    waiting = kept([Ending("woonverklaring", CLOSED)], BOOK)["onderzoek"]
    assert (waiting.until, waiting.waits_for) == (None, "onherroepelijk")
    for final, until in ((CLOSED, date(2027, 1, 2)), (LATER, LATER)):
        assert kept([Ending("woonverklaring", CLOSED, final_on=final)], BOOK)["onderzoek"].until == until


def test_a_permit_is_kept_as_long_as_it_is_used() -> None:
    found = kept([Ending("verleend", CLOSED)], BOOK)["persoon"]
    assert found.to_json() == {
        "categorie": "persoon", "wachtOp": "object_beeindigd", "bron": "Selectielijst gemeenten 2020, resultaat 11.1",
        "zekerheid": "gelezen", "klasse": "11.1", "uitkomst": "verleend",
    }  # fmt: skip
    ended = kept([Ending("verleend", CLOSED, object_ended_on=LATER)], BOOK)["persoon"].to_json()
    assert (ended["uitkomst"], ended["vanaf"]) == ("verleend", LATER.isoformat())
    assert (ended["bewaardTot"] > ended["vanaf"], "wachtOp" in ended) == (True, False)


def test_a_case_that_did_not_end_and_one_before_the_list_keep_everything() -> None:
    for endings in ([], [Ending("geweigerd", date(2016, 12, 31))]):
        found = kept(endings, BOOK)
        assert [one.to_json() for one in found.values()] == [{"categorie": category} for category in CATEGORIES]
        assert not any(one.gone_on(date.max) for one in found.values())
    assert kept([Ending("geweigerd", date(2019, 12, 31))], BOOK)["persoon"].until is None
    assert in_force(BOOK, date(2019, 12, 31)).keys() == {"besluit_selectieve_woningtoewijzing"}


@given(
    st.lists(
        st.builds(
            Ending, st.sampled_from(RESULTS), st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_another_ending_never_shortens_a_term_and_their_order_says_nothing(endings: list[Ending]) -> None:
    whole = kept(endings, BOOK)
    assert {name: one.until for name, one in kept(reversed(endings), BOOK).items()} == {
        name: one.until for name, one in whole.items()
    }
    for category, one in whole.items():
        for ending in endings:
            alone = kept([ending], BOOK)[category].until
            assert one.until is None or (alone is not None and alone <= one.until)


def test_an_unknown_ending_and_a_day_without_end_are_refused() -> None:
    with pytest.raises(BadInput, match="is no known way to end → use verleend"):
        kept([Ending("zoek", CLOSED)], BOOK)
    with pytest.raises(BadInput, match="lies too far ahead"):
        kept([Ending("geweigerd", date(9998, 1, 1))], BOOK)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("lengte: 5", "lengte: -5", "greater than or equal to 0"),
        ("regeling: selectielijst_gemeenten", "regeling: elders", "is of elders from 2020-01-01"),
        ("[beoordeling, motivering, spoor]", "[spoor, spoor]", "one stands there twice"),
        ("[beoordeling, motivering, spoor]", "[]", "the categories are none"),
        ("eenheid: jaren", "eenheid: weken", "'weken'"),
    ],
)
def test_a_file_that_cannot_be(old: str, new: str, said: str) -> None:
    text = BOOK.files[LIST].decode()
    assert old in text
    lawbook = Lawbook.from_files({LIST: text.replace(old, new, 1).encode()})
    with pytest.raises(RuleFileError) as caught:
        kept([Ending("geweigerd", CLOSED)], lawbook)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "path", ["bewaring/2020-01-01.yaml", "bewaring/x/2020-01-01.yml", "bewaring/x/2020-02-30.yaml"]
)
def test_a_file_outside_the_layout(path: str) -> None:
    with pytest.raises(RuleFileError, match="outside the layout"):
        kept([Ending("geweigerd", CLOSED)], Lawbook.from_files({path: BOOK.files[LIST]}))


def test_a_rule_book_without_terms_cannot_tell() -> None:
    with pytest.raises(LawNotFound, match="no term can be computed"):
        kept([Ending("geweigerd", CLOSED)], Lawbook.from_files({}))
