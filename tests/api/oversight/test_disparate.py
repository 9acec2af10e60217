"""Groups beside decisions: what the numbers are, how sure, what is refused, and that nothing of a group is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.working import AUDITOR, Desk, asked
from tests.api.oversight.seats import office, who
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.oversight.certainty import GRID, interval
from wbmgp_api.oversight.decided import Period
from wbmgp_api.oversight.disparate import Disparity, compare
from wbmgp_api.oversight.groups_supplied import supplied
from wbmgp_api.oversight.looking_at_groups import Reason, look
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.store.payloads import opened
from wbmgp_engine.errors import BadInput

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
WHY = Reason("Jaarlijkse toets op indirect onderscheid.", "art. 6 lid 1 onder e AVG")


def case(number: int) -> str:
    return f"{number:032x}"


def table(groups: Sequence[str], header: str = "zaak;woonbuurt") -> bytes:
    rows = [f"{case(at)};{group}" for at, group in enumerate(groups)]
    return "\n".join([header, *rows]).encode()


def report(groups: Sequence[str], refused: Sequence[bool]) -> Disparity:
    outcomes = {case(at): one for at, one in enumerate(refused)}
    return compare(outcomes, supplied(table(groups)), YEAR)


def codes(data: bytes) -> set[str]:
    with pytest.raises(BadInput) as caught:
        supplied(data)
    assert "noord" not in str(caught.value)
    return {one.code for one in caught.value.findings}


def test_the_figures_are_exact() -> None:
    found = report(["noord"] * 60 + ["zuid"] * 40, [True] * 30 + [False] * 30 + [True] * 10 + [False] * 30)
    north, south = found.columns[0].groups
    assert (found.decided, found.refused, found.comparisons) == (100, 40, 2)
    assert (north.decided, north.refused, north.rate) == (60, 30, Fraction(1, 2))
    assert north.against is not None and south.against is not None
    assert north.against.ratio == 2 and north.against.rest == Fraction(1, 4)
    assert south.against.ratio == Fraction(1, 2)
    assert north.against.low < 2 < (north.against.high or 0) and north.against.differs
    less = report(["noord"] * 60 + ["zuid"] * 40, [True] * 24 + [False] * 36 + [True] * 12 + [False] * 28)
    assert [one.against.differs for one in less.columns[0].groups if one.against] == [False, False]


def test_a_large_difference_is_no_chance_and_a_group_without_refusals_has_no_lower_bound() -> None:
    found = report(["noord"] * 100 + ["zuid"] * 100, [True] * 80 + [False] * 20 + [False] * 100)
    north, south = (one.against for one in found.columns[0].groups)
    assert north is not None and south is not None and north.differs and south.differs
    assert north.ratio is None and north.high is None and south.ratio == 0


def test_cases_without_a_group_and_cases_without_a_decision_are_told() -> None:
    given_ = supplied(table(["noord"] * 10 + ["zuid"] * 10 + [""] * 6 + ["zuid"] * 7))
    outcomes = {case(at): at % 2 == 0 for at in range(26)}
    found = compare(outcomes, given_, YEAR)
    assert [(one.name, one.decided) for one in found.columns[0].groups] == [("noord", 10), ("zuid", 10), (None, 6)]
    assert found.strangers == 7 and found.columns[0].groups[-1].against is None


def test_how_many_were_decided_does_not_follow_from_how_many_were_not() -> None:
    given_ = supplied(table(["noord"] * 10 + ["zuid"] * 10))
    assert compare({case(at): True for at in range(3)}, given_, YEAR).strangers is None
    assert compare({case(at): True for at in range(18)}, given_, YEAR).strangers is None
    assert compare({case(at): True for at in range(10)}, given_, YEAR).strangers == 10


def test_a_small_group_is_hidden_and_another_with_it() -> None:
    found = report(["noord"] * 50 + ["zuid"] * 30 + ["west"] * 5, [True, False] * 42 + [True])
    hidden = {one.name for one in found.columns[0].groups if one.refused is None}
    assert "west" in hidden and len(hidden) > 1
    assert all(one.against is None for one in found.columns[0].groups if one.name in hidden)


def test_of_too_few_refusals_nothing_is_told() -> None:
    found = report(["noord"] * 20 + ["zuid"] * 20, [True] * 4 + [False] * 36)
    assert (found.decided, found.refused) == (40, None)
    assert {one.decided for one in found.columns[0].groups} == {None}


def test_what_a_year_may_not_tell_beside_its_quarters_is_not_told_of_groups() -> None:
    given_ = supplied(table(["noord"] * 20 + ["zuid"] * 20))
    outcomes = {case(at): at % 2 == 0 for at in range(40)}
    assert compare(outcomes, given_, YEAR).refused == 20
    found = compare(outcomes, given_, YEAR, {"outcomes.weigeren"})
    assert (found.decided, found.refused) == (40, None) and {one.decided for one in found.columns[0].groups} == {None}
    assert compare(outcomes, given_, YEAR, {"decided"}).decided is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"kolom;noord\na;b", "groups_columns"),
        (b"zaak\na", "groups_columns"),
        (table(["noord"] * 5 + ["zuid"] * 4), "groups_rare"),
        (table(["noord"] * 9), "groups_values"),
        (table([f"w{at % 13}" for at in range(100)]), "groups_values"),
        (table(["noord"] * 5 + ["999990019"] * 5), "groups_person"),
        (table(["noord"] * 5 + ["9999.90.019"] * 5), "groups_person"),
        (table(["noord"] * 5 + ["n@noord.nl"] * 5), "groups_person"),
        (table(["noord"] * 5 + ["zuid"] * 5, "zaak;bsn 999990019"), "groups_name"),
        (table(["noord"] * 5 + ["zuid"] * 5) + f"\n{case(3)};zuid".encode(), "groups_twice"),
        (table(["noord"] * 5 + ["zuid"] * 5) + b"\n../noord;zuid", "groups_case"),
        (b"zaak;a\n" + b"x" * 2_000_001, "groups_large"),
    ],
)  # fmt: skip
def test_a_table_that_could_name_people_is_refused_and_not_repeated(data: bytes, code: str) -> None:
    assert code in codes(data)


def test_columns_that_differ_by_a_few_cases_are_refused() -> None:
    rows = [f"{case(at)};{'noord' if at < 20 else 'zuid'};{'a' if at < 19 else 'b'}" for at in range(40)]
    assert codes("\n".join(["zaak;een;twee", *rows]).encode()) == {"groups_alike"}


@given(st.integers(1, 40), st.data())
@settings(max_examples=40)
def test_an_interval_is_never_narrower_than_the_exact_one(whole: int, data: Any) -> None:
    part, doubt = data.draw(st.integers(0, whole)), Fraction(1, 20)
    low, high = interval(part, whole, doubt)

    def at_least(share: Fraction) -> Fraction:
        return sum(
            (comb(whole, at) * share**at * (1 - share) ** (whole - at) for at in range(part, whole + 1)), Fraction(0)
        )

    assert low <= Fraction(part, whole) <= high
    assert part == 0 or 2 * at_least(low) <= doubt
    assert (
        part == 0 or 2 * at_least(low + Fraction(1, GRID)) > doubt - Fraction(1, 10**9) or low == Fraction(part, whole)
    )
    assert (
        part == whole
        or 2 * (1 - at_least(high) + comb(whole, part) * high**part * (1 - high) ** (whole - part)) <= doubt
    )


def test_only_who_looked_and_why_is_kept(either: Desk, tmp_path: Path) -> None:  # noqa: F811
    cases = [either.sent(asked(), "verlenen") for _ in range(2)]
    rows = [f"{one};Xanadu" for one in cases] + [f"{case(at)};{'Xanadu' if at < 5 else 'Ypsilon'}" for at in range(10)]
    before = _everything(either)
    given_ = supplied("\n".join(["zaak;herkomst wijk", *rows]).encode())
    look(office(either), who(AUDITOR), given_, 2026, WHY)
    after = _everything(either)
    grown = {name for name, rows in after.items() if rows != before[name]}
    assert grown <= {"log_shard", "log_leaf", "log_node", "record", "data_key", "payload", "verwerkingslog"}
    assert len(after["record"]) == len(before["record"]) + 1
    assert len(after["verwerkingslog"]) == len(before["verwerkingslog"]) + 1
    (new,) = set(after["record"]) - set(before["record"])
    said = office(either).store.read(
        "GM9999", lambda c: opened(c, office(either).recorder.master, "GM9999", new.split("'")[3])
    )
    assert said["motivering"].part == {
        "inzage": {"over": "groepen", "kolommen": ["herkomst wijk"], "van": "2026-01-01", "tot": "2026-12-31",
                   "doel": WHY.purpose, "grondslag": WHY.basis}
    }  # fmt: skip
    assert not any(word in repr(after) for word in ("Xanadu", "Ypsilon"))
    assert "Xanadu" not in repr(either.asking.lines)


def _everything(desk: Desk) -> dict[str, list[Any]]:  # noqa: F811
    def job(connection: Any) -> dict[str, list[Any]]:
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if connection.dialect.name != "sqlite":
            names = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        tables = [str(name) for name in connection.execute(text(names)).scalars() if not name.startswith("sqlite_")]
        return {name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")))) for name in tables}

    return office(desk).store.read("GM9999", job)


def test_whoever_does_not_say_why_sees_nothing(desk: Desk) -> None:  # noqa: F811
    given_ = supplied(table(["noord"] * 5 + ["zuid"] * SMALLEST))
    for why in (Reason("", "art. 6"), Reason("x" * 501, "art. 6"), Reason("doel", "")):
        with pytest.raises(BadInput):
            look(office(desk), who(AUDITOR), given_, 2026, why)
