"""What an applicant is asked to send: the papers by name, the questions, and the last day, in sentences for a letter."""

from __future__ import annotations

from tests.api.cases.working import DESK, REVIEWER, Desk, asked
from wbmgp_api.v1 import case_answers as answers

BY = {"uiterlijk": "2026-12-09", "toelichting": "Bel ons als u vragen hebt."}
END = (
    " Bel ons als u vragen hebt. Wij moeten alles uiterlijk op 9 december 2026 hebben. Tot dan telt de tijd voor ons"
    " besluit niet door. Krijgen wij niet alles op tijd? Dan kunnen wij besluiten dat wij uw aanvraag niet behandelen"
    " (artikel 4:5 Awb)."
)


def test_the_papers_that_the_desk_names_stand_in_the_sentences(either: Desk) -> None:
    case = either.take_in()
    told = either.well(
        case, "_vraag-aanvulling", DESK, BY | {"stukken": ["legitimatie", "loonstroken", "bankafschriften"]}
    )
    assert told["aanvulling"] == {
        "uiterlijk": "2026-12-09", "stukken": ["legitimatie", "loonstroken", "bankafschriften"],
        "tekst": "Uw aanvraag is nog niet compleet. Wij missen nog: geldig legitimatiebewijs, loonstroken van drie maanden"
        " en bankafschriften van drie maanden." + END,
    }  # fmt: skip
    read = either.ask("GET", f"/aanvragen/{case}", DESK)
    whole = answers.ZaakMetAanvraag.model_validate_json(read.content)
    assert whole.aanvulling and whole.aanvulling.tekst == told["aanvulling"]["tekst"]
    either.well(case, "_verklaar-volledig", DESK, {})
    assert "aanvulling" not in either.ask("GET", f"/aanvragen/{case}", DESK).json()


def test_without_a_list_the_last_assessment_says_what_is_missing(desk: Desk) -> None:
    given = asked()
    del given["huishouden"][0]["inkomen"]
    given["huishouden"][0]["verblijf"] = []
    case = desk.take_in(given)
    seen = {"stuk": "legitimatie", "persoon": "p1", "herkomst": "aanvrager", "geldigTot": "2030-01-01"}
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "bewijsstukken", DESK, seen)
    told = desk.well(case, "_vraag-aanvulling", DESK, BY)["aanvulling"]
    assert told["stukken"] == ["uittreksel_brp"]
    assert told["tekst"] == (
        "Uw aanvraag is nog niet compleet. Wij missen nog: uittreksel BRP met adreshistorie. Geef ook antwoord op deze"
        " vragen. Welke soorten inkomen heeft de aanvrager? De hoogte doet er niet toe." + END
    )


def test_before_any_assessment_only_what_the_desk_writes_is_asked(desk: Desk) -> None:
    told = desk.well(desk.take_in(), "_vraag-aanvulling", DESK, BY)["aanvulling"]
    assert (told["stukken"], told["tekst"]) == ([], "Uw aanvraag is nog niet compleet." + END)


def test_a_paper_that_nobody_knows_is_refused(desk: Desk) -> None:
    got = desk.step(desk.take_in(), "_vraag-aanvulling", DESK, BY | {"stukken": ["paspoort"]})
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "stukken")
