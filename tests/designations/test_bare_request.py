"""The words of the answer to a request in which almost nothing stands: each gap once, and names instead of codes."""

from __future__ import annotations

from typing import Any

from tests.designations.requests import answered
from tests.designations.samples import request
from wbmgp_engine.designations.explanation import explain
from wbmgp_engine.facts.wording import Language

BARE = [{"gebied": {"id": "zwanenhoek"}, "grond": ground} for ground in ("artikel_9", "artikel_10")]


def bare(language: Language = "nl", **changes: Any) -> list[str]:
    nothing = dict.fromkeys(("verzonden", "ontvangen", "raadsbesluit", "onderbouwing", "evaluatie", "eerdereAanwijzingen", "opschortingen", "adviezen", "besluit"), ...)  # fmt: skip
    given = request(**{**nothing, "onderdelen": BARE, **changes})
    return explain(answered(given, "2026-03-01").to_json(trail=False), given, language).splitlines()


def test_each_gap_of_a_bare_request_is_listed_once() -> None:
    said = bare()
    for once in ("Noodzaak", "Subsidiariteit", "Waarom is de aanwijzing nodig", "raadsbesluit", "ondertekend", "Waarom is het gekozen instrument"):  # fmt: skip
        assert sum(once in line for line in said) == 1, once
    need = next(line for line in said if line.startswith("- Noodzaak."))
    assert need.endswith("(art. 6 lid 1 onder a Wbmgp) Nog in te vullen: Waarom is de aanwijzing nodig, en waaruit blijkt dat?")  # fmt: skip
    (evaluation,) = [line for line in said if "Welke evaluatie zit bij het verzoek" in line]
    assert evaluation.startswith("- Evaluatie. Nog open is of dit een verlenging is.")


def test_figures_without_their_four_steps_are_listed_once() -> None:
    said = bare(gelijkeBehandeling={"cijfers": [{"groep": "jongeren", "aantal": 10}]})
    assert sum("vier stappen" in line for line in said) == 1


def test_a_request_that_was_not_sent_has_no_term_and_is_asked_nothing_about_receipt() -> None:
    absent, certain = bare(), bare(verzonden=None, ontvangen=None)
    at = absent.index("De termijn van de Minister") + 1
    assert absent[at].endswith("Is het nog niet verzonden, dan loopt er nog geen termijn.")
    assert certain[at] == "Het verzoek is nog niet verzonden. Er loopt nog geen termijn."
    assert not any("ontvangt" in line for line in (*absent, *certain))
    sent = bare(verzonden="2026-02-20")
    assert sent[at] == "De termijn is nog niet te berekenen." and any("heeft de Minister het verzoek ontvangen?" in line for line in sent)  # fmt: skip


def test_areas_and_municipalities_have_the_names_of_the_register_or_of_the_request() -> None:
    said = bare()
    assert said[1] == "Verzoek voorbeeld-2 van de gemeente Nissewaard, met 2 onderdelen."
    assert any(line.startswith("- Zwanenhoek, artikel 9 (voorrang)") for line in said)
    other = bare(gemeente="GM9999", onderdelen=[*BARE, {"gebied": {"id": "zwanenhoek", "naam": "De Hoek"}, "grond": "artikel_8"}])  # fmt: skip
    assert other[1].startswith("Verzoek voorbeeld-2 van de gemeente GM9999")
    assert any("- De Hoek, artikel 9" in line for line in other)
