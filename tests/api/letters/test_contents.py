"""Every letter in every variant: taken from its case, in plain Dutch, with the days of the calendar, and hostile text as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from tests.api.cases.conftest import _desk
from tests.api.cases.working import DESK, LAWYER, REVIEWER, Desk, asked
from tests.api.letters import lettering
from tests.api.letters.lettering import ASKED_BY, HEADS, NOTHING, TO, Writer
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.letters.adding import Added
from wbmgp_api.letters.contents import Brief
from wbmgp_api.letters.kinds import KINDS
from wbmgp_api.letters.letterhead import Letterheads
from wbmgp_api.letters.plain_language import hard, prose
from wbmgp_api.letters.rendering import html
from wbmgp_api.store.opened import open_store
from wbmgp_engine.calendar import objection_term
from wbmgp_engine.facts.wording import day_in_words

MADE = "2026-11-18T10:00:00Z"
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} & \"'"


@dataclass
class Cases:
    """A case for every kind of letter; `variants` name them."""

    writer: Writer
    found: dict[str, tuple[str, str]]

    def brief(self, variant: str, added: Added | None = None, heads: Letterheads = HEADS) -> Brief:
        case, kind = self.found[variant]
        return self.writer.brief(case, kind, added or (ASKED_BY if kind == "voornemen" else TO), heads)

    def page(self, variant: str, added: Added | None = None, heads: Letterheads = HEADS) -> str:
        return html(self.brief(variant, added, heads), MADE)


def told(desk: Desk) -> Iterator[tuple[str, str, str]]:
    """Variant, case and kind. The days go on, so what asks for a wait comes last."""
    yield "ontvangstbevestiging", desk.take_in(), "ontvangstbevestiging"
    yield "latere inwoning", desk.take_in(asked(aanvraagsoort="latere_inwoning")), "ontvangstbevestiging"
    yield "aanvulling", lettering.completed(desk), "aanvulling"
    bare = desk.take_in()
    desk.well(bare, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-12-09", "toelichting": "Stuur uw pas."})
    yield "aanvulling zonder stukken", bare, "aanvulling"
    yield "verlenging", lettering.extended(desk), "verlenging"
    yield "voornemen", lettering.intended(desk), "voornemen"
    granted, refused = lettering.granted(desk), lettering.refused(desk)
    yield "verlenen", granted, "verlenen"
    yield "weigeren", refused, "weigeren"
    yield "verlenen met voorschriften", lettering.conditioned(desk), "verlenen_met_voorschriften"
    yield "geen vergunning nodig", lettering.unneeded(desk), "geen_vergunning_nodig"
    yield "intrekking", lettering.withdrawn(desk), "intrekking"
    for judgement in ("ongegrond", "niet_ontvankelijk"):
        yield f"bezwaar {judgement}", lettering.objected(desk, oordeel=judgement), "beslissing_op_bezwaar"
    desk.well(refused, "_verzend", DESK, {})
    yield "mededeling", refused, "mededeling_corporatie"
    yield "buiten behandeling", lettering.left_aside(desk), "buiten_behandeling"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cases]:
    folder = tmp_path_factory.mktemp("brieven")
    for desk in _desk(LocalIssuer.at(folder / "login"), open_store(f"sqlite:///{folder}/zaken.db")):
        yield Cases(Writer(desk), {variant: (case, kind) for variant, case, kind in told(desk)})


VARIANTS = (
    "ontvangstbevestiging", "latere inwoning", "aanvulling", "aanvulling zonder stukken", "verlenging", "voornemen",
    "verlenen", "weigeren", "verlenen met voorschriften", "geen vergunning nodig", "intrekking", "bezwaar ongegrond",
    "bezwaar niet_ontvankelijk", "mededeling", "buiten behandeling",
)  # fmt: skip


def test_there_is_a_case_for_every_kind(cases: Cases) -> None:
    assert tuple(cases.found) == VARIANTS
    assert {kind for _, kind in cases.found.values()} == set(KINDS)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_letter_is_plain_dutch(cases: Cases, variant: str) -> None:
    text = prose(cases.page(variant))
    assert len(text.splitlines()) >= 4
    assert hard(text) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_letter_says_what_it_is_about_and_has_an_english_page(cases: Cases, variant: str) -> None:
    brief, page = cases.brief(variant), cases.page(variant)
    for said in (
        brief.kind.nl,
        brief.reference,
        "Gemeente Voorbeeldstad",
        '<html lang="nl">',
        'lang="en"',
        "Only the Dutch",
    ):
        assert said in page
    assert "Nog niet ingesteld" not in page and "Concept:" not in page
    assert "None" not in page and "{{" not in page


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_concept_without_a_letterhead_says_what_is_not_set(cases: Cases, variant: str) -> None:
    page = cases.page(variant, heads=NOTHING)
    needed = KINDS[cases.found[variant][1]].needs
    said = {
        "name": "de naam van de gemeente", "sender": "het adres van de gemeente", "contact": "het contactpunt",
        "signature": "wie ondertekent", "objection": "waar iemand bezwaar maakt", "help": "wie kan helpen",
        "elsewhere": "waar iemand een andere woning vindt", "appeal": "naar welke rechtbank iemand gaat",
    }  # fmt: skip
    assert {name for name, words in said.items() if f"[Nog niet ingesteld: {words}]" in page} == set(needed)
    assert "Concept: deze brief telt nog niet." in page


@pytest.mark.parametrize(
    "variant",
    [one for one in VARIANTS if "bezwaar" not in one and KINDS.get(one.replace(" ", "_"), KINDS["aanvulling"]).decides],
)
def test_a_decision_names_the_last_day_to_object(cases: Cases, variant: str) -> None:
    last = objection_term(cases.writer.today, cases.writer.office.terms).day
    page = cases.page(variant)
    assert f"Uw bezwaar moet uiterlijk op {day_in_words(last, 'nl')} op de post of bij ons zijn." in page
    assert f"Post your objection or hand it in by {day_in_words(last, 'en')}." in page
    assert "6 weken" in page and "art. 6:7 Awb" in page and "Team Bezwaar" in page


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_letter_says_that_a_program_advised_where_one_did(cases: Cases, variant: str) -> None:
    advised = ("verlenen", "weigeren", "verlenen met voorschriften", "geen vergunning nodig", "bezwaar ongegrond")
    page = cases.page(variant)
    assert ("Een computerprogramma legde uw gegevens naast de regels van de wet." in page) is (variant in advised)
    assert ("Een mens nam het besluit." in page) is ("A person decided." in page) is (variant in advised)


@pytest.mark.parametrize("variant", ["verlenen", "weigeren", "verlenen met voorschriften", "bezwaar ongegrond"])
def test_reasons_are_said_to_be_of_who_wrote_them(cases: Cases, variant: str) -> None:
    """Those of a draft are not of who decided; a refusal has always two people."""
    page = cases.page(variant)
    assert ("Dit schreef de medewerker die besliste:" in page) is (variant == "bezwaar ongegrond")
    assert ("Een ander keek het na en nam het besluit:" in page) is (variant == "weigeren")


def test_a_decision_on_an_objection_names_the_last_day_to_appeal(cases: Cases) -> None:
    last = objection_term(cases.writer.today, cases.writer.office.terms, kind="beroep").day
    page = cases.page("bezwaar ongegrond")
    assert f"Uw beroep moet uiterlijk op {day_in_words(last, 'nl')} op de post of bij de rechtbank zijn." in page
    assert "Rechtbank Voorbeeldstad" in page and "Team Bezwaar" not in page
    assert "uw bezwaar is ongegrond" in page and "U krijgt de vergunning niet." in page


def test_an_objection_that_is_not_dealt_with_was_not_looked_at_again(cases: Cases) -> None:
    assert "opnieuw bekeken. <strong>U krijgt geen gelijk" in cases.page("bezwaar ongegrond")
    assert "kregen wij uw bezwaar. <strong>Wij kunnen" in cases.page("bezwaar niet_ontvankelijk")
    assert "opnieuw bekeken" not in cases.page("bezwaar niet_ontvankelijk")


def test_a_withdrawal_ends_no_lease_and_claims_no_answer_that_nobody_gave(cases: Cases) -> None:
    page = cases.page("intrekking")
    assert "Deze brief stopt uw huurcontract niet." in page
    assert "niet meer in deze woning wonen" not in page and "meegewogen" not in page


@pytest.mark.parametrize("variant", VARIANTS)
def test_whoever_signs_says_on_whose_behalf(cases: Cases, variant: str) -> None:
    """Awb 10:10: a decision under a mandate names whose it is."""
    assert "<p>namens Burgemeester en wethouders van Voorbeeldstad,</p>" in cases.page(variant)


def test_a_refusal_tells_grounds_facts_hardship_weighing_and_help(cases: Cases) -> None:
    page = cases.page("weigeren")
    for said in (
        "Wonen in de regio of soort inkomen (artikel 8)", "art. 8 lid 1 Wbmgp", "Soort inkomen, van de aanvrager",
        "opgave bij de aanvraag", *lettering.REASONS.values(), "Gewogen.", "Beoordeeld door: teamleider",
        *(part[key] for part in lettering.WEIGHED.values() for key in ("tekst", "bron")),
        "25 mei 2030", "In de andere wijken van onze gemeente", "Juridisch Loket Voorbeeldstad",
    ):  # fmt: skip
        assert said in page, said


def test_days_come_from_the_case(cases: Cases) -> None:
    asked_for = cases.page("aanvulling")
    for said in ("uiterlijk op 9 december 2026", "Geldig legitimatiebewijs", "Welke soorten inkomen", "art. 4:15"):
        assert said in asked_for
    longer = cases.brief("verlenging")
    assert longer.of["before"] != longer.of["decide_by"]
    assert f"uiterlijk op {longer.of['decide_by'].nl} ons besluit" in cases.page("verlenging")
    assert "Doe dat uiterlijk op 10 december 2026." in cases.page("voornemen")


def test_a_corporation_reads_the_outcome_and_no_reason(cases: Cases) -> None:
    page = cases.page("mededeling", Added())
    assert "De vergunning is niet verleend." in page
    told_elsewhere = cases.page("weigeren")
    for said in (
        *lettering.REASONS.values(),
        "artikel 8",
        "inkomen",
        "Gewogen.",
        "25 mei",
        "1971",
        "p1",
        "aanvrager sinds",
    ):
        assert said in told_elsewhere or said in ("1971", "p1", "aanvrager sinds")
        assert said not in page, said


def test_conditions_are_told_to_the_applicant_only(cases: Cases) -> None:
    assert "Meld u elke maand." in cases.page("verlenen met voorschriften")
    assert cases.brief("verlenen met voorschriften").screened


def test_a_decision_on_an_objection_tells_the_conditions_that_stay(desk: Desk) -> None:
    case = lettering.conditioned(desk)
    desk.well(case, "_verzend", DESK, {})
    desk.well(case, "bezwaren", DESK, {"gronden": "Het voorschrift is te zwaar."})
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_hoor", LAWYER, {})
    desk.well(case, "_beslis-op-bezwaar", LAWYER, {"motivering": "Wij keken opnieuw.", "oordeel": "ongegrond"})
    brief = Writer(desk).brief(case, "beslissing_op_bezwaar")
    page = html(brief, MADE)
    assert "met voorschriften" in page and "Meld u elke maand." in page and hard(prose(page)) == []
    assert brief.screened


@pytest.mark.parametrize("variant", VARIANTS)
def test_hostile_text_is_shown_as_text(cases: Cases, variant: str) -> None:
    brief = cases.brief(variant)
    own = {
        name: HOSTILE if isinstance(value, str) and name not in ("outcome", "judgement") else value
        for name, value in brief.of.items()
    }
    page = html(
        replace(
            brief, reference=HOSTILE, dwelling=HOSTILE, added=Added((HOSTILE,), (HOSTILE,), date(2027, 1, 1)), of=own
        ),
        MADE,
    )
    assert "<script" not in page and "49" not in re.sub(r"\d{4}", "", page)
    assert page.count("&lt;script&gt;") >= 4
