"""No output that adds cases up holds a number of 1 to 4, or lets a reader work one out by subtraction."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from tests.api.oversight.drawn import Kind, kinds, looking
from tests.api.oversight.filled import TENANT
from tests.api.oversight.subtraction import Sum, refuse_small, worked_out
from tests.our_law import OUR_LAW
from wbmgp_api.accountability.documents import DOCUMENTS
from wbmgp_api.accountability.municipality import Account
from wbmgp_api.accountability.sections import Document, Table
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.yearly_report import yearly_report
from wbmgp_api.oversight import decided, deviations
from wbmgp_api.oversight.counts import YearCounts, year_counts
from wbmgp_api.oversight.decided import Decided, Period
from wbmgp_api.oversight.disparate import compare, outcomes_of
from wbmgp_api.oversight.groups_supplied import Supplied
from wbmgp_api.oversight.outcomes_register import _Reader
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.small_tables import Row
from wbmgp_api.oversight.year_facts import YearFacts, year_facts
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import Store, open_store
from wbmgp_engine.designations.evaluation import Register, register
from wbmgp_engine.designations.evaluation_output import evaluation_json
from wbmgp_engine.designations.kpi import kpi
from wbmgp_engine.designations.publication import publishable
from wbmgp_engine.facts.evaluation import EvaluationFile

YEAR: Final = Period(date(2026, 1, 1), date(2026, 12, 31))
ON: Final = date(2027, 1, 15)
_ENOUGH = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("klein")
    found = open_store(f"sqlite:///{folder}/zaken.db")
    yield found
    found.close()


def of_year(counts: YearCounts) -> tuple[dict[str, Any], list[Sum]]:
    parts: dict[str, Mapping[str, int | None]] = {
        "decided": counts.outcomes, "objections_judged": counts.judgements,
        "decided  ": {"followed": counts.followed, "deviated": counts.deviated},
    }  # fmt: skip
    named = {f"{whole} {name}": count for whole, found in parts.items() for name, count in found.items()}
    alone = {
        name: getattr(counts, name)
        for name in counts.__slots__
        if name not in ("year", "outcomes", "judgements", "followed", "deviated", "untold")
    }
    return named | alone, [(whole.strip(), [f"{whole} {name}" for name in found]) for whole, found in parts.items()]


@given(kinds)
@_ENOUGH
def test_the_numbers_of_a_year(store: Store, made: list[Kind]) -> None:
    whole = looking(store, made, lambda connection, _: year_counts(connection, TENANT, 2026))
    truth, sums = of_year(whole)
    refuse_small(of_year(whole.shown())[0], truth, sums, "year")


@given(kinds)
@_ENOUGH
def test_groups_that_somebody_brings(store: Store, made: list[Kind]) -> None:
    groups = [one.group for one in made for _ in range(one.number)]

    def work(connection: Connection, cases: list[str]) -> tuple[dict[str, bool], dict[str, str]]:
        column = {case: group for case, group in zip(cases, groups, strict=True) if group}
        return outcomes_of(connection, TENANT, YEAR), column

    outcomes, column = looking(store, made, work)
    found = compare(outcomes, Supplied({"wijk": column}, frozenset(column)), YEAR)
    counted = Counter((column.get(case, ""), refused) for case, refused in outcomes.items())
    refused, decided = sum(outcomes.values()), len(outcomes)
    truth = {"decided": decided, "refused": refused, "granted": decided - refused, "strangers": 0}
    shown: dict[str, int | None] = {
        "decided": found.decided, "refused": found.refused, "granted": None, "strangers": found.strangers,
    }  # fmt: skip
    sums: list[Sum] = [("decided", ["refused", "granted"])]
    names = [one.name or "" for one in found.columns[0].groups]
    for one in found.columns[0].groups:
        name = one.name or ""
        truth |= {f"other {name}": counted[name, False], f"refused {name}": counted[name, True]}
        truth[f"size {name}"] = counted[name, False] + counted[name, True]
        shown |= {f"other {name}": None, f"refused {name}": one.refused, f"size {name}": one.decided}
        sums.append((f"size {name}", [f"other {name}", f"refused {name}"]))
        assert one.against is None or (one.decided is not None and one.refused is not None)
    for whole, part in (("decided", "size"), ("refused", "refused"), ("granted", "other")):
        sums.append((whole, [f"{part} {name}" for name in names]))
    refuse_small(shown, truth, sums, "groups")


def facts_of(store: Store, made: list[Kind]) -> YearFacts:
    return looking(store, made, lambda connection, _: year_facts(connection, TENANT, 2026, OUR_LAW))


def use() -> Use:
    return Use(OUR_LAW, Settings(), TENANT, Account(), ON)


@given(kinds)
@_ENOUGH
def test_the_yearly_report(store: Store, made: list[Kind]) -> None:
    found = facts_of(store, made)
    looks = Counter[str]()
    for one in made:
        looks[one.role] += one.number
    shown = {f"looks {role}": count for role, count in found.looks.items()} | {"looks": found.counts.looked_in}
    truth = {f"looks {role}": looks[role] for role in found.looks} | {"looks": looks.total()}
    refuse_small(shown, truth, [("looks", [f"looks {role}" for role in found.looks])], "looks")
    assert not small_numbers(yearly_report(use(), found), ("logboeken", "regelboeken"))
    timely = {"decided": found.counts.decided, "in_time": found.in_time, "late": found.late}
    assert not {name for name, value in worked_out(timely, [("decided", ["in_time", "late"])]).items() if 0 < value < 5}


def small_numbers(document: Document, but: Sequence[str] = ()) -> list[str]:
    """The facts with a number of 1 to 4 as their value, or in a cell of their table."""
    facts = [one for section in document.sections for one in section.facts if one.key not in but]
    alone = [one.key for one in facts if type(one.value) is int and 0 < one.value < 5]
    cells = [
        one.key for one in facts if isinstance(one.value, Table) for row in one.value.rows if set(row) & set("1234")
    ]
    return alone + cells


FEW: Final = [
    Kind(3, ("weigeren", "weigeren"), "gegrond", "a", "jurist"),
    Kind(9, ("verlenen", "verlenen"), None, "b", "balie"),
]


@pytest.mark.parametrize(
    "made", [FEW, [FEW[0]], [FEW[1], Kind(6, ("verlenen", "weigeren"), "ongegrond", "a", "auditor")]]
)
def test_documents_of_account_beside_a_database(store: Store, made: list[Kind]) -> None:
    counts = looking(store, made, lambda connection, _: year_counts(connection, TENANT, 2026))
    for name in BESIDE:
        without = {json.dumps(one.to_json()) for section in _made(name, None).sections for one in section.facts}
        told = [one for section in _made(name, counts).sections for one in section.facts]
        added = [one for one in told if json.dumps(one.to_json()) not in without]
        assert added, name
        for fact in added:
            said = re.sub(r"1 tot en met 4|minder dan (5|vijf)|kleiner dan 5|art(ikel)?\.? \d+", "", fact.text)
            assert not re.search(r"(?<![\d.,-])[1-4](?![\d.,-]*\d)", said), (name, fact)
            assert not (type(fact.value) is int and 0 < fact.value < 5), (name, fact)


BESIDE: Final = ("dpia-bijlage", "iama-bijlage", "ai-verordening")
"""The documents that hold numbers of a database."""


def _made(name: str, counts: YearCounts | None) -> Document:
    return DOCUMENTS[name].make(use(), counts)


@given(kinds)
@_ENOUGH
def test_how_often_decisions_deviate(store: Store, made: list[Kind]) -> None:
    quarter = Quarter(2026, 2)
    every = looking(store, made, lambda connection, _: decided.every(connection, TENANT, quarter.period))
    found = deviations.of(quarter, every)
    assert found.size is None or found.size >= 5
    _hold_rows(found.whole, found.by_advice, found.kinds, [(one.advice, deviations.direction(one)) for one in every])
    _hold_rows(found.whole, found.by_month, found.kinds, [(one.day[:7], deviations.direction(one)) for one in every])


def _hold_rows(
    whole: Row | None, rows: Sequence[Row], kinds: Mapping[str, str], pairs: Sequence[tuple[str, str]]
) -> None:
    """Hold the rows of a table beside the whole: what stands in none of them is one group more, which is hidden."""
    if whole is None:
        assert not [one for one in rows if one.size]
        return
    listed = {one.key for one in rows}
    counted = Counter((key if key in listed else None, kinds.get(kind, "")) for key, kind in pairs)
    names = list(dict.fromkeys(kinds.values())) or [""]
    told = {one.key: one for one in rows}
    truth, sums = {"": len(pairs)}, [("", [str(key) for key in {*listed, None}])]
    shown: dict[str, int | None] = {"": whole.size}
    for key in {*listed, None}:
        row = told.get(key)
        truth |= {f"{key} {name}": counted[key, name] for name in names}
        truth[str(key)] = sum(counted[key, name] for name in names)
        shown[str(key)] = None if row is None else row.size
        shown |= {f"{key} {name}": None if row is None else row.cells.get(name) for name in names}
        sums.append((str(key), [f"{key} {name}" for name in names]))
    for name in names:
        truth[f"all {name}"] = sum(counted[key, name] for key in {*listed, None})
        shown[f"all {name}"] = whole.cells.get(name)
        sums.append((f"all {name}", [f"{key} {name}" for key in {*listed, None}]))
    refuse_small(shown, truth, sums, "rates")


placed = st.lists(
    st.tuples(
        st.integers(1, 9), st.sampled_from(["noord", "zuid"]), st.sampled_from([2025, 2026]),
        st.sampled_from(["verlenen", "weigeren", "verlenen_met_voorschriften"]),
        st.sampled_from(["voldaan", "niet_voldaan", "niet_van_toepassing"]), st.sampled_from(["voldaan", "niet_voldaan"]),
    ),
    max_size=7,
)  # fmt: skip
ONE: Final = Decided("i", "c", "verlenen", "2026-05-01", "x", "y", "verlenen", "volgt", "a", "2026-05-01", "h")


@given(placed)
@_ENOUGH
def test_the_register_of_outcomes_and_the_indicator(made: list[tuple[int, str, int, str, str, str]]) -> None:
    reader = _Reader(OUR_LAW, {"c": {"received": "2024-12-01", "bezwaar": "geen"}})
    for number, area, year, outcome, eight, nine in made:
        held = [
            {"gebied": area, "grond": ground, "van": "2024-01-01", "tot": "2028-01-01"}
            for ground in ("artikel_8", "artikel_9")
        ]
        for _ in range(number):
            day = f"{year}-05-01"
            one = replace(ONE, outcome=outcome, day=day, law_date=day)
            reader.decision(one, held, {"artikel_8": eight, "artikel_9": nine})
    file = EvaluationFile.model_validate({"gemeente": TENANT, "besluiten": reader.rows})
    whole = register(file, OUR_LAW)
    shown = publishable(whole)
    for ground in {row.key[1] for row in whole.rows}:
        truth, sums = of_register(whole, ground)
        refuse_small(of_register(shown, ground)[0], truth, sums, f"register {ground}")
    sides = [count for row in (*shown.rows, *shown.totals) for count in row.side.values()]
    assert not {1, 2, 3, 4} & set(sides)
    told = evaluation_json(file, shown, shown.gaps)
    rates = [one["weigeringen"] for one in (*told["register"], *told["totalen"]) if one["weigeringen"]]
    assert not [rate for rate in rates if 0 < rate["teller"] < 5 or 0 < rate["noemer"] < 5]
    for year in (2025, 2026):
        for line in kpi(file, shown, OUR_LAW, year).rows:
            assert not {1, 2, 3, 4} & {line.decisions, line.refusals, line.priority}


def of_register(found: Register, ground: str) -> tuple[dict[str, Any], list[Sum]]:
    """The cells of one ground with its totals, by name, and what adds up to what."""
    rows = [row for row in found.rows if row.key[1] == ground]
    total = next(row for row in found.totals if row.key[1] == ground)
    counts, sums = dict[str, int | None](), list[Sum]()
    for row in (*rows, total):
        name = f"{row.key[0]} {row.key[3]}"
        counts[name] = row.applications
        counts |= {f"{name} {code}": count for code, count in row.counts.items()}
        sums.append((name, [f"{name} {code}" for code in row.counts]))
    names = [f"{row.key[0]} {row.key[3]}" for row in rows]
    sums += [
        (f"totaal 0{end}", [f"{name}{end}" for name in names]) for end in ("", *(f" {code}" for code in total.counts))
    ]
    return counts, sums


def test_what_is_hidden_can_be_worked_out_only_where_one_value_is_left() -> None:
    both: list[Sum] = [("all", ["a", "b"]), ("all", ["c", "d"]), ("e", ["a", "c"])]
    assert worked_out({"all": 9, "a": None, "b": 6, "c": None, "d": None, "e": 7}, both) == {"a": 3, "c": 4, "d": 5}
    assert worked_out({"all": 9, "a": None, "b": None, "c": 4, "d": 5, "e": None}, both) == {}
    with pytest.raises(AssertionError):
        refuse_small({"all": 9, "a": None, "b": 6}, {"all": 9, "a": 3, "b": 6}, [("all", ["a", "b"])], "here")
