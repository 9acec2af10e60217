"""What a lawyer and an auditor read: one case, other law, comparisons; that it is logged, escaped, and in both languages."""

from __future__ import annotations

import re

import pytest

from tests.api.pages.desk.conftest import words
from tests.api.pages.legal.conftest import AUDITOR, HOSTILE, LAWYER, RULES, Court
from wbmgp_api.identity.principal import Role
from wbmgp_engine.trail.categories import CATEGORIES

ACT = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
YEARS = "van=2020-01-01&tot=2030-01-01"
QUARTER = "2026-Q1"
PAGES = [
    "/recht", "/recht/zaken", "/recht/zaken/{}", "/recht/zaken/{}?alles=ja", "/recht/zaken/{}/andere-datum",
    "/recht/zaken/{}/andere-datum?datum=2003-01-01", "/recht/zaken/{}/dossier", "/recht/gelijke-zaken",
    f"/recht/gelijke-zaken?{YEARS}", f"/recht/afwijkingen?periode={QUARTER}&gronden=ja", "/recht/geraakt",
    f"/recht/geraakt?artikel={ACT}%238&naam=inkomen_telt&{YEARS}", "/recht/regelboeken",
    f"/recht/regelboeken/verschil?regeling={ACT}&eerst=2005-12-30&later=2015-01-01", "/recht/logboek",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_page_escapes_what_people_wrote_and_asks_no_other_host(court: Court, path: str, lang: str) -> None:
    text = court.as_(LAWYER).get(path.format(court.refused), 200, **{"Accept-Language": lang})
    assert (
        f'<html lang="{lang}"' in text
        and "<script>alert" not in text
        and "49" not in words(text).split("alert")[-1][:20]
    )
    assert " style=" not in text and not re.search(r'(?:src|action)="http', text)
    assert all('rel="noreferrer"' in tag for tag in re.findall(r'<a [^>]*href="http[^>]*>', text))


def test_a_refusal_on_one_page_says_who_why_and_which_rules(court: Court) -> None:
    before = court.looks(court.refused)
    text = court.as_(LAWYER).get(f"/recht/zaken/{court.refused}")
    said = words(text)
    for part in (
        "Weigeren",
        "Volgt het advies",
        "artikel 8",
        "Geen inkomen en geen zes jaar",
        "Niet onbillijk",
        HOSTILE,
    ):
        assert part in said, part
    for part in ("zes jaar onafgebroken ingezetene van de regio", "niet gelezen", "droeg het advies", "evenredigheid"):
        assert part in said, part
    assert court.service.lawbook.hash in said
    assert f"g={court.service.office.today()}" in text
    assert court.looks(court.refused) == [*before, ("jurist", CATEGORIES)]


def test_a_rule_that_was_not_read_says_what_it_is_about(court: Court) -> None:
    said = words(court.as_(LAWYER).get(f"/recht/zaken/{court.refused}"))
    tree = said[said.index("Waar het advies uit volgt") :]
    assert "wiens verblijf telt is gelijk aan vaste waarde niet gelezen" in tree
    assert not re.search(r"niet gelezen droeg het advies", tree)


def test_a_folded_negation_says_what_it_denies(court: Court) -> None:
    tree = court.as_(LAWYER).get(f"/recht/zaken/{court.refused}").partition('class="wb-tree"')[2]
    assert "niet: de aanvrager voldoet aan artikel 8 ja" in words(tree)
    assert 'wb-tree__quiet">niet</span>' not in tree


def test_the_tree_unfolds_as_a_whole_for_print(court: Court) -> None:
    person = court.as_(LAWYER)
    folded, unfolded = (person.get(f"/recht/zaken/{court.refused}{end}") for end in ("", "?alles=ja"))
    tree = unfolded[unfolded.index('class="wb-tree"') :]
    assert tree.count("<details open>") == tree.count("<details") - tree.count("<details class") > 20
    assert 0 < folded.count("<details open>") < unfolded.count("<details open>")
    links = set(re.findall(r'href="#(stap-\d+)"', unfolded))
    assert links and links <= set(re.findall(r'id="(stap-\d+)"', unfolded))


def test_a_deviation_is_shown_as_one(court: Court) -> None:
    said = words(court.as_(LAWYER).get(f"/recht/zaken/{court.deviated}"))
    assert "Het besluit wijkt af van het advies" in said and HOSTILE in said


def test_an_auditor_sees_who_did_what_and_nothing_else(court: Court) -> None:
    before = court.looks(court.refused)
    said = words(court.as_(AUDITOR).get(f"/recht/zaken/{court.refused}"))
    assert "Besluit vaststellen" in said and "niet geopend" in said
    assert "Geen inkomen" not in said and "alert" not in said
    assert court.looks(court.refused) == [*before, ("auditor", ())]  # nothing was opened


@pytest.mark.parametrize("role", [AUDITOR, RULES])
@pytest.mark.parametrize(
    "path", ["/recht/gelijke-zaken", "/recht/zaken/{}/andere-datum", f"/recht/geraakt?artikel={ACT}%2310b&{YEARS}"]
)
def test_what_opens_contents_is_for_a_lawyer_only(court: Court, role: Role, path: str) -> None:
    before, person = court.looks(court.refused), court.as_(role)
    person.get(path.format(court.refused), status=403)
    assert path.partition("?")[0] not in person.get("/recht") and court.looks(court.refused) == before


def test_a_keeper_of_rules_sees_rules_and_no_case(court: Court) -> None:
    person = court.as_(RULES)
    assert "Regelboeken vergelijken" in words(person.get("/recht"))
    assert court.refused[:8] not in person.get("/recht/regelboeken")
    person.get(f"/recht/zaken/{court.refused}", status=403)


def test_the_same_facts_under_another_law_stand_beside_each_other(court: Court) -> None:
    person = court.as_(LAWYER)
    said = words(person.get(f"/recht/zaken/{court.refused}/andere-datum?datum=2003-01-01"))
    assert "Dit is een simulatie" in said and "Geen vergunning nodig" in said and "anders" in said
    today = court.service.office.today().isoformat()
    assert "Er verandert niets" in person.get(f"/recht/zaken/{court.refused}/andere-datum?datum={today}")
    book = court.service.lawbook.hash
    assert "Er verandert niets" in person.get(
        f"/recht/zaken/{court.refused}/andere-datum?datum={today}&regelboek={book}"
    )


@pytest.mark.parametrize(
    ("query", "field"),
    [("datum=gisteren", "datum"), (f"datum=2026-01-01&regelboek=sha256:{'0' * 64}", "regelboek"), ("datum=2026-01-01&regelboek=x", "regelboek")],
)  # fmt: skip
def test_what_cannot_be_asked_says_so_beside_the_field(court: Court, query: str, field: str) -> None:
    text = court.as_(LAWYER).get(f"/recht/zaken/{court.refused}/andere-datum?{query}", status=400)
    assert f'href="#{field}"' in text and f'id="{field}-fout"' in text and "<title>Fout" in text


def test_like_cases_with_other_outcomes_are_named(court: Court) -> None:
    before = court.looks(court.granted)
    person = court.as_(LAWYER)
    assert "status" not in re.findall(r'role="(\w+)"', person.get("/recht/gelijke-zaken"))
    assert court.looks(court.granted) == before
    said = person.get(f"/recht/gelijke-zaken?{YEARS}")
    first = said[: said.index("Gelijke zaken met dezelfde uitkomst")]
    assert court.refused in first and court.deviated in first and court.granted not in first
    assert court.looks(court.granted) == [*before, ("jurist", ("beoordeling",))]
    person.get("/recht/gelijke-zaken?van=niks", status=400)


def test_small_groups_are_not_shown(court: Court) -> None:
    before = court.looks(court.granted)
    said = words(court.as_(AUDITOR).get(f"/recht/afwijkingen?periode={QUARTER}&gronden=ja"))
    assert "Te weinig besluiten" in said and "%" not in said.split("Te weinig besluiten")[1][:200]
    assert court.looks(court.granted) == before


def test_days_of_ones_own_choosing_are_no_period_for_rates(court: Court) -> None:
    person = court.as_(AUDITOR)
    for wrong in ("2026-01-01", "2026-Q5", "2999-Q1", "niks"):
        person.get(f"/recht/afwijkingen?periode={wrong}", status=400)


def test_touched_cases_are_told_from_those_that_only_read_the_rule(court: Court) -> None:
    person = court.as_(LAWYER)
    said = words(person.get(f"/recht/geraakt?artikel={ACT}%238&naam=inkomen_telt&{YEARS}"))
    assert "3 van 3 besluiten bekeken" in said
    assert said.count("ja, droeg het advies") == 2 and said.count("nee, alleen gelezen") == 1
    person.get("/recht/geraakt?artikel=bestaat%23niet", status=400)
    person.get(f"/recht/geraakt?artikel={ACT}%238&{YEARS}&pagina=0", status=400)


def test_two_versions_differ_in_words_and_in_code(court: Court) -> None:
    person, book = court.as_(LAWYER), court.service.lawbook.hash
    text = person.get(f"/recht/regelboeken/verschil?regeling={ACT}&eerst=2005-12-30&later=2015-01-01")
    assert "<ins>" in text and "<del>" in text and "Nieuw:" in text and "Vervallen:" in text and "In code" in text
    assert "dezelfde regels" in person.get(f"/recht/regelboeken/verschil?van={book}&tot={book}")
    for query in (f"van=sha256:{'1' * 64}", f"regeling={ACT}&eerst=1999-01-01&later=2015-01-01", "regeling=niets"):
        assert "Kies een ander" in person.get(f"/recht/regelboeken/verschil?{query}", status=400)


def test_cases_are_listed_by_where_they_stand(court: Court) -> None:
    person = court.as_(AUDITOR)
    assert court.deviated in person.get("/recht/zaken?status=besloten")
    assert court.deviated not in person.get("/recht/zaken?status=verzonden")
    person.get("/recht/zaken?pagina=x", status=400)
