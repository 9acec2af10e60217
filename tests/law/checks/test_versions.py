"""Versions of a law follow each other, and everything called is in force whenever it can be called."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.checks.islands import article, call, computing, fact, in_book, law, machine, ordinance
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.checks import check
from wbmgp_engine.law.checks.landscape import Landscape, Life
from wbmgp_engine.law.lawbook import Lawbook

SOURCE = "eiland.yaml, article 4, machine_readable.execution.input.ander.source.regulation"


def version(starts: str, ends: str | None = None, law_id: str = "andere_wet", **root: Any) -> dict[str, Any]:
    return computing_law(law_id, starts=starts, **({"valid_to": ends} if ends else {}), **root)


def computing_law(law_id: str, **root: Any) -> dict[str, Any]:
    return law(article(machine_readable=machine(True)), law_id=law_id, **root)


def caller(starts: str = "2031-01-01", ends: str | None = None) -> dict[str, Any]:
    root = {"valid_to": ends} if ends else {}
    return law(
        article(machine_readable=machine("$ander", input=[call("ander", law="andere_wet", of="uitkomst")])),
        starts=starts, **root,
    )  # fmt: skip


def test_a_version_may_not_reach_past_its_successor() -> None:
    both = [version("2031-01-01", "2031-06-30"), version("2031-07-01")]
    assert in_book(*both, places=("oud.yaml", "nieuw.yaml")) == []
    both[0]["valid_to"] = "2031-07-01"
    assert in_book(*both, places=("oud.yaml", "nieuw.yaml")) == [
        "oud.yaml, valid_to: valid_to 2031-07-01 reaches past 2031-07-01, when the next version starts"
        " → delete valid_to: a version ends when the next one starts"
    ]


def test_a_statute_has_no_hole() -> None:
    both = [version("2031-01-01", "2031-06-29"), version("2031-07-01")]
    assert in_book(*both, places=("oud.yaml", "nieuw.yaml")) == [
        "oud.yaml, valid_to: valid_to 2031-06-29 leaves no law in force until 2031-07-01, when the next version starts"
        " → delete valid_to, or add the version between them"
    ]
    local = [
        ordinance(article(), starts="2031-01-01", valid_to="2031-06-29"),
        ordinance(article(), starts="2031-07-01"),
    ]
    assert in_book(*local) == []


def test_a_file_that_ends_before_it_starts_is_not_read() -> None:
    with pytest.raises(Exception, match="2030-01-01 lies before valid_from 2031-01-01"):
        in_book(version("2031-01-01", "2030-01-01"))


@pytest.mark.parametrize(
    ("versions", "gaps"),
    [
        ([("2030-01-01", None)], []),
        ([("2031-01-01", None)], []),
        ([("2030-01-01", "2031-06-30"), ("2031-07-01", None)], []),
        ([("2031-02-01", None)], ["from 2031-01-01 to 2031-01-31"]),
        ([("2030-01-01", "2031-06-30")], ["from 2031-07-01 on"]),
        ([("2029-01-01", "2030-01-01")], ["from 2031-01-01 on"]),
        ([("2030-01-01", "2031-01-31"), ("2031-02-03", None)], ["from 2031-02-01 to 2031-02-02"]),
        ([("2031-02-01", "2031-03-01")], ["from 2031-01-01 to 2031-01-31", "from 2031-03-02 on"]),
    ],
)  # fmt: skip
def test_what_is_called_is_in_force_all_the_time(versions: list[tuple[str, str | None]], gaps: list[str]) -> None:
    called = [version(starts, ends) for starts, ends in versions]
    found = in_book(caller(), *called, places=("eiland.yaml", "b.yaml", "c.yaml"))
    assert [message for message in found if message.startswith("eiland")] == [
        f"{SOURCE}: andere_wet is not in force {gap}, when this version is → add that version, or end this one"
        for gap in gaps
    ]


def test_a_law_that_has_ended_calls_nothing_any_more() -> None:
    assert in_book(caller("2030-01-01", "2031-06-30"), version("2030-01-01", "2031-06-30")) == []


def test_an_unknown_law_is_named() -> None:
    document = caller()
    other = version("2031-01-01", law_id="ander_wet")
    assert in_book(document, other) == [f"{SOURCE}: the lawbook has no regulation andere_wet → did you mean ander_wet?"]


def test_a_file_that_cannot_be_read_is_reported_alone() -> None:
    good = json.dumps(computing(True)).encode()
    files = {
        "nl/wet/eilandwet/2031-07-01.yaml": good,
        "nl/wet/andere_wet/2031-07-01.yaml": good.replace(b"eilandwet", b"andere_wet").replace(
            b"2031-07-01", b"31-07-2031"
        ),
        "nl/wet/derde_wet/2031-07-01.yaml": b"[]",
    }
    found = [str(finding) for finding in check(Lawbook.from_files(files))]
    assert len(found) == 2
    assert found[0].startswith("rules/nl/wet/andere_wet/2031-07-01.yaml:1, valid_from: '31-07-2031' is no date")
    assert found[1].startswith("rules/nl/wet/derde_wet/2031-07-01.yaml: the file holds")


DAYS = st.dates(date(2030, 1, 1), date(2030, 2, 9))


@given(
    st.lists(st.tuples(DAYS, st.none() | st.integers(0, 20)), min_size=1, max_size=4, unique_by=lambda one: one[0]),
    DAYS,
)
def test_the_landscape_agrees_with_the_lawbook_on_every_day(spans: list[tuple[date, int | None]], day: date) -> None:
    documents = [
        version(str(first), None if length is None else str(first + timedelta(days=length))) for first, length in spans
    ]
    book = Lawbook.from_texts([json.dumps(document) for document in documents])
    landscape = Landscape(book)
    alive = [living for living in landscape if day in living.life]
    try:
        assert [living.regulation for living in alive] == [book.regulation("andere_wet", day)]
    except LawLookupError:
        assert alive == []
    gone = [gap for gap in landscape.without("andere_wet", Life(date(2030, 1, 1), date(2030, 3, 31))) if day in gap]
    assert bool(gone) is not bool(alive)


def test_what_works_back_is_met_from_that_day() -> None:
    root = {"x-werkt-terug-tot": "2030-06-01"}
    book = Lawbook.from_texts([json.dumps(ordinance(article(), starts="2031-01-01", **root))])
    (living,) = Landscape(book)
    assert (living.life.first, living.life.last) == (date(2030, 6, 1), date.max)
    assert str(living.life) == "from 2030-06-01 on"
    assert Landscape(book).places(date(2030, 6, 1)) == [{"gemeente_code": "GM9990"}]
    assert Landscape(book).places(date(2030, 5, 31)) == []


FIX = "one fact has one type: declare it alike"


def mensen(law_id: str, fields: dict[str, Any]) -> dict[str, Any]:
    value = {"operation": "FOREACH", "collection": "$mensen", "as": "m", "body": "$m.telt", "combine": "OR"}
    item = fact("mensen", "array", x_velden={"telt": {"type": "boolean"}, **fields})
    return law(article(machine_readable=machine(value, input=[item])), law_id=law_id)


@pytest.mark.parametrize(
    ("other", "path", "said"),
    [
        (mensen("andere_wet", {"sinds": {"type": "date"}}), "", ""),
        (
            mensen("andere_wet", {"sinds": {"type": "date", "nullable": True}}),
            ".x-velden.sinds", "date here, but date or null",
        ),
        (mensen("andere_wet", {"sinds": {"type": "string"}}), ".x-velden.sinds", "date here, but string"),
        (mensen("andere_wet", {}), "", ""),
        (mensen("andere_wet", {"naam": {"type": "string"}}), "", ""),
    ],
)  # fmt: skip
def test_a_fact_has_one_type_everywhere(other: dict[str, Any], path: str, said: str) -> None:
    mine = mensen("eilandwet", {"sinds": {"type": "date"}})
    found = in_book(mine, other)
    expected = (
        f"eiland.yaml, article 4, machine_readable.execution.input.mensen{path}: mensen{path.replace('.x-velden', '')}"
        f" is {said} in tweede.yaml, article 4 → {FIX}"
    )
    assert found == ([expected] if said else [])


def test_a_fact_has_one_unit_everywhere() -> None:
    def paid(law_id: str, unit: str) -> dict[str, Any]:
        value = {"operation": "LESS_THAN", "subject": "$prijs", "value": 3}
        return law(article(machine_readable=machine(value, input=[fact("prijs", "amount", unit)])), law_id=law_id)

    assert in_book(paid("eilandwet", "euro"), paid("andere_wet", "euro")) == []
    assert in_book(paid("eilandwet", "euro"), paid("andere_wet", "eurocent")) == [
        "eiland.yaml, article 4, machine_readable.execution.input.prijs: prijs is amount in euro here,"
        f" but amount in eurocent in tweede.yaml, article 4 → {FIX}"
    ]
