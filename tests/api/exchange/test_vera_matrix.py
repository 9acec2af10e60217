"""A corporation is told the same for the same outcome, byte for byte, whatever a case rests on: nothing tells article 10."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import cycle
from typing import Any, Final

from tests.api.cases.test_mandates import mandated
from tests.api.cases.working import DESK, LANDLORD, LAWYER, REVIEWER, WITHDRAWN, Desk
from tests.api.exchange.every_way import WAYS, Way, decided

TELLING: Final = re.compile(
    r"artikel|art\.|\bgrond|reden\b|onderzoek|politie|woonverkl|\bvog\b|overlast|crimin|screen|hardheid|motiver"
    r"|weging|gehoord|burgemeester|bezwaar|advies|toets|\b(?:ANV|GER|DOC|DON|GEG|INH|INL)\b",
    re.IGNORECASE,
)
Told = dict[tuple[str, str | None], dict[bytes, str]]


def told(desk: Desk, case: str) -> tuple[bytes, dict[str, Any]]:
    """What the corporation reads, without the id of the case; whoever else may ask reads the same."""
    found = set()
    for role in (LANDLORD, DESK, REVIEWER):
        got = desk.ask("GET", f"/aanvragen/{case}/vera", role)
        assert got.status_code == 200, got.text
        # How many steps there were would tell of a screening as well.
        assert "etag" not in got.headers
        found.add(got.content.replace(case.encode(), b"ZAAK"))
        kept = got.json()
    assert len(found) == 1
    return found.pop(), kept


class Compared:
    """What was told at each stage of each outcome, and in which way."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told: Told = defaultdict(dict)
        self.seen = 0

    def look(self, stage: str, outcome: str | None, case: str, way: Way) -> None:
        content, message = told(self.desk, case)
        attributes = {one["naam"]: one["waarde"] for one in message["bericht"]["aanbieding"]["extra-attributen"]}
        assert attributes.get("wbmgpUitkomst") == outcome, (stage, way.name)
        plain = re.sub(rb"verlenen_met_voorschriften", b"", content).decode()
        assert TELLING.search(plain) is None, (stage, way.name, plain)
        assert "voorschrift" not in plain
        self.told[stage, outcome][content] = way.name
        self.seen += 1

    def holds(self) -> None:
        for (stage, outcome), contents in self.told.items():
            assert len(contents) == 1, (stage, outcome, list(contents.values()))


def test_the_same_outcome_is_the_same_message_at_every_stage(desk: Desk) -> None:
    mandated(desk)
    compared = Compared(desk)
    cases = [(decided(desk, way), way) for way in WAYS]
    for case, way in cases:
        compared.look("besloten", None, case, way)
        desk.well(case, "_verzend", DESK, {})
        compared.look("verzonden", way.outcome, case, way)
    for case, way in cases:
        _objected(desk, compared, case, way)
    compared.holds()
    assert compared.seen == 5 * len(WAYS)
    outcomes = {outcome for _, outcome in compared.told}
    assert outcomes == {None, "weigeren", "verlenen", "verlenen_met_voorschriften", "geen_vergunning_nodig"}


def _objected(desk: Desk, compared: Compared, case: str, way: Way) -> None:
    """An objection that is judged for the applicant where that can be, and upheld elsewhere; then sent."""
    desk.well(case, "bezwaren", DESK, {"gronden": "De overlast is verzonnen."})
    compared.look("bezwaar", way.outcome, case, way)
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_hoor", LAWYER, {})
    anew = {"oordeel": "gegrond", "uitkomst": "verlenen"} if way.outcome == "weigeren" else {"oordeel": "ongegrond"}
    desk.well(case, "_beslis-op-bezwaar", LAWYER, {"motivering": "Opnieuw gewogen.", **anew})
    compared.look("beslist op bezwaar", way.outcome, case, way)
    desk.well(case, "_verzend", DESK, {})
    compared.look("na bezwaar", anew.get("uitkomst", way.outcome), case, way)


def test_a_refusal_that_is_upheld_is_the_same_message_whatever_it_rests_on(desk: Desk) -> None:
    mandated(desk)
    compared = Compared(desk)
    judgements = cycle(["ongegrond", "niet_ontvankelijk"])
    for way, judgement in zip((one for one in WAYS if one.outcome == "weigeren"), judgements, strict=False):
        case = decided(desk, way)
        desk.well(case, "_verzend", DESK, {})
        desk.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
        desk.well(case, "toetsingen", REVIEWER)
        desk.well(case, "_hoor", LAWYER, {})
        desk.well(case, "_beslis-op-bezwaar", LAWYER, {"motivering": "Gewogen.", "oordeel": judgement})
        desk.well(case, "_verzend", DESK, {})
        compared.look("na bezwaar", "weigeren", case, way)
    compared.holds()
    assert compared.seen == 6


def test_a_withdrawn_permit_is_told_by_its_day_alone(desk: Desk) -> None:
    mandated(desk)
    compared = Compared(desk)
    for way in (one for one in WAYS if one.outcome.startswith("verlenen")):
        case = decided(desk, way)
        desk.well(case, "_verzend", DESK, {})
        desk.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)
        compared.look("ingetrokken", way.outcome, case, way)
    compared.holds()
    assert compared.seen == 12
    assert all(b"wbmgpVergunningIngetrokken" in content for contents in compared.told.values() for content in contents)
