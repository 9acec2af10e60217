"""What a request says that cannot have been meant: the same dwellings twice, a term from before the act, no real text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.designations.requests import SUBSTANTIATED, answered, asked, earlier, part, shown
from wbmgp_engine.designations.coinciding import coinciding
from wbmgp_engine.facts.evidence import Criterion

Json = dict[str, Any]
DAYS = ("2020-01-01", "2024-01-01")


def remarks(*parts: Json, on: str = "2020-01-01", **changes: Any) -> list[Json]:
    found: list[Json] = shown(asked(*parts, **changes), on)["opmerkingen"]
    return found


def together(*parts: Json, on: str = "2020-01-01") -> list[Json]:
    return [remark for remark in remarks(*parts, on=on) if "dezelfde woningen" in remark["nl"]]


@pytest.mark.parametrize(
    ("street", "on", "said"),
    [
        (part(*DAYS, area="s", within="a", kind="straat"), "2020-01-01", True),
        (part("2023-12-31", "2027-12-31", area="s", within="a", kind="straat"), "2020-01-01", True),
        (part("2024-01-01", "2028-01-01", area="s", within="a", kind="straat"), "2020-01-01", False),
        (part("2023-01-01", None, area="s", within="a", kind="straat", tot=None), "2020-01-01", True),
        (part("2023-01-01", None, area="s", within="a", kind="straat"), "2020-01-01", False),
        (part(*DAYS, "artikel_8", area="s", within="a", kind="straat"), "2020-01-01", False),
        # Before 2017 articles 8 and 9 are one designation, article 10 is none.
        (part(*DAYS, "artikel_8", area="s", within="a", kind="straat"), "2016-01-01", True),
        (part(*DAYS, "artikel_8", area="s", within="a", kind="straat"), "2014-01-01", True),
        (part(*DAYS, "artikel_10", area="s", within="a", kind="straat"), "2016-01-01", False),
        (part(*DAYS, area="s", kind="straat"), "2020-01-01", False),
    ],
)
def test_a_street_inside_an_area_for_the_same_ground_and_days_is_remarked_on(street: Json, on: str, said: bool) -> None:
    found = together(part(*DAYS), street, on=on)
    assert len(found) == said
    about = [{"gebied": area, "grond": ground} for area, ground in (("a", "artikel_9"), ("s", street["grond"]))]
    assert all(remark["onderdelen"] == about for remark in found)


def test_two_grounds_for_one_area_and_streets_beside_each_other_are_no_contradiction() -> None:
    assert together(part(*DAYS), part(*DAYS, "artikel_8")) == []
    streets = [part(*DAYS, area=name, within="a", kind="straat") for name in ("s", "t")]
    assert together(*streets) == []


def test_parts_coincide_across_an_area_in_between() -> None:
    request = asked(
        part(*DAYS), part(*DAYS, "artikel_8", area="b", within="a"), part(*DAYS, area="s", within="b", kind="straat")
    )
    assert coinciding(request) == {
        0: frozenset({"artikel_8", "artikel_9"}), 1: frozenset({"artikel_9"}), 2: frozenset({"artikel_8", "artikel_9"}),
    }  # fmt: skip


def test_a_part_that_coincides_with_another_keeps_its_own_clock() -> None:
    before = [earlier("2016-01-01", "2020-01-01")]
    alone = shown(asked(part(*DAYS), before=before), "2020-01-01")["onderdelen"][0]
    beside = asked(part(*DAYS), part(*DAYS, area="s", within="a", kind="straat"), before=before)
    assert shown(beside, "2020-01-01")["onderdelen"][0] == alone


@pytest.mark.parametrize("on", ["2014-01-01", "2016-01-01", "2020-01-01"])
@pytest.mark.parametrize(
    ("start", "said"), [("2005-12-29", True), ("2005-12-30", False), ("2009-01-01", False), (None, False)]
)
def test_an_earlier_designation_from_before_the_act_is_remarked_on(start: str | None, said: bool, on: str) -> None:
    known = [earlier("2010-01-01", "2014-01-01"), earlier(start, "2009-12-30", "artikel_8")]
    found = [
        remark for remark in remarks(part(*DAYS), on=on, before=known) if "bestond deze wet nog niet" in remark["nl"]
    ]
    assert len(found) == said
    assert all(remark["bron"]["tekst"] == "art. 5 lid 1 Wbmgp" and "did not exist" in remark["en"] for remark in found)


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        (".", True), ("...", True), (" - ", True), ("n.v.t.", True), ("NVT", True), ("tbd", True), ("N/A", True),
        ("Nog in te vullen.", True), ("…", False), ("Wij vinden het nodig.", False), ("€ 5", False), ("", False),
    ],
)  # fmt: skip
def test_a_sign_or_an_abbreviation_is_no_text_but_three_dots_that_leave_out_a_text_are(text: str, empty: bool) -> None:
    assert Criterion(stelling=text).without_content is empty
    assert Criterion().without_content is False


def test_a_statement_without_content_counts_and_is_remarked_on_by_name() -> None:
    texts = {**SUBSTANTIATED, "noodzaak": {**SUBSTANTIATED["noodzaak"], "stelling": "n.v.t."}}
    own = {"geschiktheid": {**SUBSTANTIATED["geschiktheid"], "stelling": "."}}
    request = asked(part(*DAYS, onderbouwing=own), part(*DAYS, "artikel_8"), onderbouwing=texts)
    answer = answered(request, "2020-01-01").to_json(trail=False)
    assert answer["criteria"]["noodzaak"] == answer["criteria"]["geschiktheid"] == "onderbouwd"
    (remark,) = [remark for remark in answer["opmerkingen"] if "een teken of een afkorting" in remark["nl"]]
    assert remark["criteria"] == ["noodzaak", "geschiktheid"]


@pytest.mark.parametrize(
    ("facts", "feit", "said"),
    [
        ({}, "ontvangen", "Is het verzoek al verzonden?"),
        ({"verzonden": None}, None, None),
        ({"verzonden": "2020-01-01"}, "ontvangen", "Wanneer heeft de Minister het verzoek ontvangen?"),
        ({"besluit": {"strekking": "toegewezen"}}, "ontvangen", "Wanneer heeft de Minister het verzoek ontvangen?"),
    ],
)
def test_a_council_that_has_not_sent_its_request_is_not_asked_when_it_was_received(
    facts: Json, feit: str | None, said: str | None
) -> None:
    found = shown(asked(part(*DAYS), **facts), "2020-01-01")["vragen"]
    start = [(item["feit"], item["leverancier"]) for item in found if item["feit"] in ("ontvangen", "verzonden")]
    assert [feit_ for feit_, _ in start] == ([feit] if feit else [])
    assert not said or [item["vraag"]["nl"].startswith(said) for item in found if item["feit"] == feit] == [True]
    if not facts:
        assert start == [("ontvangen", "gemeente")] and not found[0]["beslissend"]


def test_before_2017_the_day_of_dispatch_is_what_an_unsent_request_waits_for() -> None:
    (asks,) = shown(asked(part(*DAYS)), str(date(2016, 1, 1)))["vragen"]
    assert asks["feit"] == "verzonden" and "waarop de raad het verzendt" in asks["vraag"]["nl"]
