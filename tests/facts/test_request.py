"""A request for designation: what it holds, what is absent, none or known, and what is never refused."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.designations.samples import example_json, request
from wbmgp_engine import facts
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts import DesignationRequest
from wbmgp_engine.facts.evidence import CRITERIA, Criterion, Justification
from wbmgp_engine.facts.problems import findings_of

AREA = {"id": "zwanenhoek", "soort": "gebied"}
SMALL = {"kenmerk": "k", "gemeente": "GM1930", "onderdelen": [{"gebied": {"id": "zwanenhoek"}, "grond": "artikel_9"}]}


def small(**changes: Any) -> DesignationRequest:
    return DesignationRequest.model_validate({**SMALL, **changes})


def a_part(**changes: Any) -> dict[str, Any]:
    return {"gebied": AREA, "grond": "artikel_9", "vanaf": "2020-01-01", "tot": "2024-01-01", **changes}


def test_the_example_of_the_contract_comes_back_as_it_was_given() -> None:
    assert DesignationRequest.from_json(json.dumps(example_json())).to_json() == example_json()


def test_every_extension_is_read_and_comes_back() -> None:
    data: dict[str, Any] = {
        **SMALL,
        "onderdelen": [
            a_part(
                gebied={**AREA, "binnen": "spijkenisse"},
                segment="particulier",
                doel=["overlast", "leefbaarheid"],
                onderbouwing={"noodzaak": {"stelling": "anders", "datum": "2019-01-01"}},
            )
        ],
        "onderbouwing": {
            "noodzaak": {
                "stelling": "s",
                "bewijs": [{"soort": "enquete", "jaar": 2018, "waarde": 7, "vergelijking": "6,1", "bron": "gemeente"}],
                "overgenomenUit": {"kenmerk": "oud", "datum": "2015-01-01"},
                "herbevestigdOp": "2019-02-01",
            },
            "subsidiariteit": {"alternatieven": [{"maatregel": "m", "periode": "2015-2018", "resultaat": "r"}]},
            "regionaleMogelijkheden": {"cijfers": {"aanbodPerJaar": 900, "regio": ["GM0599"], "bron": "regio"}},
            "integraalPlan": {"titel": "plan", "vastgesteldOp": "2018-05-01"},
            "flankerendeMaatregelen": [{"maatregel": "m", "periode": "2019"}],
        },
        "eerdereAanwijzingen": [
            {"gebied": "zwanenhoek", "grond": "artikel_9", "van": "2016-01-01", "tot": "2020-01-01",
             "ingetrokkenOp": "2019-01-01", "binnen": "spijkenisse"}
        ],
        "overleg": [{"datum": "2019-05-01", "partij": "corporatie", "soort": "verhuurder", "uitkomst": "u"}],
        "gelijkeBehandeling": {
            "cijfers": [{"groep": "jongeren", "aantal": 12, "totaal": "300", "jaar": 2018, "bron": "b"}],
            "rechtvaardiging": {"doel": "d", "geschiktheid": "g", "geenAlternatief": "a", "evenredigheid": "e"},
        },
        "adviezen": [{"orgaan": "gedeputeerde_staten", "datum": None, "strekking": "negatief"}],
        "besluit": {"datum": "2019-12-16", "bekendgemaakt": None, "strekking": "gedeeltelijk", "afwijkingAdvies": "w"},
        "verordening": {"van": "2020-01-01", "tot": None},
        "nietVerstrekt": ["verzonden"],
    }  # fmt: skip
    assert DesignationRequest.model_validate(data).to_json() == data


IMPOSSIBLE_LAW: dict[str, dict[str, Any]] = {
    "a term of a hundred years": a_part(tot="2120-01-01"),
    "article 10 in 2006": a_part(grond="artikel_10", vanaf="2006-07-01", tot="2010-07-01"),
    "an instrument under article 9": a_part(instrument="vog"),
    "a street in 2006": a_part(gebied={**AREA, "soort": "straat"}, vanaf="2006-07-01", tot="2010-07-01"),
    "before the act": a_part(vanaf="1990-01-01", tot="1991-01-01"),
    "an aim of another article": a_part(doel=["criminaliteit"]),
}


@pytest.mark.parametrize("name", IMPOSSIBLE_LAW)
def test_impossible_law_is_no_bad_input(name: str) -> None:
    assert small(onderdelen=[IMPOSSIBLE_LAW[name]]).parts


POSSIBLE_DATA: dict[str, dict[str, Any]] = {
    "a suspension of no day": {"opschortingen": [{"van": "2019-11-03", "tot": "2019-11-03"}]},
    "a suspension that still runs": {"opschortingen": [{"van": "2019-11-03", "tot": None}]},
    "received on the day of dispatch": {"verzonden": "2019-10-25", "ontvangen": "2019-10-25"},
    "decided on the day of receipt": {"ontvangen": "2019-10-25", "besluit": {"datum": "2019-10-25"}},
    "withdrawn on its first day": {
        "eerdereAanwijzingen": [
            {"gebied": "a", "grond": "artikel_9", "van": "2016-01-01", "tot": "2020-01-01", "ingetrokkenOp": "2016-01-01"}
        ]
    },
    "withdrawn while its edges are not known": {
        "eerdereAanwijzingen": [{"gebied": "a", "grond": "artikel_9", "ingetrokkenOp": "2016-01-01"}]
    },
    "earlier terms that overlap": {
        "eerdereAanwijzingen": [
            {"gebied": "a", "grond": "artikel_9", "van": "2016-01-01", "tot": "2020-01-01"},
            {"gebied": "a", "grond": "artikel_9", "van": "2018-01-01", "tot": "2022-01-01"},
        ]
    },
    "a street in an area, both asked": {
        "onderdelen": [a_part(gebied={"id": "straat", "soort": "straat", "binnen": "zwanenhoek"}), a_part()]
    },
    "one area once with and once without its kind": {
        "onderdelen": [a_part(), a_part(grond="artikel_8", gebied={"id": "zwanenhoek"})]
    },
}  # fmt: skip


@pytest.mark.parametrize("name", POSSIBLE_DATA)
def test_what_can_be_is_read(name: str) -> None:
    assert small(**POSSIBLE_DATA[name]).parts


def test_absent_none_and_known_are_told_apart() -> None:
    absent, none, known = small(), small(eerdereAanwijzingen=None, ontvangen=None), small(eerdereAanwijzingen=[])
    assert (absent.given("earlier"), none.given("earlier"), known.given("earlier")) == (False, True, True)
    assert none.earlier == known.earlier == absent.earlier == []
    assert "received" in none.model_fields_set
    assert "received" not in absent.model_fields_set


def test_the_date_that_chooses_the_law() -> None:
    assert request().filed == date(2019, 10, 25)
    assert request(ontvangen=...).filed == date(2019, 10, 24)
    assert small(ontvangen=None).filed is None


def test_a_criterion_of_a_part_goes_before_that_of_the_request() -> None:
    own = a_part(onderbouwing={"noodzaak": {"stelling": "hier"}, "geschiktheid": None})
    asked = small(
        onderdelen=[own, a_part(grond="artikel_8")],
        onderbouwing={"noodzaak": {"stelling": "overal"}, "geschiktheid": {"stelling": "past"}},
    )
    first, second = asked.parts
    said = [asked.criterion(part, name) for part in (first, second) for name in ("noodzaak", "geschiktheid")]
    assert [item.statement if item is not None else None for item in said] == ["hier", None, "overal", "past"]
    assert asked.criterion_known(first, "geschiktheid")
    assert not asked.criterion_known(second, "proportionaliteit")
    assert asked.criterion(second, "proportionaliteit") is None


def test_no_substantiation_at_all_is_known_when_it_is_null() -> None:
    absent, none = small(), small(onderbouwing=None)
    for name in CRITERIA:
        assert not absent.criterion_known(absent.parts[0], name)
        assert none.criterion_known(none.parts[0], name)
        assert none.criterion(none.parts[0], name) is None


def test_the_areas_around_an_area() -> None:
    asked = small(
        onderdelen=[a_part(gebied={"id": "straat", "binnen": "buurt"}), a_part(gebied={"id": "buurt", "binnen": "wijk"})],
        eerdereAanwijzingen=[{"gebied": "straat", "grond": "artikel_9", "binnen": "zone"}],
    )  # fmt: skip
    assert asked.enclosing("straat") == {"buurt", "wijk", "zone"}
    assert asked.enclosing("buurt") == {"wijk"}
    assert asked.enclosing("wijk") == frozenset()


def test_a_long_chain_of_areas_is_read_in_time() -> None:
    chain = [a_part(gebied={"id": f"g{number}", "binnen": f"g{number + 1}"}) for number in range(1000)]
    asked = small(onderdelen=chain)
    assert len(asked.enclosing("g0")) == 1000
    with pytest.raises(BadInput, match="would lie within itself"):
        small(onderdelen=[*chain[:-1], a_part(gebied={"id": "g999", "binnen": "g0"})])


@pytest.mark.parametrize(
    ("withdrawn", "ended"), [(None, date(2020, 1, 1)), ("2018-05-01", date(2018, 5, 1)), (..., date(2020, 1, 1))]
)
def test_when_an_earlier_designation_ended(withdrawn: Any, ended: date) -> None:
    item = {"gebied": "a", "grond": "artikel_9", "van": "2016-01-01", "tot": "2020-01-01", "ingetrokkenOp": withdrawn}
    earlier = small(eerdereAanwijzingen=[{key: value for key, value in item.items() if value is not ...}]).earlier
    assert earlier[0].ended == ended


def test_what_an_evaluation_covers() -> None:
    evaluation = request().evaluation
    assert evaluation is not None
    assert evaluation.covers("zwanenhoek", "artikel_9")
    assert not evaluation.covers("zwanenhoek", "artikel_10")
    assert not evaluation.covers("elders", "artikel_9")


@pytest.mark.parametrize("text", [None, "", "  \n"])
def test_a_blank_text_is_none(text: str | None) -> None:
    assert not Criterion.model_validate({"stelling": text}).stated
    assert Justification.model_validate({"doel": text, "geschiktheid": "g"}).steps == {
        "doel": None, "geschiktheid": "g", "geenAlternatief": None, "evenredigheid": None,
    }  # fmt: skip
    decision = small(besluit={"datum": "2019-12-16", "afwijkingAdvies": text}).decision
    assert decision is not None and not decision.deviation_reasoned


@pytest.mark.parametrize("value", [0, -3, 10**18, "7,2", "", None])
def test_a_figure_is_a_whole_number_or_text(value: Any) -> None:
    assert Criterion.model_validate({"bewijs": [{"soort": "anders", "waarde": value}]}).evidence[0].value == value


@pytest.mark.parametrize("value", [7.2, True, [1], {"a": 1}, 10**18 + 1, "\x00", "x" * 2001])
def test_nothing_else_is_a_figure(value: Any) -> None:
    with pytest.raises(BadInput) as refused:
        small(onderbouwing={"noodzaak": {"bewijs": [{"soort": "anders", "waarde": value}]}})
    assert len(refused.value.findings) == 1
    assert refused.value.findings[0].place == "onderbouwing.noodzaak.bewijs.0.waarde"


def test_a_message_never_echoes_signs_that_steer() -> None:
    odd = "a\u202e\x9b"
    with pytest.raises(BadInput) as refused:
        small(onderdelen=[a_part(gebied={"id": odd}), a_part(gebied={"id": odd, "binnen": odd})])
    assert "\u202e" not in str(refused.value) and "\x9b" not in str(refused.value)


def test_another_way_in_makes_the_same_checks_in_the_same_words() -> None:
    data = {**SMALL, "onderdelen": []}
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(DesignationRequest).validate_python(data)
    words = [str(finding) for finding in findings_of(refused.value, DesignationRequest, data)]
    assert words == ["onderdelen: a list is too short → give at least 1 item"]


def test_an_application_does_not_import_the_models_of_a_request() -> None:
    code = "import sys, wbmgp_engine.facts; print('wbmgp_engine.facts.request' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"


def test_the_package_has_no_other_late_name() -> None:
    with pytest.raises(AttributeError, match="Aanwijzing"):
        _ = facts.Aanwijzing
