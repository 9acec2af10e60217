"""What a decision may not rest on: a stay that the BRP has in research gives no permit and no refusal by itself."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.permits.test_narrower_questions import HERE, ON, garib
from tests.properties.asking import assessed, few, verdicts
from tests.properties.strategies import VERSIONS, Json, applications
from wbmgp_engine import Assessment
from wbmgp_engine.permits.missing import MissingFact

BRP: Json = {"soort": "brp"}
RESEARCH: Json = {"soort": "brp", "inOnderzoek": True}
FIELD = "huishouden.p1.verblijf"


def without_income(stays: list[Json], *income: Json) -> Assessment:
    data = garib(stays).application.to_json()
    data["huishouden"][0]["inkomen"] = list(income)
    return assessed(data, ON)


def judged(stays: list[Json]) -> tuple[str, str]:
    made = without_income(stays)
    return made.advice, verdicts(made)["artikel_8"]


def asked_of(stays: list[Json]) -> MissingFact:
    asked: MissingFact = next(one for one in without_income(stays).questions if one.fact == FIELD)
    return asked


ABROAD: Json = {"gemeente": "buitenland", "vanaf": "1990-01-01", "tot": "2005-01-01"}


@pytest.mark.parametrize(
    ("stays", "plain", "doubted"),
    [
        ([HERE], "voldaan", "onbekend"),
        ([ABROAD, HERE | {"vanaf": "2005-01-01"}], "niet_voldaan", "onbekend"),
    ],
)
def test_it_gives_no_certain_yes_and_no_certain_no(stays: list[Json], plain: str, doubted: str) -> None:
    confirmed = [stay | {"bron": BRP} for stay in stays]
    assert judged(confirmed)[1] == plain
    in_research = [stay | {"bron": RESEARCH} for stay in stays]
    assert judged(in_research) == ("aanvullen", doubted)
    by_a_document = [stay | {"bron": {"soort": "bewijsstuk"}} for stay in stays]
    assert judged(by_a_document)[1] == plain


def test_where_income_settles_it_nothing_is_asked() -> None:
    found = without_income([HERE | {"bron": RESEARCH}], {"soort": "dienstbetrekking"})
    assert verdicts(found)["artikel_8"] == "voldaan"
    assert not [one for one in found.questions if one.fact == FIELD]


def test_the_municipality_is_asked_for_that_stay_alone() -> None:
    asked = asked_of([HERE | {"bron": RESEARCH}]).to_json()
    assert asked["velden"] == [f"{FIELD}.0.bron"]
    assert asked["leverancier"] == "gemeente"
    assert "De BRP doet onderzoek" in asked["vraag"]["nl"] and "vanaf 1 januari 1990" in asked["vraag"]["nl"]
    assert "in research" in asked["vraag"]["en"]


def test_what_is_open_besides_is_asked_with_it() -> None:
    """Were the last stay confirmed, the day in 2001 would decide."""
    first = HERE | {"vanaf": "2001-03", "tot": "2003-01-01"}
    asked = asked_of([first, HERE | {"vanaf": "2003-01-01", "bron": RESEARCH}])
    assert asked.fields == (f"{FIELD}.0.vanaf", f"{FIELD}.1.bron")


def test_what_broke_the_years_may_be_in_research() -> None:
    asked = asked_of([ABROAD | {"bron": RESEARCH}, HERE | {"vanaf": "2005-01-01"}])
    assert asked.fields == (f"{FIELD}.0.bron",)
    assert "in het buitenland vanaf 1 januari 1990 tot 1 januari 2005" in asked.text["nl"]


CERTAIN = ("voldaan", "niet_voldaan")


@pytest.mark.parametrize("version", VERSIONS)
@few
@given(data=st.data())
def test_what_is_certain_with_a_research_is_the_same_when_it_confirms_what_was_told(
    version: str, data: st.DataObject
) -> None:
    asked = data.draw(applications(version, running=True))
    doubted = deepcopy(asked.data)
    for person in doubted["huishouden"]:
        for stay in person.get("verblijf") or []:
            stay["bron"] = dict(data.draw(st.sampled_from([BRP, RESEARCH])))
    confirmed = deepcopy(doubted)
    for person in confirmed["huishouden"]:
        for stay in person.get("verblijf") or []:
            stay["bron"] = BRP
    before, after = verdicts(assessed(doubted, asked.on)), verdicts(assessed(confirmed, asked.on))
    if before.get("artikel_8") in CERTAIN:
        assert after["artikel_8"] == before["artikel_8"]
