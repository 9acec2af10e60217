"""The local evaluation: what it lacks to be verified, differences beside another area, effect per article."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wbmgp_engine.designations.local_report import GAP, differences, effect_per_article, report_gaps
from wbmgp_engine.facts.evaluation import LocalReport

_MEASURED = {"oordeel": "positief", "bronnen": ["vm"]}
_MEASUREMENT = {
    "indicator": "score", "vergelijkingsgebied": "rest van de stad", "voor": {"jaar": 2017, "gebied": "5,8", "vergelijking": 7},
    "na": {"jaar": 2020, "gebied": "6.5", "vergelijking": "7,4"},
}  # fmt: skip
_REPORT: dict[str, Any] = {
    "titel": "Evaluatie", "van": "2018-01-01", "tot": "2021-01-01", "vastgesteldDoorRaad": "2021-02-01",
    "onafhankelijkheid": {"uitvoerder": "bureau", "opdrachtgever": "gemeente", "financiering": "gemeente", "verklaring": "ja"},
    "bronnen": [{"id": "vm", "soort": "veiligheidsmonitor"}],
    "gehoord": [{"groep": "bewoners", "aantal": 50, "uitgenodigd": 80, "selectie": "aselect", "methode": "enquete", "vragenlijst": "bijlage", "datum": "2020-01-01"}],
    "onderdelen": [{"gebied": "wijk", "grond": "artikel_10", "ervaren": {"oordeel": "positief"}, "gemeten": _MEASURED, "oordeel": "positief", "metingen": [_MEASUREMENT]}],
}  # fmt: skip


def report(**changes: Any) -> LocalReport:
    return LocalReport.model_validate({key: value for key, value in {**_REPORT, **changes}.items() if value is not ...})


def rules(found: LocalReport | None, *measured: tuple[str, str]) -> list[str]:
    return [gap.rule for gap in report_gaps(found, measured)]


def heard(**changes: Any) -> dict[str, Any]:
    return {
        "gehoord": [{key: value for key, value in {**_REPORT["gehoord"][0], **changes}.items() if value is not ...}]
    }


def measure(**changes: Any) -> dict[str, Any]:
    return {
        "onderdelen": [
            {key: value for key, value in {**_REPORT["onderdelen"][0], **changes}.items() if value is not ...}
        ]
    }


def test_nothing_is_missing() -> None:
    assert rules(report(), ("wijk", "artikel_10")) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"vastgesteldDoorRaad": None}, ["niet_vastgesteld"]),
        ({"van": ...}, ["geen_periode"]),
        ({"tot": ...}, ["geen_periode"]),
        ({"gehoord": []}, ["niemand_gehoord"]),
        ({"onafhankelijkheid": None}, ["geen_onafhankelijkheid", "niet_genoemd", "niet_genoemd"]),
        ({"onafhankelijkheid": {"uitvoerder": "b", "financiering": "g", "verklaring": "  "}}, ["geen_onafhankelijkheid"]),
        (heard(vragenlijst=None), ["niet_verifieerbaar"]),
        (heard(aantal=...), ["niet_verifieerbaar"]),
        (heard(selectie=...), ["selectie_onbekend"]),
        (heard(datum=...), ["datum_onbekend"]),
        (heard(methode="onbekend"), ["methode_onbekend"]),
        (heard(uitgenodigd=...), ["respons_onbekend"]),
        (measure(ervaren=None), ["geen_ervaren_effect"]),
        (measure(gemeten=None), ["geen_gemeten_effect"]),
        (measure(oordeel=...), ["geen_oordeel"]),
        (measure(metingen=[]), ["geen_vergelijking"]),
        (measure(gemeten={"oordeel": "negatief"}), ["effect_zonder_bron"]),
        (measure(gemeten={"oordeel": "niet_aantoonbaar"}, oordeel="niet_aantoonbaar", metingen=[]), []),
    ],
)  # fmt: skip
def test_what_the_report_lacks(changes: dict[str, Any], expected: list[str]) -> None:
    assert rules(report(**changes)) == expected


def test_sources_and_measures_of_the_register() -> None:
    assert rules(report(bronnen=[], onderdelen=[]), ("wijk", "artikel_8")) == ["geen_bronnen", "niet_geevalueerd"]
    assert rules(None) == ["geen_rapport"]


def test_every_gap_has_words_in_both_languages_and_a_place() -> None:
    gaps = report_gaps(report(vastgesteldDoorRaad=None, **heard(vragenlijst=None), **measure(oordeel=...)), ())
    assert [gap.place for gap in gaps] == [
        "evaluatie.vastgesteldDoorRaad",
        "evaluatie.gehoord.0",
        "evaluatie.onderdelen.0.oordeel",
    ]
    assert "Niet verifieerbaar" in gaps[1].words["nl"] and "bewoners" in gaps[1].words["en"]
    assert all(words["nl"] and words["en"] for words in GAP.values())


def test_differences_are_exact() -> None:
    (found,) = differences(report())
    assert (found.in_area, found.in_comparison, found.between) == (Decimal("0.7"), Decimal("0.4"), Decimal("0.3"))
    assert found.to_json()["verschil"] == "0.3"


@pytest.mark.parametrize("value", [None, "niet gemeten", "NaN", "1e400", "1e-9999"])
def test_what_is_no_number_gives_no_difference(value: str | None) -> None:
    moment = {"jaar": 2020, "vergelijking": 7, **({} if value is None else {"gebied": value})}
    (found,) = differences(report(**measure(metingen=[{**_MEASUREMENT, "na": moment}])))
    assert (found.in_area, found.between) == (None, None) and found.to_json()["verschil"] is None


def test_effect_per_article_counts_findings_apart() -> None:
    measures = [*_REPORT["onderdelen"], {"gebied": "plein", "grond": "artikel_9"}]
    assert effect_per_article(report(onderdelen=measures)) == {
        "artikel_10": {"ervaren": {"positief": 1}, "gemeten": {"positief": 1}, "oordeel": {"positief": 1}},
        "artikel_9": {"ervaren": {"onbekend": 1}, "gemeten": {"onbekend": 1}, "oordeel": {"onbekend": 1}},
    }
