"""When and where an option works: the days of designations and ordinance as the rules read them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulation.made_scenario import made_baseline, made_designation, made_option, made_ordinance
from tests.simulation.permits.made_candidates import AREAS, INCOMES, STATEMENTS, made_candidates
from wbmgp_engine import Lawbook
from wbmgp_engine.simulation.permits import Permits
from wbmgp_engine.simulation.permits.engines import _Polars

REGION = ("GM9999", "GM9998")
DAY = date(2026, 3, 1)
GROUNDS = ("artikel_8", "artikel_9", "artikel_10")
ONE_DAY = timedelta(days=1)


def _terms(count: int) -> list[tuple[date, date]]:
    return [(date(2026 + 4 * number, 1, 1), date(2030 + 4 * number, 1, 1)) for number in range(count)]


@pytest.fixture(scope="module")
def extended(lawbook: Lawbook) -> Permits:
    """Article 8 in `noord` for two terms, article 10 in `oost` for one, article 9 in `zuid` without an end."""
    designations = [made_designation("noord", "artikel_8", *term) for term in _terms(2)]
    designations += [made_designation("oost", "artikel_10"), made_designation("zuid", "artikel_9", end=None)]
    return Permits(
        made_option("x", *designations, ordinance=made_ordinance(tot="2036-01-01")), "GM9999", REGION, lawbook
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), set()),
        (date(2026, 1, 1), {("noord", "artikel_8"), ("oost", "artikel_10"), ("zuid", "artikel_9")}),
        (date(2029, 12, 31), {("noord", "artikel_8"), ("oost", "artikel_10"), ("zuid", "artikel_9")}),
        (date(2030, 1, 1), {("noord", "artikel_8"), ("zuid", "artikel_9")}),
        (date(2033, 12, 31), {("noord", "artikel_8"), ("zuid", "artikel_9")}),
        (date(2034, 1, 1), {("zuid", "artikel_9")}),
        (date(2035, 12, 31), {("zuid", "artikel_9")}),
        (date(2036, 1, 1), set()),
    ],
)
def test_dates_decide(day: date, expected: set[tuple[str, str]], extended: Permits) -> None:
    assert extended.in_force(day) == expected


def test_a_designation_without_an_ordinance_does_nothing(lawbook: Lawbook) -> None:
    later = made_option("x", made_designation("noord", "artikel_8"), ordinance=made_ordinance(van="2027-01-01"))
    permits = Permits(later, "GM9999", REGION, lawbook)
    assert permits.in_force(date(2026, 12, 31)) == frozenset()
    assert permits.in_force(date(2027, 1, 1)) == {("noord", "artikel_8")}


def test_nothing_designated_touches_nobody(lawbook: Lawbook) -> None:
    permits = Permits(made_baseline(), "GM9999", REGION, lawbook)
    candidates = made_candidates(200, DAY)
    assert permits.in_force(DAY) == frozenset()
    assert not permits.covered(DAY, candidates).any()
    assert not permits.touched(DAY, candidates, rival=True).any()
    answers = permits.judge(DAY, permits.applications(DAY, candidates))
    assert set(answers["advies"].to_list()) == {"geen_vergunning_nodig"}


def test_everything_designated_covers_everything(lawbook: Lawbook) -> None:
    everything = [
        made_designation(area, ground) for area in AREAS for ground in ("artikel_8", "artikel_9", "artikel_10")
    ]
    permits = Permits(made_option("x", *everything), "GM9999", REGION, lawbook)
    assert len(permits.in_force(DAY)) == len(everything)
    assert permits.covered(DAY, made_candidates(200, DAY)).all()


def test_categories_of_the_ordinance_say_what_is_covered(lawbook: Lawbook) -> None:
    category = {
        "gronden": ["artikel_8"],
        "verhuurder": ["particulier"],
        "soort": ["zelfstandig"],
        "huurprijsTot": 70_000,
    }
    ordinance = made_ordinance(categorieen=[category])
    permits = Permits(
        made_option("x", made_designation("noord", "artikel_8"), ordinance=ordinance), "GM9999", REGION, lawbook
    )
    dwellings = pl.DataFrame(
        [
            ("noord", "particulier", "zelfstandig", 69_999),
            ("noord", "particulier", "zelfstandig", 70_000),
            ("noord", "particulier", "onzelfstandig", 50_000),
            ("noord", "corporatie", "zelfstandig", 50_000),
            ("oost", "particulier", "zelfstandig", 50_000),
        ],
        schema=["gebied", "bezit", "soort", "huurprijs"],
        orient="row",
    )
    assert permits.covered(DAY, dwellings).tolist() == [True, False, False, False, False]


@given(days=st.integers(-400, 3200), seed=st.integers(0, 99))
def test_no_refusal_outside_what_is_in_force(days: int, seed: int, extended: Permits) -> None:
    day = date(2026, 1, 1) + timedelta(days=days)
    candidates = made_candidates(60, day, seed)
    applications = extended.applications(day, candidates)
    answers = extended.judge(day, applications)
    in_force = {area for area, _ in extended.in_force(day)}
    inside = np.array([area in in_force for area in candidates["gebied"].to_list()])
    assert not (answers["weigering.mogelijk"].to_numpy() & ~inside).any()
    needed = answers["advies"].to_numpy() != "geen_vergunning_nodig"
    assert needed.tolist() == inside.tolist() == extended.covered(day, candidates).tolist()


@given(seed=st.integers(0, 99), day=st.dates(date(2026, 1, 1), date(2033, 12, 31)))
def test_touched_is_who_could_be_refused_somewhere(seed: int, day: date, extended: Permits) -> None:
    """Against every dwelling of the option, one by one."""
    drawn = ("hardheid_artikel_8", "hardheid_artikel_10", "woonverklaring", "aan_ander", "inkomen_oordeel", "voorrang")
    seekers = made_candidates(40, day, seed).drop("gebied", "bezit", "soort", "huurprijs", *drawn)
    expected = np.zeros(seekers.height, dtype=np.bool_)
    for area in ("noord", "oost", "zuid"):
        placed = seekers.with_columns(
            gebied=pl.lit(area), bezit=pl.lit("corporatie"), soort=pl.lit("zelfstandig"), huurprijs=pl.lit(50_000),
            voorrang=pl.lit(True),
        )  # fmt: skip
        expected |= extended.judge(day, extended.applications(day, placed))["weigering.zeker"].to_numpy()
    assert extended.touched(day, seekers, rival=True).tolist() == expected.tolist()
    assert expected.any()


def test_answers_stand_in_the_order_of_the_rows(extended: Permits) -> None:
    candidates = made_candidates(300, DAY)
    whole = extended.judge(DAY, extended.applications(DAY, candidates))
    turned = extended.judge(DAY, extended.applications(DAY, candidates.reverse()))
    assert turned.reverse().drop("rij").equals(whole.drop("rij"))
    assert whole["kenmerk"].to_list() == [str(number) for number in candidates["id"].to_list()]
    halves = [extended.judge(DAY, extended.applications(DAY, candidates[start : start + 150])) for start in (0, 150)]
    assert pl.concat(halves).drop("rij").equals(whole.drop("rij"))


def test_one_plan_serves_a_whole_stretch(lawbook: Lawbook) -> None:
    """A plan takes longer to make than to run: every month of a stretch of law uses the one that is there."""
    permits = Permits(made_option(), "GM9999", REGION, lawbook)
    engine = permits._engine
    assert isinstance(engine, _Polars)
    for month in range(1, 13):
        day = date(2027, month, 1)
        permits.judge(day, permits.applications(day, made_candidates(20, day, month)))
    assert len(engine._plans) == 1


def test_closed_lists_of_words_are_judged_alike(extended: Permits) -> None:
    """The market keeps its words as codes."""
    candidates = made_candidates(400, DAY)
    lists = {
        "gebied": AREAS, "bezit": ("corporatie", "particulier", "koop"), "soort": ("zelfstandig", "onzelfstandig"),
        "inkomen": INCOMES, "inkomen_partner": INCOMES, "woonverklaring": STATEMENTS, "kenmerk": ("beroep_zorg", "anders"),
    }  # fmt: skip
    coded = candidates.cast({name: pl.Enum(words) for name, words in lists.items()})
    assert extended.judge(DAY, extended.applications(DAY, coded)).equals(
        extended.judge(DAY, extended.applications(DAY, candidates))
    )


@pytest.mark.parametrize(
    ("day", "grounds"),
    [
        (date(2006, 7, 1), ("artikel_8", "artikel_9")), (date(2014, 4, 14), ("artikel_8", "artikel_9")),
        (date(2016, 12, 31), ("artikel_8", "artikel_9")), (date(2017, 1, 1), GROUNDS), (date(2026, 6, 30), GROUNDS),
        (date(2026, 7, 1), GROUNDS), (date(2045, 12, 31), GROUNDS),
    ],
)  # fmt: skip
def test_a_certain_refusal_with_every_judgement_given_is_one_under_every_law(
    day: date, grounds: tuple[str, ...], lawbook: Lawbook
) -> None:
    """No gate stays open for a fact that the model does not have."""
    for ground in grounds:
        designation = made_designation("noord", ground, day.replace(day=1), day.replace(year=day.year + 1))
        option = made_option("x", designation, ordinance=made_ordinance((ground,), van="2005-12-30"))
        permits = Permits(option, "GM9999", REGION, lawbook)
        candidates = made_candidates(80, day, areas=["noord"]).with_columns(
            hardheid_artikel_8=pl.lit(False), hardheid_artikel_10=pl.lit(False), aan_ander=pl.lit(True)
        )
        answers = permits.judge(day, permits.applications(day, candidates))
        refused = answers.filter(pl.col("weigering.zeker"))
        assert set(refused["advies"].to_list()) == {"weigeren"}
        assert set(refused[f"grond.{ground}"].to_list()) == {"niet_voldaan"}
