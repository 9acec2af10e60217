"""What a month of permits says is what `assess` says of each of its applications."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from tests.logic.columns.engines import why_no_spark
from tests.simulation.made_scenario import made_designation, made_option, made_ordinance
from tests.simulation.permits.made_candidates import made_candidates
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.facts.situation import Designation
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.permits.population import BY_ROLE
from wbmgp_engine.populations.judging import Judge, Span, undotted
from wbmgp_engine.simulation.options import Option, lawbook_of
from wbmgp_engine.simulation.options.variants import folder_of
from wbmgp_engine.simulation.permits import Permits

REGION = ("GM9999", "GM9998")
GROUNDS = ("artikel_8", "artikel_9", "artikel_10", "rechtmatig_verblijf", "toepassingsbereik")


def _every_ground(start: date, end: date) -> tuple[Designation, ...]:
    """Each combination of grounds in an area of its own, both routes of article 10, and one area without."""
    named = {
        "noord": ["artikel_8"], "oost": ["artikel_9"], "zuid": ["artikel_10"], "west": ["artikel_8", "artikel_9", "artikel_10"],
        "haven": ["artikel_8", "artikel_10"],
    }  # fmt: skip
    found = [
        made_designation(area, ground, start, end, "vog" if (area, ground) == ("haven", "artikel_10") else None)
        for area, grounds in named.items()
        for ground in grounds
    ]
    return tuple(found)


def _options() -> list[tuple[str, Option, date]]:
    start, end = date(2024, 1, 1), date(2028, 1, 1)
    now = made_option("nu", *_every_ground(start, end), ordinance=made_ordinance(van="2024-01-01"))
    household = {"inkomenstoets": "een_meerderjarige", "verblijfstoets": "een_meerderjarige", "van": "2024-01-01"}
    categories = [{"gronden": ["artikel_8", "artikel_10"], "verhuurder": ["particulier"], "huurprijsTot": 80_000}]
    part = made_option(
        "deel", *_every_ground(start, end), ordinance=made_ordinance(categorieen=categories, **household)
    )
    before = [item for item in _every_ground(date(2006, 7, 1), date(2010, 7, 1)) if item.ground == "artikel_8"]
    then = made_option("toen", *before, ordinance=made_ordinance(("artikel_8", "artikel_9"), van="2006-07-01"))
    later = made_option(
        "straks", *_every_ground(date(2027, 1, 1), date(2031, 1, 1)), ordinance=made_ordinance(van="2026-07-01")
    )
    return [("now", now, date(2026, 3, 1)), ("part", part, date(2026, 3, 1)), ("then", then, date(2008, 2, 29)), ("later", later, date(2028, 5, 1))]  # fmt: skip


@pytest.mark.parametrize(("option", "day"), [case[1:] for case in _options()], ids=[case[0] for case in _options()])
def test_judge_says_what_assess_says(option: Option, day: date, lawbook: Lawbook) -> None:
    permits = Permits(option, "GM9999", REGION, lawbook)
    asked = permits.applications(day, made_candidates(80, day, seed=day.year))
    answers = permits.judge(day, asked)
    different = []
    for row, answer in zip(asked.iter_rows(named=True), answers.iter_rows(named=True), strict=True):
        assessed = assess(Application.model_validate(permits.application(row)), lawbook=lawbook, on=day).to_json()
        if (said := _said(assessed)) != (judged := _judged(answer)):
            different.append((row, said, judged))
    assert not different, different[0]
    assert len(Counter(answers["advies"].to_list())) >= 4


def _said(assessed: dict[str, Any]) -> dict[str, str | None]:
    found = {item["grond"]: item["oordeel"] for item in assessed["gronden"]}
    return {"advies": assessed["advies"], **{ground: found.get(ground) for ground in GROUNDS}}


def _judged(answer: dict[str, Any]) -> dict[str, str | None]:
    return {"advies": answer["advies"], **{ground: answer[f"grond.{ground}"] for ground in GROUNDS}}


@pytest.mark.skipif(why_no_spark() is not None, reason=why_no_spark() or "")
@pytest.mark.parametrize(("option", "day"), [case[1:] for case in _options()], ids=[case[0] for case in _options()])
def test_spark_says_what_polars_says(option: Option, day: date, lawbook: Lawbook) -> None:
    on_polars, on_spark = (Permits(option, "GM9999", REGION, lawbook, engine=name) for name in ("polars", "spark"))
    asked = on_polars.applications(day, made_candidates(300, day))
    assert on_spark.judge(day, asked).equals(on_polars.judge(day, asked))


@pytest.mark.parametrize(("option", "day"), [case[1:] for case in _options()], ids=[case[0] for case in _options()])
def test_the_program_for_engines_without_closed_lists_says_the_same(
    option: Option, day: date, lawbook: Lawbook
) -> None:
    """What Spark is given, run here: texts as they are, dates counted by the calendar, names without points."""
    permits = Permits(option, "GM9999", REGION, lawbook)
    asked = permits.applications(day, made_candidates(300, day))
    judge = Judge(lawbook, situation=permits.situation, closed=False)
    plain = nw.from_native(asked.rename(undotted).lazy())
    ((program, rows),) = judge.parts(plain, BY_ROLE, [Span(GIVEN, day, day)])
    found = program.run(rows.to_native(), "rij").sort("rij").collect(engine="streaming")
    answers = permits.judge(day, asked)
    for name in found.columns:
        dotted = name.replace("__", ".")
        assert found[name].to_list() == answers[dotted].to_list(), dotted


def test_the_household_is_as_it_was_given(lawbook: Lawbook) -> None:
    day = date(2026, 3, 1)
    permits = Permits(_options()[0][1], "GM9999", REGION, lawbook)
    candidate = made_candidates(1, day).with_columns(
        geboortedatum=pl.lit(date(1980, 5, 6)), geboortedatum_partner=pl.lit(date(1990, 1, 2)), inkomen=pl.lit("ww"),
        inkomen_partner=pl.lit("geen"), ingezetene_vanaf=pl.lit(date(1985, 1, 1)), geen_ingezetene=pl.lit(False),
        kenmerk=pl.lit(None, pl.String), inkomen_oordeel=pl.lit("telt_niet"), woonverklaring=pl.lit("weigeren"),
        hardheid_artikel_8=pl.lit(True), hardheid_artikel_10=pl.lit(None, pl.Boolean), gebied=pl.lit("haven"),
        bezit=pl.lit("particulier"), soort=pl.lit("zelfstandig"), huurprijs=pl.lit(70_000),
        voorrang=pl.lit(True), aan_ander=pl.lit(False),
    )  # fmt: skip
    (row,) = permits.applications(day, candidate).iter_rows(named=True)
    given = permits.application(row)
    judged = {"motivering": "simulatie", "beslisser": "simulatie"}
    assert given.pop("situatie")["regio"] == ["GM9999", "GM9998"]
    assert given == {
        "kenmerk": "0", "gemeente": "GM9999", "aanvraagsoort": "huisvesting", "aanvraagdatum": "2026-03-01",
        "uitzondering15": False,
        "woonruimte": {"gebied": "haven", "verhuurder": "particulier", "soort": "zelfstandig", "huurprijs": 70_000},
        "huishouden": [
            {
                "id": "p0", "rol": "aanvrager", "geboortedatum": "1980-05-06", "rechtmatigVerblijf": True,
                "verblijf": [{"gemeente": "GM9999", "vanaf": "1985-01-01", "tot": None}],
                "inkomen": [{"soort": "ww", "oordeel": "telt_niet", **judged}], "kenmerken": [],
            },
            {
                # The partner cannot have lived there before birth.
                "id": "p1", "rol": "partner", "geboortedatum": "1990-01-02", "inkomen": [],
                "verblijf": [{"gemeente": "GM9999", "vanaf": "1990-01-02", "tot": None}],
            },
        ],
        "hardheid": [{"grond": "artikel_8", "oordeel": "onbillijk", **judged}],
        "voorrang": {"kandidatenMetVoorrang": True, "oordeel": "verlenen", **judged},
        "onderzoek": {
            "woonverklaring": "weigeren", "gehoord": True, "weging": dict.fromkeys("abcde", "gewogen"),
            "vog": {"p0": "niet_overgelegd", "p1": "overgelegd"},
        },
    }  # fmt: skip


def test_a_law_variant_is_decided_by_its_own_rules(lawbook: Lawbook) -> None:
    """Without the six years nobody is exempt by residence; `assess` says so with the same rule book."""
    day, option = date(2026, 3, 1), replace(_options()[0][1], law=str(folder_of("zonder-zes-jaar", Path())))
    other = lawbook_of(option, lawbook)
    as_it_is, changed = Permits(option, "GM9999", REGION, lawbook), Permits(option, "GM9999", REGION, other)
    long_ago = made_candidates(150, day, areas=["noord"]).with_columns(
        ingezetene_vanaf=pl.lit(date(2000, 1, 1)), geen_ingezetene=pl.lit(False), inkomen=pl.lit("bijstand"),
        geboortedatum=pl.lit(date(1970, 1, 1)),
    )  # fmt: skip
    asked = changed.applications(day, long_ago)
    assert set(as_it_is.judge(day, asked)["grond.artikel_8"].to_list()) == {"voldaan"}
    answers = changed.judge(day, asked)
    assert set(answers["grond.artikel_8"].to_list()) == {"niet_voldaan"}
    for row, answer in zip(asked.head(20).iter_rows(named=True), answers.iter_rows(named=True), strict=False):
        assessed = assess(Application.model_validate(changed.application(row)), lawbook=other, on=day).to_json()
        assert _said(assessed) == _judged(answer)
