"""Proportionality in one case: a record beside the advice, with the parts a refusal asks for and that are missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.permits.proportionality import open_parts

LAWBOOK = OUR_LAW
WHOLE = {"tekst": "Zo is het.", "bron": "rapport 2024", "auteur": "C. de Wit"}
IN_2024: dict[str, Any] = {
    "aanwijzingen": [
        {"gebied": "wijk", "grond": "artikel_8", "van": "2023-01-01", "tot": "2027-01-01"},
        {"gebied": "wijk", "grond": "artikel_10", "instrument": "politiegegevens", "van": "2023-01-01", "tot": "2027-01-01"},
    ],
    "regio": ["GM0599"],
    "verordening": {
        "id": "v", "van": "2023-01-01", "tot": "2027-01-01", "inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager",
        "categorieen": [{"gronden": ["artikel_8", "artikel_10"]}], "gedragingen": ["a"],
    },
}  # fmt: skip


def _application(on: str = "2024-05-01", **more: Any) -> Application:
    person = {
        "id": "p1", "rol": "aanvrager", "geboortedatum": "1980-01-01", "rechtmatigVerblijf": True,
        "verblijf": [{"gemeente": "GM0363", "vanaf": "1980-01-01", "tot": None}], "inkomen": [{"soort": "bijstand"}],
    }  # fmt: skip
    person.update(more.pop("persoon", {}))
    return Application.model_validate({
        "kenmerk": "k", "gemeente": "GM0599", "aanvraagdatum": on, "woonruimte": {"gebied": "wijk"},
        "huishouden": [person], "situatie": IN_2024, **more,
    })  # fmt: skip


def _under(on: date, ground: str) -> dict[str, Any]:
    """A situation in which one ground is designated and applied around a day."""
    days = {"van": f"{on.year - 1}-01-01", "tot": f"{on.year + 2}-01-01"}
    ordinance = {
        **IN_2024["verordening"],
        **days,
        "categorieen": [{"gronden": [ground]}],
        "voorrangskenmerken": ["zorg"],
    }
    return {**IN_2024, "aanwijzingen": [{"gebied": "wijk", "grond": ground, **days}], "verordening": ordinance}


def _answer(application: Application, lawbook: Lawbook = LAWBOOK) -> dict[str, Any]:
    return assess(application, lawbook=lawbook).to_json(alternatives=False, trail=False)


def test_without_a_record_there_is_none() -> None:
    assert _answer(_application())["evenredigheid"] is None


def test_a_refusal_on_income_asks_for_every_part_but_conditions() -> None:
    answer = _answer(_application(evenredigheid={"doel": WHOLE}))
    assert answer["advies"] == "beoordelen"
    assert answer["evenredigheid"]["doel"] == WHOLE
    found = answer["evenredigheid"]["openstaand"]
    assert [part["onderdeel"] for part in found] == [
        "geschiktheid",
        "minderIngrijpend",
        "mogelijkhedenInRegio",
        "afweging",
    ]
    assert found[0]["ontbreekt"] == ["tekst", "bron", "auteur"]
    assert found[0]["bron"] == {
        "jci": "jci1.3:c:BWBR0005537&artikel=3:4&lid=2&g=2024-05-01",
        "tekst": "art. 3:4 lid 2 Awb",
    }
    assert set(found[0]["vraag"]) == {"nl", "en"}


def test_after_the_police_route_it_asks_why_conditions_do_not_suffice() -> None:
    settled: dict[str, Any] = {"persoon": {"inkomen": [{"soort": "aow"}]}, "onderzoek": {"woonverklaring": "weigeren"}}
    open_now = open_parts(assess(_application(evenredigheid={}, **settled), lawbook=LAWBOOK))
    assert [part.id for part in open_now if part.citation.text == "art. 10b lid 5 Wbmgp"] == ["voorschriften"]


def test_a_certificate_that_was_not_handed_in_asks_nothing_about_conditions() -> None:
    situation = {**IN_2024, "aanwijzingen": [{**IN_2024["aanwijzingen"][1], "instrument": "vog"}]}
    application = _application(
        evenredigheid={}, situatie=situation, onderzoek={"instrument": "vog", "vog": {"p1": "niet_overgelegd"}}
    )
    parts = [part.id for part in open_parts(assess(application, lawbook=LAWBOOK))]
    assert parts == ["doel", "geschiktheid", "minderIngrijpend", "mogelijkhedenInRegio", "afweging"]


def test_one_author_may_stand_for_the_whole_record() -> None:
    unsigned = {"tekst": "Zo is het.", "bron": "rapport 2024"}
    record = dict.fromkeys(["doel", "geschiktheid", "minderIngrijpend", "mogelijkhedenInRegio", "afweging"], unsigned)
    signed = _answer(_application(evenredigheid={**record, "auteur": "C. de Wit"}))
    assert signed["evenredigheid"]["openstaand"] == []
    alone = _answer(_application(evenredigheid=record))
    assert {tuple(part["ontbreekt"]) for part in alone["evenredigheid"]["openstaand"]} == {("auteur",)}


@pytest.mark.parametrize("income", [None, [{"soort": "aow"}]])
def test_it_asks_nothing_where_no_refusal_is_certain(income: Any) -> None:
    person = {"inkomen": income} if income else {"inkomen": [{"soort": "ww"}]}
    answer = _answer(_application(persoon=person, evenredigheid={"doel": WHOLE}))
    assert answer["evenredigheid"] == {"doel": WHOLE, "openstaand": []}


def test_it_asks_nothing_outside_a_designation() -> None:
    answer = _answer(_application(evenredigheid={}, woonruimte={"gebied": "elders"}))
    assert (answer["advies"], answer["evenredigheid"]) == ("geen_vergunning_nodig", {"openstaand": []})


@pytest.mark.parametrize("on", [date(2007, 3, 19), date(2016, 1, 1)])
def test_before_2017_a_refusal_on_income_asks_the_same_parts(on: date) -> None:
    start = f"{on.year - 1}-01-01"
    situation = {
        **IN_2024, "aanwijzingen": [{"gebied": "wijk", "grond": "artikel_8", "van": start, "tot": f"{on.year + 2}-01-01"}],
        "verordening": {**IN_2024["verordening"], "van": start, "tot": f"{on.year + 2}-01-01"},
    }  # fmt: skip
    application = _application(on.isoformat(), evenredigheid={}, situatie=situation)
    parts = [part.id for part in open_parts(assess(application, lawbook=LAWBOOK))]
    assert parts == ["doel", "geschiktheid", "minderIngrijpend", "mogelijkhedenInRegio", "afweging"]


@pytest.mark.parametrize("on", [date(2016, 1, 1), date(2024, 5, 1)])
def test_a_refusal_for_unlawful_residence_alone_is_weighed_too(on: date) -> None:
    """Housing Act 2014, article 10 lid 2: it is no ground of this act, but a refusal all the same (Awb 3:4 lid 2)."""
    person = {"inkomen": [{"soort": "aow"}], "rechtmatigVerblijf": False}
    application = _application(on.isoformat(), evenredigheid={}, situatie=_under(on, "artikel_8"), persoon=person)
    parts = [part.id for part in open_parts(assess(application, lawbook=LAWBOOK))]
    assert parts == ["doel", "geschiktheid", "minderIngrijpend", "afweging"]


@pytest.mark.parametrize("on", [date(2008, 1, 1), date(2016, 1, 1), date(2024, 5, 1)])
def test_a_dwelling_that_goes_to_somebody_with_priority_is_weighed_too(on: date) -> None:
    """Article 9 refuses only through a person's judgement; the one who is passed over hears why (Awb 3:4 lid 2)."""
    passed = {
        "kandidatenMetVoorrang": True,
        "oordeel": "aan_ander",
        "beslisser": "C. de Wit",
        "motivering": "zorg gaat voor",
    }
    about: dict[str, Any] = {"situatie": _under(on, "artikel_9"), "persoon": {"kenmerken": []}, "voorrang": passed}
    application = _application(on.isoformat(), evenredigheid={}, **about)
    parts = [part.id for part in open_parts(assess(application, lawbook=LAWBOOK))]
    assert parts == ["doel", "geschiktheid", "minderIngrijpend", "afweging"]


def test_a_rule_book_without_the_regulation_asks_for_no_record() -> None:
    kept = {path: text for path, text in LAWBOOK.files.items() if "toets_evenredigheid" not in path}
    answer = _answer(_application(evenredigheid={"doel": WHOLE}), Lawbook.from_files(kept))
    assert answer["evenredigheid"] == {"doel": WHOLE, "openstaand": []}


def test_the_text_lists_what_is_open_beside_a_refusal_and_nowhere_else() -> None:
    heading = "Evenredigheid in dit geval"
    refusal = explain(assess(_application(), lawbook=LAWBOOK))
    assert heading in refusal
    assert "Welk doel dient de weigering in dit geval? (art. 3:4 lid 2 Awb)" in refusal
    record = dict.fromkeys(["doel", "geschiktheid", "minderIngrijpend", "mogelijkhedenInRegio", "afweging"], WHOLE)
    assert heading not in explain(assess(_application(evenredigheid=record), lawbook=LAWBOOK))
    assert heading not in explain(assess(_application(persoon={"inkomen": [{"soort": "aow"}]}), lawbook=LAWBOOK))
