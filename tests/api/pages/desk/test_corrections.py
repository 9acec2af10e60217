"""The facts of a case as forms: each a correction with its reason, in which what the form does not know survives."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from tests.api.cases.working import DESK, LAWYER, MAYOR, REVIEWER, asked, refusable
from tests.api.pages.desk.conftest import Office, Person, fields_of, words

PAGES = ("huishouden", "verblijf", "inkomen", "gegevens")
HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'


def facts(town: Office, case: str) -> dict[str, Any]:
    return dict(town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()["aanvraag"])


def rich(town: Office) -> str:
    """A case with much that no form here knows: hardship, a screening, a weighing, a point on the map."""
    hardship = [{"grond": "artikel_8", "beroep": True, "omstandigheden": [{"soort": "medisch", "toelichting": "x"}]}]
    given = asked(hardheid=hardship, nietVerstrekt=["woonruimte.verhuurder"], evenredigheid={"doel": {"tekst": "t"}})
    given["woonruimte"] = {"gebied": "tarwewijk", "punt": ["4.4950000", "51.8950000"], "soort": "zelfstandig"}
    given["huishouden"].append({"id": "kind-1", "rol": "kind", "geboortedatum": "2015"})
    case = town.desk.take_in(given)
    town.desk.well(case, "_verklaar-volledig", DESK, {})
    town.desk.well(case, "_vraag-onderzoek", REVIEWER, {})
    town.desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": {"woonverklaring": "verlenen"}})
    return case


@pytest.mark.parametrize("role", [DESK, REVIEWER])
def test_a_form_sent_as_it_is_changes_no_fact(town: Office, role: Any) -> None:
    case = rich(town)
    before = facts(town, case)
    somebody = town.as_(role, DESK, REVIEWER)
    for name in PAGES:
        somebody.get(f"/zaken/{case}/{name}")
        assert somebody.send(f"/zaken/{case}/{name}", toelichting="nagekeken") == f"/zaken/{case}/{name}?bewaard=ja"
        assert facts(town, case) == before
    assert "Bewaard" in words(somebody.get(f"/zaken/{case}/gegevens?bewaard=ja"))
    desk_only = town.as_(DESK)
    desk_only.get(f"/zaken/{case}/gegevens")
    desk_only.send(f"/zaken/{case}/gegevens", toelichting="nagekeken")
    assert facts(town, case) == before


def test_a_reason_is_asked_and_what_was_typed_comes_back(town: Office) -> None:
    case = town.desk.take_in()
    somebody = town.as_(DESK)
    somebody.get(f"/zaken/{case}/gegevens")
    text = somebody.send(
        f"/zaken/{case}/gegevens",
        400,
        **{"woonruimte.adres.postcode": "12", "woonruimte.adres.huisnummer": HOSTILE, "kenmerk": HOSTILE},
    )
    found = fields_of(text)
    assert found["kenmerk"] == [HOSTILE] and found["woonruimte.adres.huisnummer"] == [HOSTILE]
    assert "<script>alert" not in text and text.startswith("<!doctype html>") and "<title>Fout:" in text
    for place in ("toelichting", "woonruimte.adres.postcode", "woonruimte.adres.huisnummer"):
        assert f'href="#{place}"' in text and f'id="{place}"' in text
    assert "kenmerk" in facts(town, case) and facts(town, case)["kenmerk"] == "dienst-1"


def test_residence_is_corrected_with_a_name_and_a_row_more(town: Office) -> None:
    case = town.desk.take_in(refusable())
    somebody = town.as_(REVIEWER)
    text = somebody.get(f"/zaken/{case}/verblijf")
    assert "Wat de jaren onderbreekt" in text and "<svg" in text and "niet voldaan" in words(text)
    place = "huishouden.0.verblijf"
    text = somebody.send(f"/zaken/{case}/verblijf", 200, rij=place, **{f"{place}.1.gemeente": "Rotterdam"})
    assert f"{place}.2.gemeente" in fields_of(text) and fields_of(text)[f"{place}.1.gemeente"] == ["Rotterdam (GM0599)"]
    before = facts(town, case)
    row = {
        f"{place}.1.gemeente": "rotterdam (gm0599)",
        f"{place}.1.vanaf": "3-2010",
        f"{place}.1.tot": "25-05-2024",
        f"{place}.1.bron.soort": "brp",
    }
    somebody.send(f"/zaken/{case}/verblijf", toelichting="Uittreksel gezien", **row)
    stays = facts(town, case)["huishouden"][0]["verblijf"]
    assert stays == [
        *before["huishouden"][0]["verblijf"],
        {"gemeente": "GM0599", "vanaf": "2010-03", "tot": "2024-05-25", "bron": {"soort": "brp"}},
    ]
    assert "Rotterdam" in words(somebody.get(f"/zaken/{case}/verblijf"))
    somebody.send(f"/zaken/{case}/verblijf", 200, **{f"{place}.0.weg": "ja"})
    assert fields_of(somebody.last.text)[f"{place}.0.vanaf"] == ["03-2010"]
    somebody.send(f"/zaken/{case}/verblijf", toelichting="Onjuist")
    assert len(facts(town, case)["huishouden"][0]["verblijf"]) == 1


def test_the_headings_of_every_form_of_facts_leave_no_level_out(town: Office) -> None:
    case, somebody = town.desk.take_in(refusable()), town.as_(DESK, REVIEWER)
    for name in ("huishouden", "verblijf", "inkomen", "gegevens", "bewijs"):
        main = somebody.get(f"/zaken/{case}/{name}").partition("<main")[2]
        levels = [int(one) for one in re.findall(r"<h([1-6])", main)]
        assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


def test_a_fault_stands_at_its_row(town: Office) -> None:
    case = town.desk.take_in()
    somebody = town.as_(DESK)
    somebody.get(f"/zaken/{case}/verblijf")
    place = "huishouden.0.verblijf.1"
    text = somebody.send(
        f"/zaken/{case}/verblijf",
        400,
        toelichting="t",
        **{f"{place}.gemeente": "nergens", f"{place}.vanaf": "31-02-2010"},
    )
    assert f'href="#{place}.gemeente"' in text and f'href="#{place}.vanaf"' in text
    assert fields_of(text)[f"{place}.vanaf"] == ["31-02-2010"]
    backwards = {f"{place}.gemeente": "GM0599", f"{place}.vanaf": "2020", f"{place}.tot": "2010"}
    text = somebody.send(f"/zaken/{case}/verblijf", 400, toelichting="t", **backwards)
    assert f'href="#{place}.vanaf"' in text


def test_the_household_and_its_numbers(town: Office) -> None:
    case = town.desk.take_in(also={"burgerservicenummers": [{"persoon": "p1", "nummer": "999990019"}]})
    somebody = town.as_(DESK)
    somebody.get(f"/zaken/{case}/huishouden")
    new = {"huishouden.1.rol": "kind", "huishouden.1.geboortedatum": "2015", "huishouden.1.bsn": "123456789"}
    text = somebody.send(f"/zaken/{case}/huishouden", 400, toelichting="t", **new)
    assert 'href="#huishouden.1.bsn"' in text and fields_of(text)["huishouden.0.bsn"] == ["999990019"]
    somebody.send(f"/zaken/{case}/huishouden", toelichting="t", **{"huishouden.1.bsn": "111222333"})
    assert facts(town, case)["huishouden"][1] == {"id": "p2", "rol": "kind", "geboortedatum": "2015"}
    numbers = town.desk.ask("GET", f"/aanvragen/{case}/burgerservicenummers", DESK).json()["burgerservicenummers"]
    assert {one["persoon"]: one["nummer"] for one in numbers} == {"p1": "999990019", "p2": "111222333"}
    text = somebody.send(f"/zaken/{case}/huishouden", 400, toelichting="t", **{"huishouden.1.rol": "aanvrager"})
    assert 'href="#huishouden.0.rol"' in text


def test_income_that_is_not_known_none_or_withheld(town: Office) -> None:
    case = town.desk.take_in()
    somebody = town.as_(DESK)

    def sent(**said: str) -> dict[str, Any]:
        somebody.get(f"/zaken/{case}/inkomen")
        somebody.send(
            f"/zaken/{case}/inkomen",
            toelichting="t",
            **{f"huishouden.0.inkomen.{name}": one for name, one in said.items()},
        )
        return facts(town, case)

    assert sent(**{"1.soort": "aow"})["huishouden"][0]["inkomen"] == [{"soort": "dienstbetrekking"}, {"soort": "aow"}]
    assert sent(**{"0.soort": "", "1.soort": "", "leeg": "geen"})["huishouden"][0]["inkomen"] == []
    now = sent(leeg="niet_verstrekt")
    assert "inkomen" not in now["huishouden"][0] and now["nietVerstrekt"] == ["huishouden.p1.inkomen"]
    now = sent(leeg="onbekend")
    assert "inkomen" not in now["huishouden"][0] and now["nietVerstrekt"] == []


def test_a_case_that_changed_meanwhile_comes_back_with_what_was_typed(town: Office) -> None:
    case = town.desk.take_in()
    one, other = town.as_(DESK, subject="a"), town.as_(DESK, subject="b")
    one.get(f"/zaken/{case}/gegevens")
    other.get(f"/zaken/{case}/inkomen")
    other.send(f"/zaken/{case}/inkomen", toelichting="t", **{"huishouden.0.inkomen.1.soort": "wia"})
    text = one.send(f"/zaken/{case}/gegevens", 412, toelichting="mijn reden", kenmerk="nieuw")
    assert fields_of(text)["kenmerk"] == ["nieuw"] and fields_of(text)["toelichting"] == ["mijn reden"]
    one.send(f"/zaken/{case}/gegevens")
    now = facts(town, case)
    assert now["kenmerk"] == "nieuw" and len(now["huishouden"][0]["inkomen"]) == 2


@pytest.mark.parametrize("said", [{"rij": "huishouden.0.inkomen"}, {"huishouden.0.inkomen.0.soort": "onzin"}])
def test_a_row_more_or_a_fault_does_not_pass_old_facts_off_as_those_of_now(town: Office, said: dict[str, str]) -> None:
    case = town.desk.take_in()
    one, other = town.as_(DESK, subject="a"), town.as_(DESK, subject="b")
    at = f"/zaken/{case}/inkomen"
    one.get(at)
    other.get(at)
    other.send(at, toelichting="t", **{"huishouden.0.inkomen.0.soort": "wia"})
    one.send(at, 200 if "rij" in said else 400, toelichting="mijn reden", **said)
    again = {"toelichting": "mijn reden", "huishouden.0.inkomen.0.soort": "aow"}
    one.send(at, 412, **again)
    # Its rows are counted in the facts of then: only the page as it is now can be saved.
    one.send(at, 412, **again)
    assert facts(town, case)["huishouden"][0]["inkomen"][0]["soort"] == "wia"
    one.get(at)
    one.send(at, **again)
    assert facts(town, case)["huishouden"][0]["inkomen"][0]["soort"] == "aow"


def test_the_desk_gives_no_judgement_away(town: Office) -> None:
    given = asked()
    given["huishouden"][0]["inkomen"] = [{"soort": "ww", "oordeel": "telt_mee", "motivering": "m", "beslisser": "b"}]
    case = town.desk.take_in(given | {"uitzondering15": False})
    somebody = town.as_(DESK)
    somebody.get(f"/zaken/{case}/inkomen")
    somebody.send(f"/zaken/{case}/inkomen", 403, toelichting="t", **{"huishouden.0.inkomen.0.soort": "aow"})
    assert facts(town, case)["huishouden"][0]["inkomen"][0]["oordeel"] == "telt_mee"


def test_a_decided_case_is_shown_and_not_changed(town: Office) -> None:
    case = town.desk.sent(asked(), "verlenen")
    text = town.as_(REVIEWER).get(f"/zaken/{case}/inkomen")
    assert "staan de gegevens vast" in words(text) and "disabled" in text and 'name="toelichting"' not in text


def test_other_roles_and_other_municipalities_see_nothing(town: Office) -> None:
    case = town.desk.take_in()
    for name in (*PAGES, "bewijs"):
        town.as_(MAYOR).get(f"/zaken/{case}/{name}", 403)
        town.as_(LAWYER).get(f"/zaken/{case}/{name}", 403)
        town.as_(DESK, tenant="GM0001").get(f"/zaken/{case}/{name}", 404)
        town.as_(DESK).get(f"/zaken/{'x' * 32}/{name}", 404)


def test_every_page_is_read_in_the_log(town: Office) -> None:
    case = town.desk.take_in()
    somebody: Person = town.as_(DESK)
    for name in PAGES:
        somebody.get(f"/zaken/{case}/{name}")
    assert len(town.desk.looks(case)) == len(PAGES) + 1
