"""The annex to a DPIA stands under the numbers of the official model, and every number in it is found by another road."""

from __future__ import annotations

import re
from typing import get_args

import pytest
import yaml

from tests.api.accountability.test_processing_register import (
    ACTIVITIES,
    ROOT,
    RULE_FILES,
    rows,
    told_where_the_rules_come_from,
)
from tests.api.accountability.using import TODAY, lawbook, use
from wbmgp_api.accountability import scale
from wbmgp_api.accountability.dpia import dpia_annex
from wbmgp_api.accountability.measures import MEASURES
from wbmgp_api.accountability.municipality import Account
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight.counts import YearCounts
from wbmgp_api.store.case_tables import OUTCOMES
from wbmgp_engine.permits.general import facts, guards
from wbmgp_engine.permits.outcome import Advice

# The parts of DPIA Rapportagemodel Rijksdienst 3.0 as the public form (MinBZK, par-dpia-form) numbers them: the first two levels.
OFFICIAL = """0 1 1.1 1.2 2 2.1 2.3 3 3.1 3.2 3.3 4 5 5.1 5.2 6 6.1 6.2 7 7.1 7.2 8 8.1 8.2 9 9.1 9.2 10 10.1 10.2 11 11.1 11.2
    12 12.1 12.2 12.3 12.4 13 13.1 13.2 14 14.1 14.2 15 15.1 15.2 15.3 15.4 15.5 15.6 15.7 15.8 16 16.1 16.2 17 17.1 17.2 17.3
    18 19 19.1 19.2 19.3 19.4 19.5 20 20.1""".split()
MADE = dpia_annex(use())
COUNTED = YearCounts(
    year=2026, received=41, decided=32, outcomes={"geen_vergunning_nodig": 6, "verlenen": 14, "verlenen_met_voorschriften": 5, "weigeren": 7},
    followed=26, deviated=6, withdrawn=3, not_handled=0, extended=8, suspended=2, completed=9,
    in_default=1, objections=7, objections_judged=6, judgements={"gegrond": 2, "ongegrond": 2, "niet_ontvankelijk": 2}, appeals=1, ruled=0,
    annulled=0, appeals_withdrawn=0, corrections=12, screened=10, erased=4, looked_in=333,
)  # fmt: skip


def test_every_number_is_one_of_the_model_in_its_order_and_none_of_the_first_level_is_left_out() -> None:
    numbers = [section.number for section in MADE.sections]
    assert [number for number in OFFICIAL if number in numbers] == numbers
    assert {number for number in OFFICIAL if "." not in number} <= set(numbers)
    assert {"12.1", "12.2", "12.3", "14.1", "14.2", *(f"15.{right}" for right in range(1, 9))} <= set(numbers)


def test_the_facts_that_rules_ask_are_all_there_with_who_and_why() -> None:
    asked = facts(lawbook(), TODAY)
    assert {(row[1], row[2]) for row in rows(MADE, "gevraagd")} == {
        (" ".join(one.text["nl"].split()), one.basis) for one in asked
    }
    assert MADE.fact("gevraagd.aantal").value == len(asked) > 40


def test_its_numbers_are_those_of_the_rule_book() -> None:
    assert told_where_the_rules_come_from(MADE.fact("techniek.regels").text)
    assert (
        len(rows(MADE, "verwerkingen")) == len(rows(MADE, "doelen")) == len(rows(MADE, "partijen")) == len(ACTIVITIES)
    )
    assert len(rows(MADE, "grondslagen")) == sum(len(told["grondslagen"]) for told in ACTIVITIES.values())
    waiting = len(guards(lawbook(), TODAY))
    assert len(rows(MADE, "waarborgen")) == waiting and f" {waiting} waarborgen" in MADE.fact("waarborgen").text
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "rules" / "nl").rglob("*.yaml"))
    for title, articles in rows(MADE, "recht"):
        published = [file for file in RULE_FILES if file.get("x-afkorting") == title and "bwb_id" in file]
        known = {one["number"] for file in published for one in file["articles"]}
        cited = set(re.findall(rf"bwb_id: {published[0]['bwb_id']}, article: '([^']+)'", texts))
        assert known | cited >= set(articles.split(", ")) != set()
    assert MADE.fact("advies").value == len(get_args(Advice))
    terms = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "rules" / "bewaring").rglob("*.yaml")]
    assert len(rows(MADE, "termijnen")) == sum(len(file["termijnen"]) for file in terms)


@pytest.mark.parametrize(
    ("number", "kind"),
    [("12.1", "gezondheid"), ("12.1", "groepskenmerken"), ("12.2", "strafrechtelijk"), ("12.3", "nationaal_nummer")],
)
def test_data_with_a_ground_of_their_own_stand_at_their_number(number: str, kind: str) -> None:
    of_kind = [
        (one["waarde"], one["bron"])
        for told in ACTIVITIES.values()
        for one in told["bijzonder"]
        if one["soort"] == kind
    ]
    (fact,) = [fact for fact in MADE.section(number).facts if fact.key == f"bijzonder.{kind}"]
    assert sorted((row[2], row[3]) for row in rows(MADE, fact.key)) == sorted(of_kind) != []


def test_the_questions_are_counted_as_they_stand_there() -> None:
    asked = MADE.to_markdown().count("- [ ] ")
    assert MADE.fact("bijlage.vragen").value == asked == sum(len(section.questions) for section in MADE.sections)
    assert MADE.fact("samenvatting").value == (
        str(len(ACTIVITIES)),
        str(len(facts(lawbook(), TODAY))),
        str(len(MEASURES)),
        str(asked),
    )


def test_no_term_that_nobody_laid_down_is_made_up() -> None:
    assert len(MADE.section("10").questions) == sum("open" in told["bewaring"] for told in ACTIVITIES.values())


def test_roles_have_the_steps_of_the_procedure_and_no_others() -> None:
    told = {row[0]: row[1] for row in rows(MADE, "rollen")}
    assert len(told) == len(Role)
    assert sum(steps.count(",") + 1 for steps in told.values() if steps != "geen stap in een zaak") == sum(
        len(act.roles) for act in ACTS.values()
    )
    assert told["raad en griffie"] == told["technisch beheer"] == "geen stap in een zaak"
    assert told["kabinet van de burgemeester"] == "meld onderzoek"


def test_without_a_database_no_number_of_cases_stands_in_it() -> None:
    assert MADE.fact("schaal").value is None and "--database" in MADE.fact("schaal").text


def test_numbers_of_cases_are_those_that_may_be_shown() -> None:
    made = dpia_annex(use(), COUNTED)
    told = {row[0]: row[1] for row in rows(made, "schaal")}
    assert (told["aanvragen ontvangen"], told["besluit: geweigerd"], told["keer dat iemand in een dossier keek"]) == (
        "41",
        "7",
        "333",
    )
    assert (told["aanvragen niet verder behandeld"], told["aanvragen ingetrokken"]) == ("0", scale.HIDDEN)
    assert not {"1", "2", "3", "4"} & set(told.values())
    assert made.fact("schaal.jaar").value == 2026


def test_every_number_of_a_year_has_a_place_or_is_never_shown() -> None:
    whole = {
        name for name in YearCounts.__dataclass_fields__ if name not in {"year", "outcomes", "judgements", "untold"}
    }
    assert set(scale.ALONE) == whole and set(scale.OUTCOMES) == set(OUTCOMES)


def test_settings_are_told_as_they_are() -> None:
    other = dpia_annex(
        use(
            four_eyes=False,
            idle_minutes=7,
            session_hours=3,
            bsn_searches=9,
            witnesses=("a", "b"),
            database="postgresql://x/y",
        )
    )
    assert (MADE.fact("instelling.four_eyes").value, other.fact("instelling.four_eyes").value) == (True, False)
    assert other.fact("advies.twee").text.startswith("Een weigering vraagt twee mensen")
    assert [
        other.fact(f"instelling.{name}").value
        for name in ("idle_minutes", "session_hours", "bsn_searches", "witnesses")
    ] == [7, 3, 9, 2]
    assert "7 minuten" in other.to_markdown() and "2 getuigen" in other.to_markdown()
    assert (MADE.fact("plaats.buiten").value, other.fact("plaats.buiten").value) == (0, 1)
    assert "Naar getuigen gaat alleen" in other.fact("plaats.buiten").text
    assert "Wie 1 minuut niets doet" in dpia_annex(use(idle_minutes=1)).fact("instelling.idle_minutes").text
    keys = {fact.key for fact in other.section("16").facts}
    assert not {"risico.sqlite", "risico.log"} & keys and {"risico.sqlite", "risico.log"} <= {
        fact.key for fact in MADE.section("16").facts
    }
    assert "postgresql://" not in other.to_markdown()


def test_what_is_not_told_is_missing_and_what_is_told_stands_there() -> None:
    assert "VBS-DPIA-2026-001" in MADE.fact("dpia").text and MADE.missing == ()
    bare = dpia_annex(use(account=Account()))
    assert bare.missing == ("naam", "email", "verwerkingsverantwoordelijke", "fg", "leverancier", "dpia", "beveiliging")
    assert bare.fact("dpia").value is None
