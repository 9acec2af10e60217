"""What a document of a request shows where something is missing: what is still to be filled in, what is certainly not there."""

from __future__ import annotations

import pytest

from tests.designations.documents import ALL, BARE, LANGUAGES, text, under
from tests.designations.samples import example_json
from wbmgp_engine.facts.wording import Language


def test_what_is_asked_what_is_certainly_not_there_and_what_nobody_asks_are_told_apart() -> None:
    bare, empty = text(**BARE), text(**{**BARE, "eerdereAanwijzingen": [], "raadsbesluit": None, "overleg": []})
    asked = "Nog in te vullen: Welke eerdere aanwijzingen gelden of golden hier, en voor welke grond? (art. 3:2 Awb)"
    assert under("Eerdere aanwijzingen", bare).strip() == asked
    assert under("Eerdere aanwijzingen", empty).strip() == under("Overleg", empty).strip() == "Geen."
    assert under("Besluit van de raad", bare).strip().startswith("Nog in te vullen: Welk raadsbesluit hoort bij")
    missing = under("Besluit van de raad", empty).strip().splitlines()
    assert [line.startswith("Nog in te vullen: Uit het verzoek blijkt") for line in missing if line] == [True, True]
    for left_out in (
        "Overleg",
        "Gelijke behandeling",
        "Adviezen",
        "Termijn van de verordening",
        "Plan voor het gebied",
    ):
        assert f"## {left_out}" not in bare
    assert "| Tot (niet meegeteld) | geen |" in under("Termijn van de verordening", text(verordening={"van": "2020-01-01", "tot": None}))  # fmt: skip


def test_a_request_that_was_not_sent_says_so_and_no_day_of_receipt() -> None:
    head = under("Verzoek om aanwijzing", text(**BARE))
    assert "| Verzonden | nog niet verzonden |" in head and "Ontvangen" not in head
    received = under("Verzoek om aanwijzing", text(verzonden=...))
    assert "Verzonden" not in received and "| Ontvangen | 25 oktober 2019 |" in received


def test_a_cell_that_is_asked_is_still_to_be_filled_in_and_another_is_a_dash() -> None:
    found = under("Wat wordt gevraagd", text(**BARE))
    assert "| Gebied | Soort | Grond | Vanaf | Tot (niet meegeteld) | Instrument |" in found
    empty = "nog in te vullen"
    assert f"| Zwanenhoek | {empty} | artikel 9 | {empty} | {empty} | – |" in found
    assert f"| Zwanenhoek | {empty} | artikel 10 | {empty} | {empty} | {empty} |" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_of_the_municipality_and_no_id_is_shown_where_a_name_is_known(language: Language) -> None:
    regional = {
        "stelling": "s",
        "cijfers": {"aanbodPerJaar": 9, "uitgeslotenPerJaar": 1, "regio": ["GM0599", "GM9999"]},
    }
    texts = {**example_json()["onderbouwing"], "regionaleMogelijkheden": regional}
    for found in (text(language, **BARE), text(language, **{**ALL, "onderbouwing": texts})):
        assert "zwanenhoek" not in found and "GM1930" not in found
    assert "Rotterdam, GM9999" in found


def test_a_criterion_that_the_law_asks_is_still_to_be_filled_in_with_what_it_asks() -> None:
    found = text(onderbouwing={"noodzaak": None, "geschiktheid": {"stelling": " "}})
    assert under("Noodzaak", found).strip() == (
        "Nog in te vullen: Waarom is de aanwijzing nodig, en waaruit blijkt dat? De raad moet voldoende aannemelijk "
        "maken dat de aanwijzing noodzakelijk is. Het verzoek zegt hier niets over. (art. 6 lid 1 onder a Wbmgp)"
    )
    assert under("Proportionaliteit", found).strip().startswith("Nog in te vullen: Waarom staan de gevolgen")
    assert "Nog in te vullen" in (given := under("Geschiktheid", found)) and "Er is geen bewijs bij gegeven." in given
    assert "Still to be filled in: Why is the designation needed" in text("en", onderbouwing=None)


def test_a_criterion_that_the_law_does_not_ask_has_no_section_unless_something_is_said() -> None:
    nine = example_json()["onderdelen"][:1]
    quiet = text(onderdelen=nine, onderbouwing={"noodzaak": {"stelling": "s"}})
    assert "## Mogelijkheden in de regio" not in quiet and "## Keuze van het instrument" not in quiet
    said = text(onderdelen=nine, onderbouwing={"regionaleMogelijkheden": {"stelling": "Genoeg aanbod."}, "instrumentkeuze": None})  # fmt: skip
    assert "> Genoeg aanbod." in under("Mogelijkheden in de regio", said)
    assert under("Keuze van het instrument", said).strip() == "Geen."


def test_an_evaluation_that_lacks_a_part_is_still_to_be_filled_in_beside_what_there_is() -> None:
    other = {"vastgesteldDoorRaad": "2019-06-01", "onderdelen": [{"gebied": "elders", "grond": "artikel_9", "oordeel": "effect"}]}  # fmt: skip
    found = under("Evaluatie", text(evaluatie=other))
    assert found.strip().startswith("Nog in te vullen: Welke evaluatie zit bij het verzoek") and "| elders |" in found
    assert under("Evaluatie", text(evaluatie=None)).strip().startswith("Nog in te vullen:")
    first_term = {"onderdelen": example_json()["onderdelen"][1:], "eerdereAanwijzingen": []}
    assert "## Evaluatie" not in text(**first_term, evaluatie=...)
    assert under("Evaluatie", text(**first_term, evaluatie=None)).strip() == "Geen."
    assert "| Gebied |" not in under("Evaluatie", text(evaluatie={"vastgesteldDoorRaad": "2019-06-01"}))


def test_tried_measures_and_figures_that_are_absent() -> None:
    found = text(onderbouwing={"subsidiariteit": {"stelling": "s", "alternatieven": []}, "regionaleMogelijkheden": {"cijfers": None}})  # fmt: skip
    assert "Er is geen lichter middel genoemd dat is geprobeerd." in under("Subsidiariteit", found)
    assert "Er is geen bewijs" not in under("Subsidiariteit", found)
    assert "Er zijn geen cijfers over de regio." in under("Mogelijkheden in de regio", found)


def test_a_plan_and_measures_beside_it_that_are_certainly_not_there() -> None:
    found = under("Plan voor het gebied en maatregelen ernaast", text(onderbouwing={"integraalPlan": None, "flankerendeMaatregelen": []}))  # fmt: skip
    assert "Er is geen plan voor het gebied." in found and "Er zijn geen maatregelen naast de aanwijzing." in found
    only = text(onderbouwing={"flankerendeMaatregelen": [{"maatregel": "wijkteam"}]})
    assert "Er is geen plan" not in only and "| wijkteam |" in only
