"""Designations over time: whatever a council asks, what the rules accept stays within the cap of the law of its date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.designations.requests import answered, asked, earlier, first, part, shown
from wbmgp_engine import DesignationRequest
from wbmgp_engine.logic.dates import add

Json = dict[str, Any]
few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
GROUNDS = ("artikel_8", "artikel_9", "artikel_10")
AREAS = ("a", "b", "straat-in-a")
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
spans = st.integers(1, 4 * 366)


def _part(area: str, ground: str, start: date, end: date) -> Json:
    inside = {"within": "a", "kind": "straat"} if area == "straat-in-a" else {}
    return part(start.isoformat(), end.isoformat(), ground, area, **inside)


def _earlier(area: str, ground: str, start: date, end: date) -> Json:
    return earlier(
        start.isoformat(), end.isoformat(), ground, area, **({"binnen": "a"} if area == "straat-in-a" else {})
    )


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, str, int, int]:
    """A term to ask: area, ground, days after (or before) the end of the last term, length in days or exactly 4 years."""
    gap = draw(st.sampled_from([0, 0, 0, 0, 1, -1, 30, -400, 900]))
    return draw(st.sampled_from(AREAS)), draw(st.sampled_from(GROUNDS)), gap, draw(st.sampled_from([0, 0, 1, 365]))


@few
@given(
    start=st.dates(date(2006, 1, 1), date(2040, 1, 1)),
    plan=st.lists(steps(), min_size=3, max_size=16),
    single=st.booleans(),
)
@example(start=date(2006, 7, 1), plan=[("a", "artikel_8", 0, 0)] * 9, single=True)
@example(start=date(2017, 7, 1), plan=[("a", "artikel_10", 0, 0)] * 9, single=True)
@example(start=date(2017, 7, 1), plan=[("a", "artikel_9", 0, 0), ("straat-in-a", "artikel_9", 0, 0)] * 5, single=False)
@example(start=date(2017, 7, 1), plan=[("a", "artikel_9", 30, 0)] * 9, single=True)
def test_no_sequence_that_the_rules_accept_exceeds_the_cap(
    start: date, plan: list[tuple[str, str, int, int]], single: bool
) -> None:
    """Single: always the first area and ground, so that the cap is reached; accepted terms become earlier ones."""
    taken: list[tuple[str, str, date, date]] = []
    ends: dict[tuple[str, str], date] = {}
    for area, ground, gap, length in plan:
        area, ground = plan[0][:2] if single else (area, ground)
        begin = ends.get((area, ground), start) + timedelta(days=gap)
        end = add(begin, years=4) if not length else begin + timedelta(days=length)
        decided = begin - timedelta(days=60)
        before = [_earlier(*item) for item in taken]
        if (
            first(asked(_part(area, ground, begin, end), before=before, onderbouwing=None), decided.isoformat())[
                "oordeel"
            ]
            == "voldaan"
        ):
            taken.append((area, ground, begin, end))
            ends[area, ground] = max(end, ends.get((area, ground), end))
            _within_the_cap(taken, area, ground, decided)


def _within_the_cap(taken: list[tuple[str, str, date, date]], area: str, ground: str, decided: date) -> None:
    terms = [(begin, end) for where, why, begin, end in taken if where == area and _one_clock(why, ground, decided)]
    covered = len({day for begin, end in terms for day in range(begin.toordinal(), end.toordinal())})
    # One extension under the text before 14 April 2014, four under the later one.
    most = 8 if decided < date(2014, 4, 14) else 20
    assert covered <= most * 365 + most // 4 + 1


def _one_clock(one: str, other: str, decided: date) -> bool:
    return one == other or (decided < date(2017, 1, 1) and {one, other} <= {"artikel_8", "artikel_9"})


@few
@given(begin=st.dates(date(2006, 1, 1), date(2095, 1, 1)), extra=st.integers(1, 3000), ground=st.sampled_from(GROUNDS))
@example(begin=date(2024, 2, 29), extra=1, ground="artikel_9")
@example(begin=date(2023, 3, 1), extra=1, ground="artikel_9")
def test_a_term_of_a_day_more_than_four_years_is_never_accepted(begin: date, extra: int, ground: str) -> None:
    full = add(begin, years=4)
    long = asked(_part("a", ground, begin, full + timedelta(days=extra)))
    assert first(long, begin.isoformat())["oordeel"] == "niet_voldaan"
    exact = first(asked(_part("a", ground, begin, full)), begin.isoformat())["oordeel"]
    assert exact == ("niet_voldaan" if ground == "artikel_10" and begin < date(2017, 1, 1) else "voldaan")


@st.composite
def histories(draw: st.DrawFn) -> list[Json]:
    """Earlier designations, in any order, with gaps and overlaps."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        begin = draw(st.dates(date(2006, 1, 1), date(2040, 1, 1)))
        end = begin + timedelta(days=draw(spans))
        found.append(_earlier(draw(st.sampled_from(AREAS)), draw(st.sampled_from(GROUNDS)), begin, end))
    return found


@st.composite
def requests(draw: st.DrawFn) -> Json:
    """A request of one to four parts over a history, as data; any fact may be absent."""
    keys = draw(
        st.lists(st.tuples(st.sampled_from(AREAS), st.sampled_from(GROUNDS)), min_size=1, max_size=4, unique=True)
    )
    parts = []
    for area, ground in keys:
        begin = draw(days)
        found = _part(area, ground, begin, begin + timedelta(days=draw(st.integers(1, 6000))))
        parts.append({key: value for key, value in found.items() if key not in draw(_absent("vanaf", "tot"))})
    data: Json = {"kenmerk": "x", "gemeente": "GM0599", "onderdelen": parts, "eerdereAanwijzingen": draw(histories())}
    sent = draw(days)
    data |= {"verzonden": sent.isoformat(), "ontvangen": (sent + timedelta(days=draw(st.integers(0, 30)))).isoformat()}
    if draw(st.booleans()):
        made = date.fromisoformat(data["ontvangen"]) + timedelta(days=draw(st.integers(0, 300)))
        data["besluit"] = {"datum": made.isoformat(), "strekking": "toegewezen"}
    data["opschortingen"] = draw(_suspensions(sent))
    return {
        key: value
        for key, value in data.items()
        if key not in draw(_absent("verzonden", "ontvangen", "eerdereAanwijzingen"))
    }


def _absent(*names: str) -> st.SearchStrategy[list[str]]:
    return st.one_of(st.just([]), st.lists(st.sampled_from(names), max_size=len(names)))


@st.composite
def _suspensions(draw: st.DrawFn, sent: date) -> list[Json]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        begin = sent + timedelta(days=draw(st.integers(-20, 120)))
        end = begin + timedelta(days=draw(st.integers(0, 60)))
        found.append({"van": begin.isoformat(), "tot": draw(st.sampled_from([end.isoformat(), None]))})
    return found


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=requests(), on=days)
def test_every_request_gets_an_answer(data: Json, on: date) -> None:
    found = answered(DesignationRequest.model_validate(data), on.isoformat()).to_json()
    assert {item["oordeel"] for item in found["onderdelen"]} <= {"voldaan", "niet_voldaan", "onbekend"}
    for item in found["onderdelen"]:
        answers = {reading["oordeel"] for reading in item["lezingen"]}
        assert len(item["lezingen"]) != 1
        assert not answers or item["oordeel"] == (answers.pop() if len(answers) == 1 else "onbekend")
        assert item["redenen"]


@few
@given(data=requests(), on=days, more=st.sampled_from(GROUNDS))
def test_adding_a_ground_never_changes_another_grounds_clock(data: Json, on: date, more: str) -> None:
    found = DesignationRequest.model_validate(data)
    alone = shown(found, on.isoformat())["onderdelen"]
    if any(item["gebied"] == "a" and item["grond"] == more for item in alone):
        return
    parts = [*data["onderdelen"], part("2030-01-01", "2034-01-01", more)]
    together = shown(DesignationRequest.model_validate({**data, "onderdelen": parts}), on.isoformat())["onderdelen"]
    assert together[: len(alone)] == alone


@few
@given(
    data=requests(), on=st.dates(date(2017, 1, 1), date(2100, 1, 1)), begin=st.dates(date(2017, 1, 1), date(2090, 1, 1))
)
def test_from_2017_a_term_on_another_ground_is_another_clock(data: Json, on: date, begin: date) -> None:
    """Only terms from before 2017 can have been for articles 8 and 9 together; article 10 never shares a clock."""
    asked_for = {item["grond"] for item in data["onderdelen"]}
    others = [ground for ground in GROUNDS if ground not in asked_for]
    if "eerdereAanwijzingen" not in data or not others:
        return
    history = [*data["eerdereAanwijzingen"], _earlier("a", others[0], begin, add(begin, years=4))]
    one, two = (
        shown(DesignationRequest.model_validate({**data, "eerdereAanwijzingen": items}), on.isoformat())["onderdelen"]
        for items in (data["eerdereAanwijzingen"], history)
    )
    assert one == two


@few
@given(data=requests(), on=days, order=st.randoms(use_true_random=False))
def test_the_order_of_earlier_terms_never_matters(data: Json, on: date, order: Any) -> None:
    if "eerdereAanwijzingen" not in data:
        return
    shuffled = order.sample(data["eerdereAanwijzingen"], len(data["eerdereAanwijzingen"]))
    one, two = (
        shown(DesignationRequest.model_validate({**data, "eerdereAanwijzingen": items}), on.isoformat())
        for items in (data["eerdereAanwijzingen"], shuffled)
    )
    assert one == two


@few
@given(data=requests(), on=days)
def test_suspension_never_shortens_a_term(data: Json, on: date) -> None:
    closed = {**data, "opschortingen": [item for item in data["opschortingen"] if item["tot"]]}
    with_it, without = (
        shown(DesignationRequest.model_validate({**closed, "opschortingen": items}), on.isoformat())["beslistermijn"]
        for items in (list(closed["opschortingen"]), list[Json]())
    )
    for one, two in zip(_terms(with_it), _terms(without), strict=False):
        assert one["eindigtZonderOpschorting"] == two["eindigt"]
        assert one["eindigt"] is None or one["eindigt"] >= one["eindigtZonderOpschorting"]


def _terms(found: Json) -> list[Json]:
    return found.get("lezingen") or [found]


@pytest.mark.parametrize("removed", ["vanaf", "tot", "soort", "eerdere"])
@few
@given(data=requests(), on=days)
def test_an_unknown_fact_is_never_a_no(removed: str, data: Json, on: date) -> None:
    """What is possible with a fact is not impossible without it."""
    full = first(DesignationRequest.model_validate(data), on.isoformat())["oordeel"]
    bare = {**data, "onderdelen": [{**data["onderdelen"][0]}]}
    if removed == "eerdere":
        bare.pop("eerdereAanwijzingen", None)
    elif removed == "soort":
        area = {key: value for key, value in bare["onderdelen"][0]["gebied"].items() if key != "soort"}
        bare["onderdelen"][0]["gebied"] = area
    else:
        bare["onderdelen"][0].pop(removed, None)
    without = first(DesignationRequest.model_validate(bare), on.isoformat())["oordeel"]
    assert not (full == "voldaan" and without == "niet_voldaan")
