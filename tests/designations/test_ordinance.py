"""An ordinance against the statute: one change to a clean ordinance, one finding more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.designations.ordinances import ordinance
from tests.our_law import OUR_LAW
from wbmgp_engine.designations.checklist import Found
from wbmgp_engine.designations.ordinance import VERDICTS, OrdinanceCheck, check_ordinance
from wbmgp_engine.designations.ordinance_words import ordinance_text
from wbmgp_engine.errors import BadInput, LawNotYetInForce
from wbmgp_engine.facts.ordinance import OrdinanceText
from wbmgp_engine.law.versions import Version

BOOK = OUR_LAW


def checked(on: date | None = None, /, **changes: Any) -> OrdinanceCheck:
    return check_ordinance(OrdinanceText.model_validate(ordinance(**changes)), lawbook=BOOK, on=on)


def found(on: date | None = None, /, **changes: Any) -> list[tuple[str, str]]:
    return [(item.verdict, item.rule) for item in checked(on, **changes).findings if item.verdict != "in_orde"]


def demand(**keys: Any) -> list[dict[str, Any]]:
    residence = {"grond": "artikel_8", "soort": "verblijfsduur", "jaren": 6, "gebied": "regio"}
    return [residence, {"grond": "artikel_8", **keys}]


def test_nothing_to_remark() -> None:
    assert found() == []
    assert checked().counts == {"strijdig": 0, "ontbreekt": 0, "open": 0, "let_op": 0, "in_orde": 9}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"soort": "minimuminkomen"}, ("strijdig", "eis_minimuminkomen")),
        ({"soort": "minimuminkomen", "grond": "artikel_9"}, ("let_op", "eis_twijfel_bij_9")),
        ({"soort": "verblijfsduur", "jaren": 7, "gebied": "regio"}, ("strijdig", "eis_verblijf_te_lang")),
        ({"soort": "verblijfsduur", "jaren": 5, "gebied": "regio"}, ("let_op", "eis_verblijf_korter")),
        ({"soort": "verblijfsduur", "jaren": 6}, ("open", "eis_verblijf_alleen_gemeente")),
        ({"soort": "verblijfsduur", "gebied": "regio"}, ("open", "eis_verblijf_te_lang")),
        ({"soort": "inkomensbron", "waarde": "wajong"}, ("strijdig", "eis_inkomen_niet_op_de_lijst")),
        ({"soort": "inkomensbron", "waarde": "ziektewet"}, ("open", "eis_inkomen_na_oordeel")),
        ({"soort": "inkomensbron"}, ("open", "eis_inkomen_niet_op_de_lijst")),
        ({"soort": "kenmerk", "waarde": "startkwalificatie"}, ("strijdig", "eis_kenmerk_bij_8")),
        ({"soort": "gedraging", "waarde": "a"}, ("strijdig", "eis_gedrag_bij_8_of_9")),
        ({"soort": "verklaring"}, ("strijdig", "eis_gedrag_bij_8_of_9")),
        ({"soort": "nationaliteit"}, ("strijdig", "eis_nationaliteit")),
        ({"soort": "afkomst"}, ("strijdig", "eis_nationaliteit")),
        ({"soort": "anders", "waarde": "geen huisdieren"}, ("strijdig", "eis_zonder_grondslag")),
    ],
)  # fmt: skip
def test_a_demand(asked: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in found(eisen=demand(**asked))


def test_student_finance_counts_as_a_claim_only_from_july_2017() -> None:
    claim = demand(soort="inkomensbron", waarde="aanspraak_studiefinanciering")
    assert ("strijdig", "eis_inkomen_niet_op_de_lijst") in found(date(2017, 6, 30), eisen=claim)
    assert ("strijdig", "eis_inkomen_niet_op_de_lijst") not in found(date(2017, 7, 1), eisen=claim)


def test_an_income_of_the_list_that_is_left_out() -> None:
    names = ["dienstbetrekking", "zelfstandige", "vut", "aow", "aanspraak_studiefinanciering"]
    answer = checked(eisen=demand(soort="inkomensbron", waarde=names))
    (left,) = [item for item in answer.findings if item.rule == "niet_elk_inkomen"]
    assert left.verdict == "let_op" and left.ground == "artikel_8"
    assert left.words["nl"].count("pensioen") == 1 and "studiefinanciering" not in left.words["nl"]


def test_one_clause_that_names_no_article_is_that_of_article_8() -> None:
    """Article 8 lid 2 asks the council for it; article 9 has none, and that of article 10 stands in the act (lid 5)."""
    assert found(hardheidsclausule={"zonderArtikel": True}) == []
    for other in ({"zonderArtikel": False}, {"artikel_10": True}):
        assert found(hardheidsclausule=other) == [("open", "geen_hardheidsclausule")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"hardheidsclausule": {"artikel_8": False}}, ("ontbreekt", "geen_hardheidsclausule")),
        ({"hardheidsclausule": None}, ("ontbreekt", "geen_hardheidsclausule")),
        ({"hardheidsclausule": ...}, ("open", "geen_hardheidsclausule")),
        ({"hardheidsclausule": {}}, ("open", "geen_hardheidsclausule")),
        ({"aanwijzingen": []}, ("ontbreekt", "geen_aanwijzing_voor_8")),
        ({"aanwijzingen": ...}, ("open", "geen_aanwijzing_voor_8")),
        ({"categorieen": []}, ("open", "geen_categorie")),
        ({"categorieen": ...}, ("open", "geen_categorie")),
        ({"inkomenstoets": ...}, ("open", "inkomenstoets_open")),
        ({"verblijfstoets": ...}, ("open", "verblijfstoets_open")),
        ({"eisen": []}, ("open", "verblijfsduur_open")),
        ({"eisen": ...}, ("open", "verblijfsduur_open")),
        ({"tot": "2022-01-02"}, ("strijdig", "te_lang")),
        ({"tot": None}, ("strijdig", "te_lang")),
        ({"tot": ...}, ("open", "te_lang")),
        ({"overleg": []}, ("ontbreekt", "geen_overleg")),
        ({"overleg": ...}, ("open", "geen_overleg")),
        ({"afstemming": []}, ("ontbreekt", "geen_afstemming")),
        ({"afstemming": None}, ("ontbreekt", "geen_afstemming")),
        ({"afstemming": ...}, ("open", "geen_afstemming")),
        ({"boete": {"categorie": 1}}, ("strijdig", "boete_zonder_voorschriften")),
        ({"latereInwoning": True}, ("strijdig", "latere_inwoning_zonder_10")),
        ({"gronden": ["artikel_8", "artikel_9"], "voorrangskenmerken": []}, ("ontbreekt", "kenmerken_open")),
        ({"gronden": ["artikel_8", "artikel_9"]}, ("open", "voorrang_boven_open")),
        ({"voorrangBoven": ["artikel_11"]}, ("strijdig", "voorrang_boven_kan_niet")),
    ],
)  # fmt: skip
def test_what_the_ordinance_lacks(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in found(**changes)


def test_before_2015_there_is_no_term_and_no_duty_to_consult() -> None:
    rules = {rule for _, rule in found(date(2014, 6, 1), van="2014-05-01", tot="2020-01-01", overleg=[], afstemming=[])}
    assert not rules & {"te_lang", "geen_overleg", "geen_afstemming"}


def test_an_ordinance_older_than_four_years() -> None:
    assert ("let_op", "over_de_termijn") in found(date(2022, 1, 1))
    assert ("let_op", "over_de_termijn") not in found(date(2021, 12, 31))


@pytest.mark.parametrize(
    ("on", "above", "possible"),
    [
        (date(2014, 12, 31), "artikel_11", True), (date(2015, 1, 1), "artikel_11", False),
        (date(2015, 1, 1), "artikel_12", True), (date(2016, 12, 31), "artikel_14", False),
        (date(2017, 1, 1), "artikel_14", True),
    ],
)  # fmt: skip
def test_above_whom_the_priority_goes(on: date, above: str, possible: bool) -> None:
    assert (("strijdig", "voorrang_boven_kan_niet") not in found(on, voorrangBoven=[above])) is possible


def test_a_joint_designation_carries_both_grounds_before_2017() -> None:
    one = [{"gebied": "wijk", "grond": "artikel_8", "van": "2015-01-01", "tot": "2019-01-01"}]
    both = {"gronden": ["artikel_8", "artikel_9"], "aanwijzingen": one, "van": "2015-01-01", "tot": "2019-01-01"}
    before = found(date(2016, 12, 31), **both)
    assert not {rule for _, rule in before} & {"geen_aanwijzing_voor_8", "geen_aanwijzing_voor_9"}
    assert ("open", "geen_aanwijzing_voor_9") in found(date(2017, 1, 1), **both)


def test_the_register_answers_where_the_file_is_silent() -> None:
    in_2008 = {"aanwijzingen": ..., "van": "2007-01-01", "tot": "2010-01-01"}
    assert ("ontbreekt", "geen_aanwijzing_voor_8") not in found(**in_2008)
    # For Zaanstad nobody used the act before 2014: that is stated, with its source.
    assert ("ontbreekt", "geen_aanwijzing_voor_8") in found(**in_2008, gemeente="GM0479")


def test_article_10_with_police_data() -> None:
    place = {
        "gebied": "straat",
        "grond": "artikel_10",
        "instrument": "politiegegevens",
        "van": "2018-01-01",
        "tot": None,
    }
    of_10 = {
        "gronden": ["artikel_10"],
        "eisen": [],
        "aanwijzingen": [place],
        "categorieen": [{"gronden": ["artikel_10"]}],
    }
    assert ("ontbreekt", "gedragingen_open") in found(**of_10, gedragingen=[])
    assert ("open", "latere_inwoning_open") in found(**of_10, gedragingen=["a"])
    complete = {**of_10, "gedragingen": ["a", "i"], "latereInwoning": True, "boete": {"categorie": 1}}
    assert found(**complete) == []
    unknown = {**place, "instrument": ...}
    silent = {key: value for key, value in unknown.items() if value is not ...}
    rules = [rule for verdict, rule in found(**{**complete, "aanwijzingen": [silent]}) if verdict == "open"]
    assert "eis_gedraging_zonder_politiegegevens" in rules and "boete_zonder_voorschriften" in rules


def test_the_date_of_the_law() -> None:
    assert checked(van="2016-01-01", tot="2019-01-01").on == date(2016, 1, 1)
    assert checked(van=..., vastgesteld="2016-05-01").on == date(2016, 5, 1)
    with pytest.raises(BadInput, match="van and no vastgesteld"):
        checked(van=...)
    with pytest.raises(LawNotYetInForce):
        checked(date(2005, 12, 29))


def test_json_and_text_hold_every_finding() -> None:
    answer = checked(eisen=demand(soort="minimuminkomen", artikel="9"), hardheidsclausule=None)
    data = answer.to_json()
    assert [item["oordeel"] for item in data["bevindingen"]] == sorted(
        (item["oordeel"] for item in data["bevindingen"]), key=VERDICTS.index
    )
    assert data["bevindingen"][0]["artikel"] == "9" and data["bevindingen"][0]["herstel"]["en"]
    for language in ("nl", "en"):
        text = ordinance_text(answer, language)
        assert all(item.words[language] in text for item in answer.findings)
        assert "{" not in text
    assert "artikel 9 van de verordening" in ordinance_text(answer)


def test_places_are_told_in_words_and_no_key_or_code_is_shown() -> None:
    demands = [*demand(soort="minimuminkomen"), {"grond": "artikel_10", "soort": "gedraging", "waarde": ["z"]}]
    answer = checked(
        eisen=demands, voorrangBoven=["artikel_14"], gedragingen=["z"], voorrangskenmerken=["x"], afstemming=[]
    )
    text = ordinance_text(answer)
    for said in (
        "eis 2 van het bestand",
        "gedraging 1 van het bestand",
        "voorrang boven, nummer 1",
        "voorrangskenmerk 1",
    ):
        assert said in text
    assert text.startswith("Verordening (Rotterdam), ")
    assert not {sign for sign in ("eisen.", "gronden.", "\n    verordening\n", "GM0599", "_") if sign in text}
    assert "demand 2 of the file" in ordinance_text(answer, "en")
    unknown = checked(gemeente="GM9999")
    assert ordinance_text(unknown).startswith("Verordening (GM9999), ")


def test_words_of_the_ordinance_cannot_steer_a_terminal() -> None:
    evil = "geen\u202e huisdieren {datum}"
    (item,) = [
        one for one in checked(eisen=demand(soort="anders", waarde=evil)).findings if one.rule == "eis_zonder_grondslag"
    ]
    assert "\u202e" not in item.words["nl"] and "{datum}" in item.words["nl"]


DATES = st.dates(date(2005, 12, 30), date(2030, 1, 1))
KINDS = st.sampled_from(["inkomensbron", "minimuminkomen", "verblijfsduur", "kenmerk", "gedraging", "verklaring", "anders"])  # fmt: skip


@given(
    DATES, KINDS, st.sampled_from(["artikel_8", "artikel_9", "artikel_10"]), st.sampled_from(["a", "aow", "z", None])
)
def test_every_demand_gets_a_verdict(on: date, kind: str, ground: str, value: str | None) -> None:
    asked = {"grond": ground, "soort": kind, **({"waarde": value} if value else {})}
    of_demand: list[Found] = [item for item in checked(on, eisen=[asked]).findings if item.place.startswith("eisen.0")]
    assert of_demand, "a demand about which nothing is said"
    assert all(item.words["nl"] and item.words["en"] and item.citation.text for item in of_demand)


VERSIONS = BOOK.versions("toets_verordening")


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: str(version.starts))
def test_every_finding_of_the_rules_has_words_in_both_languages(version: Version) -> None:
    specs = [
        spec
        for article in version.regulation.articles
        for output in article.outputs
        if (spec := output.extension("bevinding"))
    ]
    assert specs
    for spec in specs:
        assert spec["oordeel"] in VERDICTS
        texts = [spec, *(spec[name] for name in ("herstel", "onbekend") if name in spec)]
        assert all(text[language].strip() for text in texts for language in ("nl", "en"))
        # What can be mended is said with how; what is in order has nothing to mend.
        assert ("herstel" in spec) is (spec["oordeel"] != "in_orde")


def variants() -> list[dict[str, Any]]:
    """Ordinances that together meet every finding there is."""
    grounds = ["artikel_8", "artikel_9", "artikel_10"]
    kinds = [
        "inkomensbron",
        "minimuminkomen",
        "verblijfsduur",
        "kenmerk",
        "gedraging",
        "verklaring",
        "afkomst",
        "anders",
    ]
    values = {"inkomensbron": ["aow", "ww", "bijstand"], "gedraging": ["a", "z"]}
    demands = [
        {"grond": ground, "soort": kind, "waarde": values.get(kind, "x"), "jaren": years, "gebied": area}
        for ground in grounds
        for kind in kinds
        for years, area in ((6, "regio"), (7, "gemeente"), (5, "regio"))
    ]
    of_10 = {"gebied": "straat", "grond": "artikel_10", "van": "2005-12-30", "tot": None}
    rest = {
        "voorrangBoven": ["artikel_11", "artikel_12", "artikel_14"],
        "boete": {"categorie": 2},
        "latereInwoning": True,
    }
    return [
        ordinance(latereInwoning=True),
        ordinance(eisen=[{"grond": "artikel_8", "soort": "verblijfsduur", "jaren": 6, "gebied": "regio"}], tot="2040-01-01", aanwijzingen=[{"gebied": "wijk", "grond": "artikel_8", "van": "2005-12-30", "tot": "2039-01-01"}]),
        ordinance(gronden=grounds, eisen=demands, van="2005-12-30", tot="2040-01-01", **rest),
        ordinance(gronden=grounds, eisen=demands, aanwijzingen=[{**of_10, "instrument": "vog", "van": "2017-01-01"}], overleg=[], afstemming=[], gedragingen=[]),
        ordinance(gronden=grounds, eisen=[], aanwijzingen=[], hardheidsclausule=None, categorieen=[], voorrangskenmerken=[], inkomenstoets=..., verblijfstoets=..., latereInwoning=True),
        ordinance(gronden=["artikel_10"], eisen=[], gedragingen=[], aanwijzingen=[{**of_10, "instrument": "politiegegevens", "van": "2017-01-01"}]),
    ]  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: str(version.starts))
def test_there_is_no_finding_that_cannot_be_found(version: Version) -> None:
    assert version.starts is not None
    on = version.starts if version.starts.year < 2017 else date(2023, 1, 1)
    specs = [
        (output.name, spec["oordeel"])
        for article in version.regulation.articles
        for output in article.outputs
        if (spec := output.extension("bevinding"))
    ]
    met = {
        (item.rule, item.verdict)
        for data in variants()
        for item in check_ordinance(OrdinanceText.model_validate(data), lawbook=BOOK, on=on).findings
    }
    later = {"over_de_termijn"} if version.starts.year == 2015 else set()
    assert {name for name, verdict in specs if (name, verdict) not in met} <= later
