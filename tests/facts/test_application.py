"""An application as it was given: absent, null and withheld kept apart; facts by path, their state and their source."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from tests.facts.samples import EXAMPLE, MINIMAL, example, refusal, without
from tests.facts.strategies import applications
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts import Application, FactState, IncomeKind, PartialDate, Role, uninterrupted_since


def minimal(**changes: Any) -> Application:
    return Application.model_validate({**MINIMAL, **changes})


def person(**changes: Any) -> Application:
    return minimal(huishouden=[{"id": "p1", "rol": "aanvrager", **changes}])


def test_the_example_of_the_contract() -> None:
    application = example()
    assert (application.reference, application.municipality, application.kind) == (
        "voorbeeld-1",
        "GM0599",
        "huisvesting",
    )
    assert application.application_date == date(2007, 3, 8)
    dwelling = application.dwelling
    assert (dwelling.area, dwelling.landlord, dwelling.kind, dwelling.rent) == (
        "tarwewijk",
        "particulier",
        "zelfstandig",
        45000,
    )
    assert dwelling.address is not None
    assert (dwelling.address.postcode, dwelling.address.number, dwelling.address.letter) == ("3082AA", 72, "A")
    applicant, child = application.household
    assert applicant is application.applicant
    assert (applicant.role, child.role) == (Role.APPLICANT, Role.CHILD)
    assert applicant.born == PartialDate.parse("1971")
    assert applicant.lawful_residence is True
    assert [item.kind for item in applicant.income] == [IncomeKind.ASSISTANCE]
    assert application.screening is not None and application.screening.weighed is not None
    assert application.screening.statement == "weigeren"
    assert application.screening.weighed.e == "gewogen"
    (hardship,) = application.hardship
    assert (hardship.ground, hardship.pleaded, hardship.judgement) == ("artikel_8", False, "niet_onbillijk")
    assert hardship.reasoned and hardship.signed
    assert application.situation is not None and application.situation.ordinance is not None
    assert application.situation.designations[0].end == date(2010, 7, 1)
    assert application.situation.ordinance.behaviours == ["a", "d", "e"]
    since = uninterrupted_since(applicant.stays, application.situation.region, application.application_date)
    assert since.latest == date(2005, 5, 25)


@settings(deadline=None)
@given(applications())
def test_json_goes_round(data: dict[str, Any]) -> None:
    application = Application.model_validate(data)
    again = Application.from_json(json.dumps(application.to_json()))
    assert again == application
    assert again.to_json() == application.to_json()


@settings(deadline=None)
@given(applications())
def test_what_was_given_is_what_is_told(data: dict[str, Any]) -> None:
    def listed(key: str, value: Any) -> Any:
        return ([] if value is None else [value] if isinstance(value, dict) else value) if key == "hardheid" else value

    expected = {key: listed(key, value) for key, value in data.items()}
    assert Application.model_validate(data).to_json() == expected


def test_the_example_is_told_as_it_was_given_but_for_one_judgement_as_a_list() -> None:
    assert example().to_json() == {**EXAMPLE, "hardheid": [EXAMPLE["hardheid"]]}


def test_python_names_are_no_keys() -> None:
    assert refusal({**MINIMAL, "reference": "k"}) == [
        "reference: is not a known key → remove it, or correct its spelling"
    ]


def test_absent_is_unknown() -> None:
    application = person()
    applicant = application.applicant
    assert (applicant.born, applicant.lawful_residence, applicant.income, applicant.residence) == (None, None, [], [])
    assert applicant.model_fields_set == {"id", "role"}
    for path in ("geboortedatum", "rechtmatigVerblijf", "inkomen", "verblijf", "kenmerken"):
        assert application.state_of(f"huishouden.p1.{path}") is FactState.UNKNOWN


@pytest.mark.parametrize("empty", [[], None])
def test_an_empty_list_and_null_are_both_none_at_all_not_unknown(empty: list[Any] | None) -> None:
    applicant = person(inkomen=empty, verblijf=empty, kenmerken=empty).applicant
    assert (applicant.income, applicant.residence, applicant.traits) == ([], [], [])
    assert all(applicant.given(name) for name in ("income", "residence", "traits"))
    assert not applicant.given("born")


@pytest.mark.parametrize("key", ["voorrang", "onderzoek", "hardheid", "evenredigheid", "situatie", "nietVerstrekt"])
def test_a_whole_part_may_be_null(key: str) -> None:
    assert not getattr(minimal(**{key: None}), {
        "voorrang": "priority", "onderzoek": "screening", "hardheid": "hardship", "evenredigheid": "proportionality",
        "situatie": "situation", "nietVerstrekt": "not_supplied",
    }[key])  # fmt: skip


def test_null_is_an_answer_where_there_can_be_none() -> None:
    application = minimal(onderzoek={"woonverklaring": None}, woonruimte={"gebied": "carnisse", "adres": None})
    assert application.state_of("onderzoek.woonverklaring") is FactState.NONE
    assert application.state_of("woonruimte.adres") is FactState.NONE
    assert application.state_of("woonruimte.adresseerbaarObject") is FactState.UNKNOWN


def test_a_stay_keeps_apart_until_now_and_no_known_end() -> None:
    stays = person(
        verblijf=[{"gemeente": "GM0599", "vanaf": "2001", "tot": None}, {"vanaf": "2001-02"}]
    ).applicant.stays
    assert [(stay.place, stay.end, stay.until_now, stay.source) for stay in stays] == [
        ("GM0599", None, True, "opgave"),
        ("onbekend", None, False, "opgave"),
    ]


def test_withheld_is_a_state_of_its_own() -> None:
    application = minimal(nietVerstrekt=["huishouden.p1.inkomen", "onderzoek.vog.p1", "toepassingsbereik"])
    assert application.state_of("huishouden.p1.inkomen") is FactState.WITHHELD
    assert application.state_of("onderzoek.vog.p1") is FactState.WITHHELD
    assert application.state_of("toepassingsbereik") is FactState.WITHHELD
    assert application.state_of("huishouden.p1.verblijf") is FactState.UNKNOWN


@pytest.mark.parametrize("application", [minimal(), example()], ids=["minimal", "example"])
def test_every_fact_path_can_be_withheld_unless_it_is_supplied(application: Application) -> None:
    paths = list(application.fact_paths())
    assert len(paths) == len(set(paths))
    for path in paths:
        data = {**application.to_json(), "nietVerstrekt": [path]}
        if application.state_of(path) is FactState.UNKNOWN:
            assert Application.model_validate(data).state_of(path) is FactState.WITHHELD
        else:
            fix = "remove it from nietVerstrekt, or remove the fact"
            assert refusal(data) == [f"nietVerstrekt: '{path}' is supplied all the same → {fix}"]


def test_the_paths_of_questions() -> None:
    paths = set(example().fact_paths())
    assert {
        "huishouden.p1.inkomen", "huishouden.p1.verblijf", "huishouden.p1.geboortedatum", "huishouden.p1.rechtmatigVerblijf",
        "huishouden.p1.kenmerken", "huishouden.p2.geboortedatum", "onderzoek.woonverklaring", "onderzoek.vog.p2",
        "voorrang.kandidatenMetVoorrang", "woonruimte.verhuurder", "woonruimte.soort", "woonruimte.huurprijs",
        "woonruimte.gebied", "uitzondering15", "toepassingsbereik",
        "situatie.verordening.inkomenstoets", "situatie.verordening.voorrangskenmerken",
    } <= paths  # fmt: skip
    assert "huishouden.p2.rechtmatigVerblijf" not in paths


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "inkomen",
        "huishouden",
        "huishouden.p1",
        "huishouden.p9.inkomen",
        "huishouden.p1.inkomen.soort",
        "onderzoek.vog",
        "woonruimte.",
        "situatie.",
        "#",
    ],
)
def test_what_is_no_fact_has_no_state_and_no_source(path: str) -> None:
    with pytest.raises(KeyError):
        example().state_of(path)
    with pytest.raises(KeyError):
        example().source_of(path)


def sourced(*kinds: str | None) -> list[dict[str, Any]]:
    return [{"soort": "aow"} if kind is None else {"soort": "aow", "bron": {"soort": kind}} for kind in kinds]


@pytest.mark.parametrize(
    ("kinds", "source"),
    [
        ([], "opgave"), ([None], "opgave"), (["brp"], "brp"), (["brp", "brp"], "brp"),
        (["brp", "bewijsstuk"], "bewijsstuk"), (["brp", None], "opgave"), (["bewijsstuk", "opgave", "brp"], "opgave"),
    ],
)  # fmt: skip
def test_a_list_is_as_strong_as_its_weakest_item(kinds: list[str | None], source: str) -> None:
    assert person(inkomen=sourced(*kinds)).source_of("huishouden.p1.inkomen") == source


def test_sources_of_other_facts() -> None:
    application = example()
    assert application.source_of("huishouden.p1.verblijf") == "brp"
    assert application.source_of("huishouden.p1.geboortedatum") == "opgave"
    assert application.source_of("woonruimte.huurprijs") == "opgave"
    assert application.source_of("toepassingsbereik") == "opgave"
    registered = person(geboortedatum="1971", bron={"soort": "brp"}, kenmerken=["a"])
    assert registered.source_of("huishouden.p1.geboortedatum") == "brp"
    assert registered.source_of("huishouden.p1.rechtmatigVerblijf") == "opgave"
    assert registered.source_of("huishouden.p1.kenmerken") == "opgave"


def test_blank_reasons_and_names_are_none() -> None:
    for blank in ("", "  ", None):
        (hardship,) = minimal(hardheid={"oordeel": "onbillijk", "motivering": blank, "beslisser": blank}).hardship
        assert not hardship.reasoned and not hardship.signed


def test_several_judgements_may_stand_together() -> None:
    eight, ten = {"grond": "artikel_8", "oordeel": "onbillijk"}, {"grond": "artikel_10", "oordeel": "niet_onbillijk"}
    plea = {"beroep": True, "omstandigheden": [{"soort": "anders"}]}
    assert len(minimal(hardheid=[eight, ten, eight, plea]).hardship) == 4
    assert minimal(hardheid={"oordeel": "onbillijk"}).hardship[0].ground is None


@pytest.mark.parametrize(
    "situation",
    [
        {"aanwijzingen": [{"gebied": "a", "grond": "artikel_8", "van": "1950-01-01", "tot": "2190-01-01"}]},
        {
            "aanwijzingen": [
                {"gebied": "a", "grond": "artikel_10", "van": "2006-01-01", "tot": "2008-01-01", "instrument": "vog"}
            ]
        },
        {"aanwijzingen": [{"gebied": "a", "grond": "artikel_9", "van": "2006-01-01", "tot": "2006-01-01"}] * 3},
        {"verordening": {"van": "2006-01-01", "tot": "2100-01-01", "voorrangBoven": ["artikel_12"]}},
        {"regio": [], "aanwijzingen": None, "verordening": None},
        {},
    ],
)
def test_impossible_law_is_no_bad_input(situation: dict[str, Any]) -> None:
    assert minimal(situatie=situation).situation is not None


def test_a_situation_keeps_apart_no_end_recorded_and_an_unknown_end() -> None:
    base = {"gebied": "a", "grond": "artikel_8"}
    situation = minimal(situatie={"aanwijzingen": [base, {**base, "tot": None}]}).situation
    assert situation is not None
    unknown, none_recorded = situation.designations
    assert unknown.end is None is none_recorded.end
    assert ("end" in unknown.model_fields_set, "end" in none_recorded.model_fields_set) == (False, True)
    assert not situation.given("region")


@pytest.mark.parametrize("text", ["3082AA", "3082 AA"])
def test_a_postcode_is_kept_without_its_space(text: str) -> None:
    application = example(woonruimte__adres__postcode=text)
    assert application.dwelling.address is not None
    assert application.dwelling.address.postcode == "3082AA"


@pytest.mark.parametrize("area", ["oud-charlois", "'s-hertogenbosch-oost", "operabuurt", "wijk7", "zuidwijk-é"])
def test_an_area_is_named_in_lower_case_with_hyphens(area: str) -> None:
    assert example(woonruimte__gebied=area).dwelling.area == area


def test_birth_is_bounded_by_the_application() -> None:
    application = person(geboortedatum="2020")
    assert application.applicant.born_between(application.application_date) == (date(2020, 1, 1), date(2020, 1, 1))
    assert person(geboortedatum="1971-05").applicant.born_between(date(2020, 1, 1)) == (
        date(1971, 5, 1),
        date(1971, 5, 31),
    )
    assert person().applicant.born_between(date(2020, 1, 1)) is None


def test_applied_on_another_date_changes_nothing_else() -> None:
    later = example().applied_on(date(2011, 5, 25))
    assert later.to_json() == {**example().to_json(), "aanvraagdatum": "2011-05-25"}


def test_changes_by_path() -> None:
    changed = example().changed(
        {
            "aanvraagdatum": "2011-05-25",
            "huishouden.p2.inkomen": [{"soort": "wajong"}],
            "uitzondering15": True,
            "woonruimte.soort": "onzelfstandig",
        }
    )
    assert changed.application_date == date(2011, 5, 25)
    assert changed.household[1].income[0].kind is IncomeKind.YOUNG_DISABLED
    assert changed.exception15 is True
    assert changed.dwelling.kind == "onzelfstandig"
    assert example().household[1].income == []


def test_a_change_makes_the_part_it_stands_in() -> None:
    changed = minimal().changed({"voorrang.kandidatenMetVoorrang": True, "onderzoek.vog.p1": "overgelegd"})
    assert changed.priority is not None and changed.priority.candidates is True
    assert changed.screening is not None and changed.screening.certificates == {"p1": "overgelegd"}


def test_a_withheld_fact_that_is_changed_is_supplied() -> None:
    application = minimal(nietVerstrekt=["huishouden.p1.inkomen", "huishouden.p1.verblijf"])
    changed = application.changed({"huishouden.p1.inkomen": []})
    assert changed.not_supplied == ["huishouden.p1.verblijf"]
    assert changed.state_of("huishouden.p1.inkomen") is FactState.KNOWN


def test_a_change_of_nobody_or_to_nonsense_is_refused() -> None:
    with pytest.raises(KeyError):
        example().changed({"huishouden.p9.inkomen": []})
    with pytest.raises(BadInput, match=r"^huishouden\.0\.inkomen\.0\.soort: 'loon' is not one of the allowed values"):
        example().changed({"huishouden.p1.inkomen": [{"soort": "loon"}]})


def test_an_application_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="frozen"):
        example().reference = "anders"


def test_conditions_and_proportionality_are_told_as_given() -> None:
    record = {"doel": {"tekst": "leefbaarheid", "bron": "besluit", "auteur": "a"}, "afweging": {}, "auteur": "b"}
    application = minimal(evenredigheid=record, onderzoek={"voorschriften": ["geen overlast"]})
    assert application.proportionality_json() == record
    assert application.conditions == ["geen overlast"]
    assert (minimal().proportionality_json(), minimal().conditions) == (None, [])


def test_the_contract_can_be_published_as_a_json_schema() -> None:
    schema = Application.model_json_schema()
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) == {"kenmerk", "gemeente", "aanvraagdatum", "woonruimte", "huishouden"}
    assert set(without(EXAMPLE)) <= set(schema["properties"])
    assert schema["properties"]["aanvraagdatum"]["format"] == "date"


@pytest.mark.parametrize(
    ("born", "stay"),
    [
        ("1999-07-01", {"vanaf": "1999-07-01", "tot": None}),
        ("1999-07-01", {"vanaf": "1999", "tot": None}),
        ("1999", {"vanaf": "1999-01-01", "tot": None}),
        ("1999-07", {"vanaf": "1999-07-01", "tot": "1999"}),
        ("1999-07-01", {"tot": "1999-07-02"}),
        ("1999-07-01", {"tot": None}),
    ],
)
def test_residence_from_birth_on_can_be(born: str, stay: dict[str, Any]) -> None:
    child = {"id": "p2", "rol": "kind", "geboortedatum": born, "verblijf": [{"gemeente": "GM0599", **stay}]}
    data = {**EXAMPLE, "huishouden": [EXAMPLE["huishouden"][0], child]}
    assert Application.model_validate(data).household[1].residence
