"""The dashboard, the work lists and the search: what waits is counted and found, and nothing of anybody stands in an address."""

from __future__ import annotations

from tests.api.cases.working import DESK, LAWYER, REVIEWER, asked
from tests.api.pages.desk.conftest import Office, fields_of, words
from wbmgp_api.identity.principal import Role


def test_the_dashboard_counts_what_waits_and_shows_mine_first(town: Office) -> None:
    late, mine, _ = (town.desk.take_in(subject="jansen") for _ in range(3))
    town.desk.well(mine, "_neem-in-behandeling", DESK, {}, subject="jansen")
    text = town.as_(DESK).get("/werk")
    assert "Van mij 1 zaak" in words(text) and "Van niemand 2 zaken" in words(text)
    assert text.count(f'href="/zaken/{mine}"') == 2 and f'href="/zaken/{late}"' not in text
    assert "Te laat 0 zaken" in words(text) and "Loopt binnenkort af 0 zaken" in words(text)
    town.clock.days(50)
    text = words(town.as_(DESK).get("/werk"))
    assert "Loopt binnenkort af 3 zaken" in text and "Binnenkort:" in text
    town.clock.days(20)
    text = words(town.as_(DESK).get("/werk"))
    assert "Te laat 3 zaken" in text and "Te laat:" in text
    english = words(town.as_(DESK).get("/werk?taal=en"))
    assert "Mine 1 case" in english and "Late: " in english and "Mijn" not in english


def test_a_colleague_has_other_work(town: Office) -> None:
    case = town.desk.take_in()
    town.desk.well(case, "_neem-in-behandeling", DESK, {}, subject="jansen")
    text = words(town.as_(REVIEWER, subject="pieters").get("/werk"))
    assert "Van mij 0 zaken" in text and "Van niemand 0 zaken" in text
    assert "een collega" in words(town.as_(DESK, subject="pieters").get("/zaken"))


def test_a_list_is_chosen_by_its_address(town: Office) -> None:
    cases = [town.desk.take_in() for _ in range(3)]
    town.desk.well(cases[1], "_verklaar-volledig", DESK, {})
    town.desk.well(cases[2], "_neem-in-behandeling", DESK, {}, subject="jansen")
    somebody = town.as_(DESK)

    def found(query: str) -> list[int]:
        text = somebody.get(f"/zaken?{query}")
        return [number for number, case in enumerate(cases) if f"/zaken/{case}" in text]

    assert found("") == [0, 1, 2] and found("status=volledig") == [1] and found("wie=mij") == [2]
    assert found("wie=niemand") == [0, 1] and found("termijn=verstreken") == []
    assert found("van=2030-01-01") == [] and found("tot=01-01-2030&volgorde=ontvangst") == [0, 1, 2]
    assert found("status=onzin&wie=onzin&pagina=x&rijen=7") == [0, 1, 2]
    text = somebody.get("/zaken?van=morgen", 400)
    assert 'href="#van"' in text and 'value="morgen"' in text


def test_pages_follow_each_other_and_the_size_is_remembered(town: Office) -> None:
    town.desk.ask("GET", "/aanvragen", DESK)
    for _ in range(21):
        town.desk.take_in()
    somebody = town.as_(DESK)
    text = somebody.get("/zaken")
    assert "21 zaken" in words(text) and "pagina=2" in text
    assert words(somebody.get("/zaken?pagina=2")).count("niemand") == 1
    assert "pagina=2" not in somebody.get("/zaken?rijen=50")
    assert "pagina=2" not in somebody.get("/zaken") and fields_of(somebody.last.text)["rijen"] == ["50"]


def test_a_search_finds_by_each_key_and_logs_it(town: Office) -> None:
    given = asked(kenmerk="zoek-mij")
    given["woonruimte"]["adres"] = {"postcode": "9999AA", "huisnummer": 12}
    case = town.desk.take_in(given, also={"burgerservicenummers": [{"persoon": "p1", "nummer": "999990019"}]})
    other = town.desk.take_in()
    somebody = town.as_(DESK)
    for said in ({"kenmerk": "zoek-mij"}, {"postcode": "9999 aa", "huisnummer": "12"}, {"bsn": "999990019"}):
        somebody.get("/zaken/zoek")
        text = somebody.send("/zaken/zoek", 200, **said)
        assert "1 zaak gevonden" in words(text) and case in text and other not in text
    assert len(town.desk.looks(case)) == 3
    somebody.get("/zaken/zoek")
    assert "0 zaken gevonden" in words(somebody.send("/zaken/zoek", 200, kenmerk="zoek-mij", bsn="111222333"))


def test_a_search_says_what_is_wrong_and_keeps_what_was_typed(town: Office) -> None:
    somebody = town.as_(LAWYER)
    somebody.get("/zaken/zoek")
    assert "Hiermee wordt niets gezocht" in words(somebody.send("/zaken/zoek", 400))
    text = somebody.send("/zaken/zoek", 400, bsn="123456789", postcode="12", huisnummer="x", kenmerk='"><b>')
    assert all(f'href="#{name}"' in text for name in ("bsn", "postcode", "huisnummer"))
    assert fields_of(text)["kenmerk"] == ['"><b>'] and "<b>" not in text


def test_searching_by_number_has_a_limit_together_with_the_api(town: Office) -> None:
    somebody = town.as_(DESK)
    somebody.get("/zaken/zoek")
    most = town.app.state.service.settings.bsn_searches
    for number in range(most):
        if number % 2:
            town.desk.ask("POST", "/aanvragen/_zoek", DESK, {"bsn": "999990019"}, subject="jansen")
        else:
            somebody.send("/zaken/zoek", 200, bsn="999990019")
    assert somebody.send("/zaken/zoek", 429, bsn="999990019").count("999990019") == 1


def test_who_may_see_the_lists(town: Office) -> None:
    for path, roles in {
        "/werk": {Role.DESK, Role.REVIEWER},
        "/zaken": {Role.DESK, Role.REVIEWER, Role.LAWYER, Role.AUDITOR},
        "/zaken/zoek": {Role.DESK, Role.REVIEWER, Role.LAWYER},
    }.items():
        for role in Role:
            town.as_(role).get(path, 200 if role in roles else 403)
