"""The register of outcomes: it adds up, it uses the codes of the rules, and what is published gives no small count away."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from wbmgp_engine.designations.evaluation import PENDING, Rate, Register, Row, register
from wbmgp_engine.designations.evaluation_output import evaluation_csv, evaluation_json, evaluation_markdown, percentage
from wbmgp_engine.designations.kpi import Kpi, kpi
from wbmgp_engine.designations.kpi_output import kpi_csv, kpi_json, kpi_markdown
from wbmgp_engine.designations.outcome_codes import OutcomeCodes
from wbmgp_engine.designations.publication import publishable
from wbmgp_engine.errors import BadInput, LawNotYetInForce
from wbmgp_engine.facts.evaluation import EvaluationFile
from wbmgp_engine.facts.evaluation_csv import evaluation_from_csv

BOOK = OUR_LAW
EXAMPLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "scenarios/evaluatie/voorbeeld.json").read_text(encoding="utf-8")
)
POLICE = {"grond": "artikel_10", "instrument": "politiegegevens"}


def outcomes(area: str = "wijk", year: int = 2020, **keys: Any) -> dict[str, Any]:
    codes = keys.pop("uitkomsten", {"verleend": 20, "geweigerd": 10})
    total = sum(codes.values()) + keys.get("inBehandeling", 0) + keys.get("ingetrokken", 0)
    return {"gebied": area, "grond": "artikel_8", "jaar": year, "aanvragen": total, "uitkomsten": codes, **keys}


def read(*rows: dict[str, Any], **more: Any) -> EvaluationFile:
    return EvaluationFile.model_validate({"gemeente": "GM0606", "uitkomsten": list(rows), **more})


def whole(*rows: dict[str, Any], **more: Any) -> Register:
    return register(read(*rows, **more), BOOK)


def cell(row: Row, name: str) -> int | None:
    return {"aanvragen": row.applications, **row.counts, **row.side}[name]


def test_an_instrument_that_the_act_of_the_year_has_not_is_refused() -> None:
    eight, early = outcomes(instrument="vog"), outcomes("buurt", 2016, grond="artikel_10", instrument="vog")
    case = {"gebied": "flat", "grond": "artikel_9", "instrument": "vog", "jaar": 2017, "uitkomst": "verleend"}
    with pytest.raises(BadInput) as caught:
        whole(eight, early, outcomes("plein", 2020, **POLICE), besluiten=[case])
    assert [str(found) for found in caught.value.findings] == [
        "uitkomsten.0.instrument: art. 5 lid 3 Wbmgp has no instrument for artikel_8 in 2020 → delete it",
        "uitkomsten.1.instrument: art. 5 lid 1 Wbmgp has no instrument for artikel_10 in 2016 → delete it",
        "besluiten.0.instrument: art. 5 lid 3 Wbmgp has no instrument for artikel_9 in 2017 → delete it",
    ]


def test_every_code_of_the_decree_has_its_place_in_the_register() -> None:
    """What an assessment records under article 9 of the decree can be counted here, and nothing else."""
    asked = OutcomeCodes(BOOK)
    text = next(text for path, text in BOOK.files.items() if path.startswith("nl/amvb/")).decode()
    for instrument in ("vog", "politiegegevens"):
        codes = asked.of("artikel_10", instrument, 2020).codes
        assert codes and all(code in text for code in codes)
        assert "geweigerd_andere_criteria" in codes
    assert asked.of("artikel_10", None, 2020).codes is None
    assert asked.of("artikel_10", "vog", 2016).codes == ()
    for ground in ("artikel_8", "artikel_9"):
        assert asked.of(ground, None, 2008).codes == asked.of(ground, None, 2020).codes


def test_refused_and_granted_codes_are_told_apart() -> None:
    asked = OutcomeCodes(BOOK)
    for ground, instrument in (
        ("artikel_8", None),
        ("artikel_9", None),
        ("artikel_10", "vog"),
        ("artikel_10", "politiegegevens"),
    ):
        found = asked.of(ground, instrument, 2020)
        assert found.codes is not None
        assert {code for code in found.codes if code.startswith("geweigerd")} == found.refused & set(found.codes)
        assert found.hardship & set(found.codes) == {code for code in found.codes if "hardheid" in code}
        assert found.smallest == 5


def test_a_year_before_the_act() -> None:
    with pytest.raises(LawNotYetInForce):
        whole(outcomes(year=2004))


def test_the_register_keeps_every_count() -> None:
    found = whole(outcomes(inBehandeling=2, uitkomsten={"verleend": 1}), outcomes("plein"))
    assert [row.key[0] for row in found.rows] == ["plein", "wijk"]
    assert found.gaps == () and not found.published
    assert (found.rows[1].counts["verleend"], found.rows[1].decided) == (1, 1)
    assert (found.totals[0].applications, found.totals[0].counts["verleend"]) == (33, 21)
    assert found.columns[-2:] == PENDING


def test_a_row_that_does_not_add_up_is_named_and_not_published() -> None:
    found = whole(
        outcomes(aanvragen=31),
        outcomes("plein"),
        {**outcomes("kade"), "grond": "artikel_9", "uitkomsten": {"verleend": 30}},
    )
    (item,) = found.gaps
    assert (item.rule, item.place) == ("telt_niet_op", "uitkomsten.0")
    assert item.words["nl"].startswith("wijk, artikel_8, 2020:") and "31" in item.words["nl"]
    shown = publishable(found)
    assert [row.applications for row in shown.rows] == [30, None, None]
    assert "31" not in shown.gaps[0].words["nl"] and "wijk" in shown.gaps[0].words["en"]


def test_codes_that_do_not_belong_to_the_ground() -> None:
    odd = outcomes(uitkomsten={"verleend_vog": 3})
    (item,) = whole(odd).gaps
    assert item.rule == "onbekende_code" and item.place == "uitkomsten.0.uitkomsten.verleend_vog"
    (screening,) = whole(outcomes(grond="artikel_10", uitkomsten={"verleend_vog": 3})).gaps
    assert screening.rule == "instrument_onbekend"
    early = whole(outcomes(year=2016, grond="artikel_10", uitkomsten={"verleend_woonverklaring": 3})).gaps
    assert [gap.rule for gap in early] == ["onbekende_code"] and "–" in early[0].words["nl"]


def test_small_counts_and_what_gives_them_away_are_left_out() -> None:
    found = publishable(register(EvaluationFile.model_validate(EXAMPLE), BOOK))
    row = next(row for row in found.rows if row.key[3] == 2019)
    assert row.counts["geweigerd_negatieve_woonverklaring"] is None
    # One other count of the row, and the same two of another row, or the totals would tell.
    assert sum(count is None for count in row.counts.values()) == 2
    assert all(row.side[name] is None for name in row.side)
    assert row.decided == 135 and row.refusal_rate is None
    assert found.totals[0].applications == 351


def test_side_figures_give_no_small_count_away() -> None:
    rows = [
        outcomes(bezwaren=9, bezwarenGegrond=7, hardheidBepleit=6),
        outcomes("plein", bezwaren=5, bezwarenGegrond=5),
    ]
    shown = {row.key[0]: row for row in publishable(whole(*rows)).rows}
    assert shown["wijk"].side["bezwaren_gegrond"] is None  # 9 - 7 would be 2
    assert (shown["wijk"].side["bezwaren"], shown["wijk"].side["hardheid_bepleit"]) == (9, 6)
    assert (shown["plein"].side["bezwaren"], shown["plein"].side["bezwaren_gegrond"]) == (5, 5)
    bottom = publishable(whole(*rows)).totals[0]
    assert set(bottom.side.values()) == {None}
    assert publishable(whole(outcomes(bezwaren=6))).totals[0].side["bezwaren"] == 6


@st.composite
def files(draw: st.DrawFn) -> EvaluationFile:
    names = st.sampled_from(["verleend", "geweigerd", "verleend_hardheid"])
    rows = [
        outcomes(f"wijk-{at}", 2020, uitkomsten=draw(st.dictionaries(names, st.integers(0, 12))), inBehandeling=draw(st.integers(0, 6)),
                 bezwaren=draw(st.integers(0, 12)))
        for at in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    return read(*rows)


@given(files())
@settings(max_examples=60, deadline=None)
def test_nothing_small_is_published_anywhere(file: EvaluationFile) -> None:
    full = register(file, BOOK)
    shown = publishable(full)
    for before, after in zip((*full.rows, *full.totals), (*shown.rows, *shown.totals), strict=True):
        for name in ("aanvragen", *before.counts, *before.side):
            value = cell(after, name)
            assert value in (None, cell(before, name))
            assert value is None or value == 0 or value >= 5
            assert (value is None) == (name in after.hidden or cell(before, name) is None)
    for line in kpi(file, shown, BOOK, 2020).rows:
        assert all(
            count is None or count == 0 or count >= 5 for count in (line.decisions, line.refusals, line.priority)
        )


def test_decisions_one_by_one_give_the_same_register() -> None:
    counted = outcomes(hardheidBepleit=10, bezwaren=6, bezwarenGegrond=2, doorlooptijdDagen=300)
    cases = [{"gebied": "wijk", "grond": "artikel_8", "jaar": 2020, "doorlooptijdDagen": 10} for _ in range(30)]
    for at, case in enumerate(cases):
        case["uitkomst"] = "geweigerd" if at < 10 else "verleend"
        case["hardheidBepleit"] = at < 10
        case["bezwaar"] = "gegrond" if at < 2 else "ingediend" if at < 6 else "geen"
    assert register(read(besluiten=cases), BOOK).rows == whole(counted).rows
    for name in ("hardheidBepleit", "bezwaar", "doorlooptijdDagen"):
        partly = deepcopy(cases)
        del partly[0][name]
        assert None in register(read(besluiten=partly), BOOK).rows[0].side.values()


def test_rates_are_exact_and_rounded_half_up() -> None:
    assert percentage(None) == "–"
    assert percentage(Rate(1, 8)) == "1/8 (12,5 %)"
    assert percentage(Rate(1, 2000), "en") == "1/2000 (0.1 %)"
    row = whole(outcomes(doorlooptijdDagen=100)).rows[0]
    assert (row.refusal_rate, row.mean_days) == (Rate(10, 30), Rate(100, 30))
    assert whole(outcomes(uitkomsten={}, ingetrokken=3)).rows[0].refusal_rate is None


def example() -> tuple[EvaluationFile, Register]:
    file = EvaluationFile.model_validate(EXAMPLE)
    return file, publishable(register(file, BOOK))


def test_csv_is_safe_and_can_be_read_again() -> None:
    file = read(outcomes("=cmd|calc"), outcomes("@som", bezwaren=7))
    text = evaluation_csv(register(file, BOOK))
    assert "\n'=cmd|calc" not in text and ",'=cmd|calc," in text and ",'@som," in text
    assert register(evaluation_from_csv(text), BOOK).rows == register(file, BOOK).rows


def test_json_and_document_hold_the_same_figures() -> None:
    file, found = example()
    data = evaluation_json(file, found, found.gaps)
    assert data["gepubliceerd"] is True and len(data["register"]) == 4
    assert data["register"][3]["weigeringen"] == {"teller": 8, "noemer": 90}
    assert data["vergelijkingen"][0]["verschil"] == "0.4"
    json.dumps(data)
    for language in ("nl", "en"):
        text = evaluation_markdown(file, found, found.gaps, language)
        assert "8/90" in text and "351" in text
    assert "0,4" in evaluation_markdown(file, found, ()) and "0.4" in evaluation_markdown(
        file, found, (), "en"
    ).replace("\\", "")
    assert "niet publiceren" not in text


def test_the_internal_register_says_so() -> None:
    file = EvaluationFile.model_validate({**EXAMPLE, "evaluatie": None})
    text = evaluation_markdown(file, register(file, BOOK), ())
    assert "ALLEEN VOOR INTERN GEBRUIK" in text and "Er is geen lokale evaluatie bij" in text
    assert "Er is niets gevonden dat ontbreekt" in text
    assert evaluation_markdown(read(), publishable(whole()), ())


def test_text_of_the_file_forms_no_markup() -> None:
    data = deepcopy(EXAMPLE)
    data["evaluatie"]["onderdelen"][0]["ervaren"]["toelichting"] = "# kop\n<script>"
    data["evaluatie"]["gehoord"][0]["groep"] = "a | b"
    data["evaluatie"]["onderdelen"][0]["metingen"][0]["na"]["gebied"] = "niet gemeten"
    file = EvaluationFile.model_validate(data)
    text = evaluation_markdown(file, publishable(register(file, BOOK)), ())
    assert "<script>" not in text and "\n# kop" not in text and "a | b" not in text


def line(found: Kpi, area: str, ground: str) -> dict[str, Any]:
    return next(row.to_json() for row in found.rows if (row.area, row.ground) == (area, ground))


def test_the_indicator_of_a_year() -> None:
    file, found = example()
    year = kpi(file, found, BOOK, 2020)
    assert year.active_measures == 3
    assert line(year, "voorbeeldwijk", "artikel_9")["voorrangstoewijzingen"] == 30
    assert line(year, "voorbeeldwijk", "artikel_10")["weigeringen"] is None
    assert line(year, "voorbeeldwijk", "artikel_10")["besluiten"] == 150
    assert line(year, "voorbeeldkade", "artikel_9")["actief"] is None
    internal = kpi(file, register(file, BOOK), BOOK, 2020)
    assert line(internal, "voorbeeldwijk", "artikel_10")["weigeringen"] == 17
    assert kpi(file, found, BOOK, 2017).rows == ()
    # A term without a last day may have run on: not known, so not counted.
    assert [row.area for row in kpi(file, found, BOOK, 2023).rows] == ["voorbeeldkade"]


def test_the_indicator_takes_the_register_of_designations_where_the_file_has_none() -> None:
    file = EvaluationFile.model_validate({"gemeente": "GM0599", "uitkomsten": []})
    found = kpi(file, register(file, BOOK), BOOK, 2008)
    assert found.active_measures == 8 and {row.recorded for row in found.rows} == {False}
    elsewhere = EvaluationFile.model_validate({"gemeente": "GM0001"})
    assert kpi(elsewhere, register(elsewhere, BOOK), BOOK, 2008).rows == ()
    endless = read(aanwijzingen=[{"gebied": "wijk", "grond": "artikel_8", "van": "2015-01-01", "tot": None}])
    assert kpi(endless, register(endless, BOOK), BOOK, 2018).active_measures == 1


def test_the_indicator_in_three_forms() -> None:
    file, found = example()
    year = kpi(file, found, BOOK, 2020)
    assert kpi_json(year)["regels"][0]["vastgelegd"] is False
    assert kpi_csv(year).splitlines()[1] == "GM0606,2020,voorbeeldkade,artikel_9,,onbekend,,,"
    assert ",150,x,0" in kpi_csv(year)
    assert "nothing about effect" in kpi_markdown(year, 5, "en")
    assert "INTERN" in kpi_markdown(kpi(file, register(file, BOOK), BOOK, 2020), 5)
