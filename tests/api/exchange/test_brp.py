"""Answers of the BRP read into the facts of an application: what is known, what is in research, and what is told of the rest."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.exchange.brp_answers import Json, address, day, fixture, histories, history
from wbmgp_api.exchange.brp import MOST_PERSONS, MOST_RESIDENCES, ReadPerson, read_answer
from wbmgp_api.exchange.notices import MOST
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts import PartialDate, uninterrupted_since
from wbmgp_engine.facts.application import Application, Person

BRP = {"soort": "brp"}
RESEARCH = {"soort": "brp", "inOnderzoek": True}


def read(answer: Any, born: str | None = None) -> ReadPerson:
    (found,) = read_answer(answer, None if born is None else PartialDate.parse(born))
    return found


def stays(answer: Any, born: str | None = None) -> list[Json]:
    found: list[Json] = read(answer, born).facts["verblijf"]
    return found


def codes(found: ReadPerson) -> set[str]:
    return {one.code for one in found.notices}


def test_a_history_with_partial_and_disputed_days_abroad_and_unknown() -> None:
    found = read(fixture("brp-historie.json"))
    assert found.facts == {"verblijf": [
        {"gemeente": "onbekend", "tot": "2009-01-01", "bron": BRP},
        {"gemeente": "onbekend", "vanaf": "2009-01-01", "tot": "2011", "bron": BRP},
        {"gemeente": "GM0599", "vanaf": "2011", "tot": "2020-07", "bron": BRP},
        {"gemeente": "buitenland", "vanaf": "2020-07", "tot": "2022-03-01", "bron": BRP},
        {"gemeente": "GM0599", "vanaf": "2022-03-01", "tot": None, "bron": RESEARCH},
    ]}  # fmt: skip
    assert codes(found) == {"before", "date_unknown", "in_research", "confidential"}
    assert found.in_research == 1


def test_people_are_registered_in_a_municipality_since_they_came_to_it() -> None:
    first, second = read_answer(fixture("brp-personen.json"))
    assert first.facts == {
        "geboortedatum": "1971",
        "verblijf": [
            {"gemeente": "onbekend", "vanaf": "1971", "tot": "2011-05-25", "bron": BRP},
            {"gemeente": "GM0599", "vanaf": "2011-05-25", "tot": None, "bron": BRP},
        ],
    }
    assert second.facts == {"verblijf": [
        {"gemeente": "onbekend", "tot": "1999-04-01", "bron": BRP},
        {"gemeente": "GM0599", "vanaf": "1999-04-01", "tot": None, "bron": RESEARCH},
    ]}  # fmt: skip
    assert {"birth_in_research", "in_research"} <= codes(second)
    said = repr([one.to_json() for one in (first, second)])
    assert "999990019" not in said and "111222333" not in said


@pytest.mark.parametrize(
    ("answer", "born", "expected"),
    [
        # Addresses that follow each other in one municipality are one residence, whatever is known of the move.
        (history(address("0599", "1990-01-01", "2000"), address("0599", "2000", "2005-03"), address("0599", "2005-03")), "1990",
         [("GM0599", "1990-01-01", None, False)]),
        # With the date of birth nothing stands before the first residence.
        (history(address("0599", "1990-01-01")), "1990-01-01", [("GM0599", "1990-01-01", None, False)]),
        (history(address("0599", "1990-01-01")), "1980-02", [("onbekend", "1980-02", "1990-01-01", False), ("GM0599", "1990-01-01", None, False)]),
        # A code that merged since stays as it is told.
        (history(address("0622", "1990-01-01", "2010-03-18"), address("0599", "2010-03-18")), "1990",
         [("GM0622", "1990-01-01", "2010-03-18", False), ("GM0599", "2010-03-18", None, False)]),
        # A hole, and an end after which nothing is told.
        (history(address("0599", "1990-01-01", "1995-01-01"), address("0599", "1996-01-01", "1999-01-01")), "1990",
         [("GM0599", "1990-01-01", "1995-01-01", False), ("onbekend", "1995-01-01", "1996-01-01", False),
          ("GM0599", "1996-01-01", "1999-01-01", False), ("onbekend", "1999-01-01", None, False)]),
        # Is the first day in research, then so is the last of what it ended.
        (history(address("0363", "1990-01-01", "2005-01-01"), address("0599", "2005-01-01", inOnderzoek={"datumVan": True})), "1990",
         [("GM0363", "1990-01-01", "2005-01-01", True), ("GM0599", "2005-01-01", None, True)]),
        # Somebody was found to be gone: that, and not the time before, is in research.
        (history(address("0599", "1990-01-01", "2023-05-16"), address("0599", "2023-05-16", indicatieVastgesteldVerblijftNietOpAdres=True,
                 inOnderzoek={"type": True, "gemeenteVanInschrijving": True, "datumVan": True})), "1990",
         [("GM0599", "1990-01-01", "2023-05-16", False), ("GM0599", "2023-05-16", None, True)]),
        # Only a house number is in research.
        (history(address("0599", "1990-01-01", inOnderzoek={"nummeraanduidingIdentificatie": True})), "1990", [("GM0599", "1990-01-01", None, False)]),
        # A mark of research that we cannot read counts as one of everything.
        (history(address("0599", "1990-01-01", inOnderzoek={"nieuwVeld": True})), "1990", [("GM0599", "1990-01-01", None, True)]),
        (history(address("0599", "1990-01-01", inOnderzoek={"type": "ja"})), "1990", [("GM0599", "1990-01-01", None, True)]),
        (history(address("0599", "1990-01-01", inOnderzoek=True)), "1990", [("GM0599", "1990-01-01", None, True)]),
        # Nothing is kept up to date after that day.
        (history(address("0599", "1990-01-01"), opschortingBijhouding={"reden": {"code": "E"}, "datum": day("2015-02-03")}), "1990",
         [("GM0599", "1990-01-01", "2015-02-03", False), ("onbekend", "2015-02-03", None, False)]),
        # Some who pass answers on fill them up with null for all that somebody does not have.
        (history(address("0599", "1990-01-01", datumTot=None, inOnderzoek={"type": None, "datumVan": None}, verblijftNietOpAdresVanaf=None),
                 opschortingBijhouding={"reden": {"code": None}, "datum": None}, geheimhoudingPersoonsgegevens=None), "1990",
         [("GM0599", "1990-01-01", None, False)]),
        # The same residence twice.
        (history(address("0599", "1990-01-01"), address("0599", "1990-01-01")), "1990", [("GM0599", "1990-01-01", None, False)]),
    ],
)  # fmt: skip
def test_what_becomes_of_a_history(answer: Json, born: str, expected: list[tuple[str, str, str | None, bool]]) -> None:
    found = [
        (one["gemeente"], one.get("vanaf"), one["tot"], "inOnderzoek" in one["bron"]) for one in stays(answer, born)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("record", "code", "place", "start"),
    [
        (address("0599", "1990-01-01") | {"type": "Ruimteschip"}, "kind_of_place", "onbekend", "1990-01-01"),
        (address("0599", "1990-01-01") | {"type": ["Adres"]}, "kind_of_place", "onbekend", "1990-01-01"),
        (address("59", "1990-01-01"), "municipality", "onbekend", "1990-01-01"),
        (address("1999", "1990-01-01"), "municipality", "onbekend", "1990-01-01"),
        (address("0599", "1990-01-01") | {"gemeenteVanInschrijving": None}, "municipality", "onbekend", "1990-01-01"),
        (address("0599", "1990-01-01") | {"datumVan": {"type": "Eeuw", "eeuw": 20}}, "date", "GM0599", None),
        (address("0599", "1990-01-01") | {"datumVan": {"type": "Datum", "datum": "1990-13-01"}}, "date", "GM0599", None),
        (address("0599", "1990-01-01") | {"datumVan": {"type": "Datum", "datum": "1990"}}, "date", "GM0599", None),
        (address("0599", "1990-01-01") | {"datumVan": {"type": "JaarDatum", "jaar": True}}, "date", "GM0599", None),
        (address("0599", "1990-01-01") | {"datumVan": "19900101"}, "date", "GM0599", None),
        (address("0599", "1990-01-01") | {"datumAanvangAdreshouding": day("1991-01-01")}, "two_dates", "GM0599", None),
        (address("0599", "1990-01-01") | {"datumVan": None, "datumIngangGeldigheid": day("1990-01-01")}, "validity_only", "GM0599", None),
        (address("0599", "1990-01-01", "1980-01-01"), "backwards", "GM0599", None),
        (address("0599", "1990-01-01", functieAdres={"code": "B"}), "correspondence", "GM0599", "1990-01-01"),
        (address("0599", "1990-01-01", functieAdres={"code": "Z"}), "function", "GM0599", "1990-01-01"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_reported_and_left_open(record: Json, code: str, place: str, start: str | None) -> None:
    found = read(history(record), "1990")
    assert code in codes(found)
    told = [one for one in found.facts["verblijf"] if one != {"gemeente": "onbekend", "vanaf": "1990", "bron": BRP}]
    assert (told[0]["gemeente"], told[0].get("vanaf")) == (place, start)


def test_a_beginning_may_be_named_as_in_the_register_itself() -> None:
    told = address("0599", "1990-01-01") | {"datumVan": None, "datumAanvangAdreshouding": day("1991-02")}
    assert stays(history(told))[-1]["vanaf"] == "1991-02"


def test_an_empty_history_leaves_the_residence_open() -> None:
    found = read({"verblijfplaatsen": []})
    assert found.facts == {}
    assert codes(found) == {"no_residence"}


def test_another_order_is_reported_and_set_right_where_the_days_are_known() -> None:
    answer = {"verblijfplaatsen": [address("0363", "1990-01-01", "2000-01-01"), address("0599", "2000-01-01")]}
    assert [one["gemeente"] for one in stays(answer, "1990")] == ["GM0363", "GM0599"]
    assert "order" in codes(read(answer))
    unsure = {
        "verblijfplaatsen": [*answer["verblijfplaatsen"], address("0606", None, "1999-01-01"), address("0606", "2010")]
    }
    assert all(one["bron"] == RESEARCH for one in stays(unsure, "1980") if one["gemeente"].startswith("GM"))


def test_two_registrations_at_once_are_told_and_settle_nothing() -> None:
    answer = history(address("0599", "1990-01-01", "2020-01-01"), address("0363", "2015-01-01"))
    assert "overlap" in codes(read(answer, "1990"))
    told = stays(answer, "1990")
    assert _since(told, ("GM0599",), date(2018, 1, 1)) == (date(1990, 1, 1), None)
    assert "overlap" not in codes(read(history(address("0599", "1990-01-01", "2015"), address("0363", "2015-05-05"))))


def test_a_year_alone_may_come_after_a_day_in_it() -> None:
    answer = history(address("0363", "2000-01-02", "2000"), address("0599", "2000"))
    assert [(one["gemeente"], one["vanaf"]) for one in stays(answer, "1990")][1:] == [
        ("GM0363", "2000-01-02"), ("GM0599", "2000"),
    ]  # fmt: skip
    assert "order" not in codes(read(answer))


@given(histories(), st.sampled_from([None, "1985", "1985-05-05"]))
def test_a_history_covers_all_of_time_in_order_and_fits_an_application(answer: Json, born: str | None) -> None:
    found = stays(answer, born)
    person = Person.model_validate({"id": "p1", "rol": "aanvrager", "verblijf": found})
    edges = [(one.start, one.end) for one in person.residence]
    assert person.residence[-1].until_now
    assert all(start is None or end is None or start.earliest <= end.latest for start, end in edges)
    for (_, end), (start, _) in pairwise(edges):
        assert end == start
    first = edges[0][0]
    assert first is None or (born is not None and first.earliest <= PartialDate.parse("1990").earliest)


@given(histories(), st.integers(2000, 2025), st.booleans())
def test_what_is_certain_rests_on_nothing_in_research_and_nothing_untold(answer: Json, year: int, full: bool) -> None:
    on, region = date(year, 7, 1), ("GM0599", "GM0606")
    born = "1985" if full else None
    found = _since(stays(answer, born), region, on)
    doubted = [one for one in answer["verblijfplaatsen"] if one.get("inOnderzoek", {}).get("type")]
    for one in doubted:
        one["gemeenteVanInschrijving"] = {"code": "0363", "omschrijving": "x"}
        one["type"] = "Adres"
    if found[0] == found[1]:
        elsewhere = _since(stays(answer, born), region, on)
        assert elsewhere[0] == elsewhere[1] == found[0]


def _since(told: list[Json], region: tuple[str, ...], on: date) -> tuple[date | None, date | None]:
    person = Person.model_validate({"id": "p1", "rol": "aanvrager", "verblijf": told})
    found = uninterrupted_since(person.stays, region, on)
    return found.earliest, found.latest


@given(histories((10,)))
def test_whole_days_without_research_come_back_as_they_were_told(answer: Json) -> None:
    for one in answer["verblijfplaatsen"]:
        one.pop("inOnderzoek", None)
    told = {(one["datumVan"]["datum"], _place(one)) for one in answer["verblijfplaatsen"]}
    begun = {(one["vanaf"], one["gemeente"]) for one in stays(answer) if "vanaf" in one}
    assert begun - {("2020-06-01", "onbekend")} <= told
    assert {place for _, place in told} <= {place for _, place in begun}


def _place(one: Json) -> str:
    kinds = {"VerblijfplaatsBuitenland": "buitenland", "VerblijfplaatsOnbekend": "onbekend"}
    return kinds.get(one["type"], f"GM{one['gemeenteVanInschrijving']['code']}")


@pytest.mark.parametrize(
    "answer",
    [
        None, [], "x", 5, {}, {"verblijfplaatsen": {}}, {"personen": "x"}, {"verblijfplaatsen": [None]},
        {"personen": [5]}, {"personen": [{}] * (MOST_PERSONS + 1)}, {"verblijfplaatsen": [{}] * (MOST_RESIDENCES + 1)},
        {"status": 403, "title": "U bent niet geautoriseerd"},
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(answer: Any) -> None:
    with pytest.raises(BadInput) as refused:
        read_answer(answer)
    assert all(one.fix for one in refused.value.findings)


_junk: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["999990019", "Adres", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "code", "datum", "jaar", "maand", "datumVan", "datumTot", "inOnderzoek", "gemeenteVanInschrijving", "x"],
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
_KEYS = (
    "type", "datumVan", "datumTot", "inOnderzoek", "gemeenteVanInschrijving", "functieAdres", "geboorte", "verblijfplaats",
    "datumInschrijvingInGemeente", "opschortingBijhouding", "geheimhoudingPersoonsgegevens", "datumAanvangAdreshouding",
)  # fmt: skip
_parts = st.dictionaries(st.sampled_from(_KEYS), _junk, max_size=8)


@given(st.lists(_parts, max_size=4), _parts, st.sampled_from(["personen", "verblijfplaatsen"]))
def test_whatever_stands_in_an_answer_gives_facts_that_fit_and_repeats_no_number(
    items: list[Json], around: Json, kind: str
) -> None:
    for one in read_answer({**around, kind: items}):
        assert "999990019" not in repr(one.to_json())
        assert "\0" not in repr(one.to_json())
        assert len(one.notices) <= MOST + 1
        Person.model_validate({"id": "p1", "rol": "aanvrager", **one.facts})


def test_the_facts_fit_an_application_as_they_are() -> None:
    facts = read_answer(fixture("brp-personen.json"))[0].facts
    made = Application.model_validate({
        "kenmerk": "k", "gemeente": "GM0599", "aanvraagdatum": "2026-11-18", "woonruimte": {"gebied": "tarwewijk"},
        "huishouden": [{"id": "p1", "rol": "aanvrager", **facts}],
    })  # fmt: skip
    assert made.to_json()["huishouden"][0]["verblijf"] == facts["verblijf"]
