"""What does not fit together in a request: remarks and open points that change no verdict."""

from __future__ import annotations

from typing import Any

import pytest

from tests.designations.requests import SIGNED, SUBSTANTIATED, asked, earlier, part, shown

Json = dict[str, Any]
FIGURES = [{"groep": "x", "aantal": 10}]
STEPS = {"doel": "d", "geschiktheid": "g", "geenAlternatief": "n", "evenredigheid": "e"}


def requested(ground: str = "artikel_9", **changes: Any) -> Json:
    instrument = {"instrument": "vog"} if ground == "artikel_10" else {}
    return part("2020-01-01", "2024-01-01", ground, **{**instrument, **changes})


def found(*parts: Json, on: str = "2020-01-01", **changes: Any) -> Json:
    return shown(asked(*(parts or (requested(),)), **{"adviezen": [{"orgaan": "gedeputeerde_staten"}], **changes}), on)


def remarks(*parts: Json, on: str = "2020-01-01", **changes: Any) -> list[str]:
    return [remark["nl"] for remark in found(*parts, on=on, **changes)["opmerkingen"]]


def gates(**changes: Any) -> list[str]:
    return [gate["poort"] for gate in found(**changes)["openstaand"]]


def found_advices(tenor: str) -> list[Json]:
    return [{"orgaan": "gedeputeerde_staten", "strekking": tenor}]


def test_a_request_that_fits_together_has_no_remarks() -> None:
    assert remarks() == []


@pytest.mark.parametrize(
    ("ground", "aims", "fits"),
    [
        ("artikel_10", ["overlast"], True),
        ("artikel_10", ["leefbaarheid", "criminaliteit"], True),
        ("artikel_10", ["leefbaarheid"], False),
        ("artikel_8", ["samenstelling_bevolking"], True),
        ("artikel_9", ["leefbaarheid"], True),
        ("artikel_9", ["leefbaarheid", "overlast"], True),
        ("artikel_8", ["overlast"], False),
        ("artikel_9", ["criminaliteit"], False),
        ("artikel_9", [], True),
        ("artikel_10", None, True),
    ],
)
def test_aim_and_article_match_or_there_is_a_remark(ground: str, aims: Any, fits: bool) -> None:
    said = remarks(requested(ground, doel=aims))
    assert any("doel en het artikel passen niet" in remark for remark in said) is not fits


@pytest.mark.parametrize(
    ("ground", "segment", "warned"),
    [
        ("artikel_9", "particulier", True),
        ("artikel_9", "beide", True),
        ("artikel_9", "corporatie", False),
        ("artikel_8", "particulier", False),
    ],
)
def test_article_9_in_private_letting_is_a_warning_and_no_block(ground: str, segment: str, warned: bool) -> None:
    answer = found(requested(ground, segment=segment))
    assert any("particuliere verhuur" in remark["nl"] for remark in answer["opmerkingen"]) is warned
    assert answer["onderdelen"][0]["oordeel"] == "voldaan"


@pytest.mark.parametrize(
    ("on", "ground", "instrument", "said"),
    [
        ("2020-01-01", "artikel_9", "vog", "Dit onderdeel noemt een instrument"),
        ("2016-01-01", "artikel_8", "vog", "Dit onderdeel noemt een instrument"),
        ("2020-01-01", "artikel_10", None, "Dit onderdeel noemt er geen"),
        ("2020-01-01", "artikel_10", "vog", None),
        ("2020-01-01", "artikel_9", None, None),
    ],
)
def test_an_instrument_belongs_to_article_10(on: str, ground: str, instrument: Any, said: str | None) -> None:
    texts = [text for text in remarks(requested(ground, instrument=instrument), on=on) if "instrument" in text]
    assert ([said in text for text in texts] == [True]) if said else texts == []


def test_an_instrument_that_is_not_known_is_asked() -> None:
    bare = part("2020-01-01", "2024-01-01", "artikel_10")
    assert [question["feit"] for question in found(bare, ontvangen="2020-01-01")["vragen"]] == [
        "onderdelen.0.instrument"
    ]
    assert found(part("2020-01-01", "2024-01-01"), ontvangen="2020-01-01")["vragen"] == []


@pytest.mark.parametrize(
    ("decided", "later"), [("2019-12-01", False), ("2019-12-02", False), ("2019-12-03", True), (None, False)]
)
def test_the_council_decides_before_the_request_is_sent(decided: str | None, later: bool) -> None:
    council = {**SIGNED, "datum": decided}
    said = remarks(verzonden="2019-12-02", ontvangen="2019-12-05", raadsbesluit=council)
    assert any("nadat het verzoek was verzonden" in remark for remark in said) is later


def test_an_evaluation_of_another_area_or_ground_is_remarked_on() -> None:
    elsewhere = {"onderdelen": [{"gebied": "b", "grond": "artikel_9"}]}
    assert any("niet in dit verzoek staat" in remark for remark in remarks(evaluatie=elsewhere))
    here = {"onderdelen": [{"gebied": "a", "grond": "artikel_9"}]}
    assert remarks(evaluatie=here) == []
    both = {"onderdelen": [*here["onderdelen"], *elsewhere["onderdelen"]]}
    assert any("niet in dit verzoek staat" in remark for remark in remarks(evaluatie=both))
    said = remarks(evaluatie=elsewhere, before=[earlier("2016-01-01", "2020-01-01")])
    assert any("niet over deze grond in deze eenheid" in remark for remark in said)


@pytest.mark.parametrize(
    ("tenor", "decision", "open_gate", "remarked"),
    [
        ("negatief", {"strekking": "toegewezen"}, True, False),
        ("negatief", {"strekking": "gedeeltelijk", "motivering": " "}, True, False),
        ("negatief", {"strekking": "toegewezen", "afwijkingAdvies": "omdat"}, False, False),
        ("negatief", {"strekking": "toegewezen", "motivering": "omdat"}, False, True),
        ("negatief", {"strekking": "afgewezen"}, False, False),
        ("positief", {"strekking": "toegewezen"}, False, False),
        ("voorwaardelijk", {"strekking": "toegewezen"}, False, False),
        ("negatief", None, False, False),
    ],
)
def test_departing_from_negative_advice_needs_a_reason(
    tenor: str, decision: Any, open_gate: bool, remarked: bool
) -> None:
    answer = found(adviezen=found_advices(tenor), besluit=decision)
    second = [{"orgaan": "x", "strekking": "positief"}, *found_advices(tenor)]
    assert gates(adviezen=second, besluit=decision) == (["afwijking_advies"] if open_gate else [])
    shut = [gate for gate in answer["openstaand"] if gate["poort"] == "afwijking_advies"]
    assert [(gate["bron"]["tekst"], gate["wie"], gate["aard"]) for gate in shut] == (
        [("art. 3:50 Awb", "minister", "wet")] if open_gate else []
    )
    assert any("leest die tekst niet" in remark["nl"] for remark in answer["opmerkingen"]) is remarked


@pytest.mark.parametrize(
    ("section", "open_gate"),
    [
        ({"cijfers": FIGURES}, True),
        ({"cijfers": FIGURES, "rechtvaardiging": {**STEPS, "evenredigheid": " "}}, True),
        ({"cijfers": FIGURES, "rechtvaardiging": STEPS}, False),
        ({"toelichting": "geen cijfers"}, False),
        (None, False),
    ],
)
def test_figures_on_groups_stand_beside_four_steps(section: Any, open_gate: bool) -> None:
    answer = found(gelijkeBehandeling=section)
    shut = [gate for gate in answer["openstaand"] if gate["poort"] == "gelijke_behandeling"]
    assert [gate["aard"] for gate in shut] == (["waarborg"] if open_gate else [])
    asks = [question["feit"] for question in answer["vragen"] if question["feit"].startswith("gelijke")]
    assert asks == (["gelijkeBehandeling.rechtvaardiging"] if open_gate else [])
    assert answer["volledig"] is True


@pytest.mark.parametrize(
    ("on", "ordinance", "short", "long"),
    [
        ("2020-01-01", {"van": "2020-01-01", "tot": "2024-01-01"}, False, False),
        ("2020-01-01", {"van": "2020-01-01", "tot": "2023-12-31"}, True, False),
        ("2020-01-01", {"van": "2020-01-02", "tot": "2024-01-01"}, True, False),
        ("2020-01-01", {"van": "2019-01-01", "tot": "2024-01-01"}, False, True),
        ("2016-01-01", {"van": "2019-01-01", "tot": "2024-01-01"}, False, True),
        ("2014-12-31", {"van": "2019-01-01", "tot": "2024-01-01"}, False, False),
        ("2020-01-01", {"tot": "2023-01-01"}, True, False),
        ("2020-01-01", {"van": "2020-01-01"}, False, False),
        ("2020-01-01", None, False, False),
    ],
)
def test_the_ordinance_has_a_clock_of_its_own(on: str, ordinance: Any, short: bool, long: bool) -> None:
    said = remarks(on=on, verordening=ordinance)
    assert any("dekt niet de hele gevraagde termijn" in remark for remark in said) is short
    assert any("langer dan vier jaar" in remark for remark in said) is long


@pytest.mark.parametrize(
    ("ground", "on", "advices", "noted"),
    [
        ("artikel_8", "2020-01-01", [], True),
        ("artikel_10", "2020-01-01", None, True),
        ("artikel_9", "2020-01-01", [], False),
        ("artikel_9", "2016-01-01", [], True),
        ("artikel_8", "2020-01-01", [{"orgaan": "gedeputeerde_staten"}], False),
        ("artikel_8", "2020-01-01", ..., False),
        ("artikel_10", "2016-01-01", [], False),
    ],
)
def test_that_the_province_gave_no_advice_is_a_note_where_it_may_be_asked(
    ground: str, on: str, advices: Any, noted: bool
) -> None:
    said = remarks(requested(ground), on=on, adviezen=advices)
    assert any("geen advies van de provincie" in remark for remark in said) is noted


def test_a_plan_measures_and_consultation_are_missed_only_when_there_are_none() -> None:
    none = {**SUBSTANTIATED, "integraalPlan": None, "flankerendeMaatregelen": []}
    said = remarks(onderbouwing=none, overleg=[])
    assert len(said) == 3 and all("eist" in remark for remark in said)
    full = {**SUBSTANTIATED, "integraalPlan": {"titel": "x"}, "flankerendeMaatregelen": [{"maatregel": "x"}]}
    assert remarks(onderbouwing=full, overleg=[{"partij": "x"}]) == []


def test_before_2017_articles_8_and_9_are_one_designation() -> None:
    said = remarks(requested("artikel_8"), requested("artikel_9"), on="2016-01-01")
    assert sum("artikel 8 en 9 samen" in remark for remark in said) == 1
    assert not any("artikel 8 en 9 samen" in remark for remark in remarks(requested("artikel_10"), on="2016-01-01"))


@pytest.mark.parametrize(
    ("start", "end", "overlap", "later"),
    [
        ("2016-01-01", "2020-01-01", False, False),
        ("2016-01-01", "2020-01-02", True, False),
        ("2024-01-01", "2028-01-01", False, True),
        ("2020-01-01", "2024-01-01", True, True),
    ],
)
def test_a_term_that_overlaps_or_does_not_come_before_is_remarked_on(
    start: str, end: str, overlap: bool, later: bool
) -> None:
    said = remarks(before=[earlier(start, end)])
    assert any("valt deels samen" in remark for remark in said) is overlap
    assert any("begint niet voor de gevraagde termijn" in remark for remark in said) is later


def test_a_remark_on_some_parts_names_them_once() -> None:
    parts = [
        requested(area=area, segment=segment)
        for area, segment in (("a", "particulier"), ("b", "corporatie"), ("c", "beide"))
    ]
    (remark,) = found(*parts)["opmerkingen"]
    assert remark["onderdelen"] == [{"gebied": "a", "grond": "artikel_9"}, {"gebied": "c", "grond": "artikel_9"}]
    assert remark["bron"]["tekst"] == "art. 9 lid 1 Wbmgp"
