"""What the rules get to see of an application, whole: every fact under its name, and the question where it was not told."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.permits.test_questions_that_say_enough import garib
from wbmgp_engine import Application
from wbmgp_engine.law.completeness import Complete
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.asked import answered_in, asked
from wbmgp_engine.permits.binding import bind, of_ordinance
from wbmgp_engine.permits.context import Context, Designated, given_context


def ask(*paths: str) -> Unknown:
    return Unknown(paths)


BARE: dict[str, Any] = {
    "kenmerk": "kaal", "gemeente": "GM0599", "aanvraagsoort": "huisvesting", "aanvraagdatum": "2021-05-01",
    "woonruimte": {"gebied": "a"}, "huishouden": [{"id": "p1", "rol": "aanvrager"}],
}  # fmt: skip
OF_BARE: dict[str, Any] = {
    "aanvraagsoort": "huisvesting",
    "aanvraagdatum": date(2021, 5, 1),
    "personen": [
        {
            "id": "p1",
            "aanvrager": True,
            "geboortedatum": ask("huishouden.p1.geboortedatum"),
            "geboortedatum_vroegst": ask("huishouden.p1.geboortedatum"),
            "geboortedatum_laatst": ask("huishouden.p1.geboortedatum"),
            "inkomen": ask("huishouden.p1.inkomen"),
            "vog": ask("onderzoek.vog.p1"),
            "ingezetene_vanaf": ask("huishouden.p1.verblijf"),
            "ingezetene_vanaf_vroegst": ask("huishouden.p1.verblijf"),
            "ingezetene_vanaf_laatst": ask("huishouden.p1.verblijf"),
        }
    ],
    "hardheidsoordelen": [],
    "uitzondering15": ask("uitzondering15"),
    "gedragingen_alsnog_genoemd": ask("situatie.verordening.gedragingen#keuze"),
    "aanwijzingen": [
        {
            "gebied": "a",
            "grond": "artikel_8",
            "instrument": ask("toepassingsbereik#instrument"),
            "vroegst": ask("toepassingsbereik#aanwijzing"),
            "van": ask("toepassingsbereik#aanwijzing"),
            "tot": ask("toepassingsbereik#aanwijzing"),
            "in_gebied": ask("woonruimte.gebied"),
        }
    ],
    "aanwijzingen_volledig": False,
    "verordeningen_volledig": False,
    "register_volledig": False,
    "regeling_buiten_register": ask("toepassingsbereik"),
    "oude_aanwijzing_geeft_voorrang": ask("toepassingsbereik#oud"),
    "verhuurder": ask("woonruimte.verhuurder"),
    "soort_woonruimte": ask("woonruimte.soort"),
    "huurprijs": ask("woonruimte.huurprijs"),
    "kenmerken": ask("huishouden.p1.kenmerken"),
    "rechtmatig_verblijf": ask("huishouden.p1.rechtmatigVerblijf"),
    "verblijf_opgegeven": False,
    "verblijf_toereikend": ask("huishouden.p1.rechtmatigVerblijf#oordeel"),
    "kandidaten_met_voorrang": ask("voorrang.kandidatenMetVoorrang"),
    "voorrang_oordeel": None,
    "voorrang_gemotiveerd": False,
    "voorrang_beslisser_genoemd": False,
    "woonverklaring": ask("onderzoek.woonverklaring"),
    "woonverklaring_ontvangen": False,
    "vog_ontvangen": False,
    "voorschriften_genoemd": False,
    "gehoord": False,
    "weging_a": False,
    "weging_b": False,
    "weging_c": False,
    "weging_d": False,
    "weging_e": False,
    "verordening_van": None,
    "verordening_tot": None,
    "categorieen": [],
    "gedragingen": [],
    "gedragingen_opgegeven": False,
    "hardheidsclausule_opgenomen": None,
    "latere_inwoning_geregeld": None,
}
OF_TOLD: dict[str, Any] = {
    "aanvraagsoort": "huisvesting",
    "aanvraagdatum": date(2007, 3, 8),
    "personen": [
        {
            "id": "p1",
            "aanvrager": True,
            "geboortedatum": ask("huishouden.p1.geboortedatum"),
            "geboortedatum_vroegst": date(1971, 1, 1),
            "geboortedatum_laatst": date(1971, 12, 31),
            "inkomen": [
                {
                    "soort": "bijstand",
                    "oordeel": None,
                    "gemotiveerd": False,
                    "beslisser_genoemd": False,
                    "telt_mee": ask("huishouden.p1.inkomen#oordeel"),
                }
            ],
            "vog": "overgelegd",
            "ingezetene_vanaf": date(2005, 5, 25),
            "ingezetene_vanaf_vroegst": date(2005, 5, 25),
            "ingezetene_vanaf_laatst": date(2005, 5, 25),
        },
        {
            "id": "p2",
            "aanvrager": False,
            "geboortedatum": ask("huishouden.p2.geboortedatum"),
            "geboortedatum_vroegst": date(1999, 1, 1),
            "geboortedatum_laatst": date(1999, 12, 31),
            "inkomen": ask("huishouden.p2.inkomen"),
            "vog": ask("onderzoek.vog.p2"),
            "ingezetene_vanaf": ask("huishouden.p2.verblijf"),
            "ingezetene_vanaf_vroegst": date(2001, 1, 1),
            "ingezetene_vanaf_laatst": None,
        },
    ],
    "hardheidsoordelen": [
        {
            "grond": "artikel_8",
            "oordeel": "onbillijk",
            "gemotiveerd": True,
            "beslisser_genoemd": True,
            "beroep": True,
            "omstandigheden_genoemd": True,
        }
    ],
    "uitzondering15": ask("uitzondering15"),
    "gedragingen_alsnog_genoemd": ask("situatie.verordening.gedragingen#keuze"),
    "aanwijzingen": [
        {
            "gebied": "tarwewijk",
            "grond": "artikel_8",
            "instrument": ask("toepassingsbereik#instrument"),
            "vroegst": date(2006, 7, 1),
            "van": date(2006, 7, 1),
            "tot": date(2010, 7, 1),
            "in_gebied": True,
        }
    ],
    "aanwijzingen_volledig": True,
    "verordeningen_volledig": True,
    "register_volledig": True,
    "regeling_buiten_register": ask("toepassingsbereik"),
    "oude_aanwijzing_geeft_voorrang": ask("toepassingsbereik#oud"),
    "verhuurder": "particulier",
    "soort_woonruimte": "zelfstandig",
    "huurprijs": 45000,
    "kenmerken": ["beroep_zorg"],
    "rechtmatig_verblijf": True,
    "verblijf_opgegeven": True,
    "verblijf_toereikend": ask("huishouden.p1.rechtmatigVerblijf#oordeel"),
    "kandidaten_met_voorrang": True,
    "voorrang_oordeel": "aan_ander",
    "voorrang_gemotiveerd": True,
    "voorrang_beslisser_genoemd": True,
    "woonverklaring": "weigeren",
    "woonverklaring_ontvangen": True,
    "vog_ontvangen": True,
    "voorschriften_genoemd": False,
    "gehoord": True,
    "weging_a": True,
    "weging_b": False,
    "weging_c": True,
    "weging_d": False,
    "weging_e": False,
    "verordening_van": date(2006, 7, 1),
    "verordening_tot": None,
    "categorieen": [
        {
            "gronden": ["artikel_8"],
            "verhuurder": ["particulier", "corporatie"],
            "soort": ["zelfstandig"],
            "huurprijs_tot": None,
        }
    ],
    "inkomenstoets": "aanvrager",
    "verblijfstoets": "aanvrager",
    "voorrangskenmerken": ["beroep_zorg"],
    "gedragingen": ["a", "d", "e"],
    "gedragingen_opgegeven": True,
    "hardheidsclausule_opgenomen": True,
    "latere_inwoning_geregeld": False,
}


def told() -> dict[str, Any]:
    """As much as an application can tell, with a birth and a stay of which only the year is known."""
    data = garib(
        hardheid={
            "grond": "artikel_8", "beroep": True, "omstandigheden": [{"soort": "kinderen"}], "oordeel": "onbillijk",
            "motivering": "m", "beslisser": "b",
        },
        voorrang={"kandidatenMetVoorrang": True, "oordeel": "aan_ander", "motivering": "m", "beslisser": "b"},
        onderzoek={
            "instrument": "politiegegevens", "woonverklaring": "weigeren", "gehoord": True, "vog": {"p1": "overgelegd"},
            "weging": {"a": "gewogen", "c": "gewogen", "d": "niet_gewogen"},
        },
    )  # fmt: skip
    applicant = {**data["huishouden"][0], "geboortedatum": "1971", "rechtmatigVerblijf": True}
    applicant |= {"kenmerken": ["beroep_zorg"], "inkomen": [{"soort": "bijstand"}]}
    child = {"id": "p2", "rol": "kind", "geboortedatum": "1999", "verblijf": [{"gemeente": "GM0599", "vanaf": "2001"}]}
    data["huishouden"] = [applicant, child]
    data["situatie"]["verordening"].update(
        categorieen=[{"gronden": ["artikel_8"], "verhuurder": ["particulier", "corporatie"], "soort": ["zelfstandig"]}],
        hardheidsclausule=True,
        latereInwoning=False,
        voorrangskenmerken=["beroep_zorg"],
        gedragingen=["a", "d", "e"],
    )
    return data


def test_of_what_was_not_told_the_rules_see_what_has_to_be_asked() -> None:
    designated = Designated("a", "artikel_8", None, None, None, None)
    context = Context("GM0599", Complete(False, False), None, (designated,), None)
    assert dict(bind(Application.model_validate(BARE), context).facts) == OF_BARE


def test_what_was_told_comes_under_the_names_of_the_rules() -> None:
    application = Application.model_validate(told())
    assert dict(bind(application, given_context(application)).facts) == OF_TOLD


def test_a_day_of_birth_that_is_known_is_all_three() -> None:
    data = told()
    data["huishouden"][0]["geboortedatum"] = "1971-03-04"
    application = Application.model_validate(data)
    persons: Any = bind(application, given_context(application)).facts["personen"]
    applicant = persons[0]
    assert {applicant[name] for name in ("geboortedatum", "geboortedatum_vroegst", "geboortedatum_laatst")} == {
        date(1971, 3, 4)
    }


def test_who_said_what_broke_the_years_comes_along() -> None:
    application = Application.model_validate(garib())
    broken = bind(application, given_context(application)).residences["p1"].broken_by
    assert broken is not None and (broken.kind, broken.source) == ("elders", "brp")


def test_what_an_ordinance_does_not_say_is_asked_and_null_is_an_answer() -> None:
    data = garib()
    data["situatie"]["verordening"] = {"id": "v"}
    application = Application.model_validate(data)
    path = "situatie.verordening"
    assert of_ordinance(given_context(application)) == {
        "verordening_van": ask(f"{path}.van"), "verordening_tot": None, "categorieen": ask("toepassingsbereik#verordening"),
        "inkomenstoets": ask(f"{path}.inkomenstoets"), "verblijfstoets": ask(f"{path}.verblijfstoets"),
        "voorrangskenmerken": ask(f"{path}.voorrangskenmerken"), "gedragingen": ask(f"{path}.gedragingen"),
        "gedragingen_opgegeven": False, "hardheidsclausule_opgenomen": None,
        "latere_inwoning_geregeld": ask(f"{path}.latereInwoning"),
    }  # fmt: skip
    data["situatie"]["verordening"] |= {"gedragingen": None, "latereInwoning": None}
    found = of_ordinance(given_context(Application.model_validate(data)))
    assert (found["gedragingen"], found["gedragingen_opgegeven"], found["latere_inwoning_geregeld"]) == ([], True, None)


def test_every_path_that_is_asked_leads_to_an_input_and_to_a_field() -> None:
    assert asked("huishouden.p1.inkomen#oordeel") == ("personen.inkomen.telt_mee", "p1")
    assert asked("onderzoek.vog.p2") == ("personen.vog", "p2")
    assert asked("woonruimte.huurprijs") == ("huurprijs", None)
    assert asked("iets.anders") == ("regeling_buiten_register", None)
    assert answered_in("toepassingsbereik#oud") is None
    assert answered_in("toepassingsbereik#aanwijzing") == "situatie"
    assert answered_in("huishouden.p1.inkomen#oordeel") == "huishouden.p1.inkomen.oordeel"
    assert answered_in("huishouden.p1.rechtmatigVerblijf#oordeel") == "huishouden.p1.rechtmatigVerblijf"
