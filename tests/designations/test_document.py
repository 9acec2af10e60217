"""The document a council sends: everything of the request stands in it, nothing hostile works in it, and the annex is told apart."""

from __future__ import annotations

import json
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.designations.documents import ALL, LANGUAGES, text, titles, under
from tests.designations.samples import answer, example_json, request
from wbmgp_engine.designations import document_texts
from wbmgp_engine.designations.document import document_json, document_markdown
from wbmgp_engine.facts.wording import Language

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def test_the_sections_of_a_request_in_order() -> None:
    assert titles(**ALL)[:21] == [
        "Verzoek om aanwijzing", "Besluit van de raad", "Wat wordt gevraagd", "Onderbouwing", "Noodzaak", "Geschiktheid",
        "Subsidiariteit", "Proportionaliteit", "Mogelijkheden in de regio", "Keuze van het instrument",
        "Plan voor het gebied en maatregelen ernaast", "Eerdere aanwijzingen", "Evaluatie", "Termijn van de verordening",
        "Overleg", "Gelijke behandeling", "Adviezen", "Opschortingen", "Besluit van de Minister", "Ondertekening",
        "Bijlage: wat het programma vond",
    ]  # fmt: skip
    assert titles("en")[:3] == ["Request for designation", "Decision of the council", "What is asked"]


def test_what_has_not_happened_yet_has_no_section() -> None:
    found = titles(besluit=..., opschortingen=...)
    assert "Besluit van de Minister" not in found
    assert "Opschortingen" not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_council_gave_stands_in_it(language: Language) -> None:
    found = text(language, **ALL)
    data = {**example_json(), **ALL}
    for said in ("De wijk heeft veel meldingen.", "Ook van buiten.", "verzoek 2015", "6,1", "7,3", "Plan De Hoek", "wijkteam", "2018-2020",
                 "De Woonbond", "zorgen over doorstroming", "Gekeken is naar jongeren.", "jongeren", "300", "rust",
                 "niets lichters", "in balans", "900", "60", "40", data["kenmerk"], "Nissewaard"):  # fmt: skip
        assert said in found, said


def test_the_addressee_is_the_minister_and_two_sign() -> None:
    assert "| Geadresseerde | Aan de Minister" in text()
    signed = under("Ondertekening", text())
    assert "| De griffier | Naam, datum en handtekening: |" in signed
    assert "| De burgemeester | Naam, datum en handtekening: |" in signed


def test_what_differs_for_one_part_stands_under_its_criterion() -> None:
    first, second = example_json()["onderdelen"]
    parts = [{**first, "onderbouwing": {"noodzaak": {"stelling": "Alleen hier."}}}, second]
    found = text(onderdelen=parts)
    assert "> Alleen hier." in under("Noodzaak: alleen voor Zwanenhoek, artikel 9", found)
    assert found.index("# Noodzaak\n") < found.index("# Noodzaak: alleen voor") < found.index("# Geschiktheid\n")
    # Missing in one part only: it stands under that part, and the general text stays.
    gone = text(onderdelen=[{**first, "onderbouwing": {"noodzaak": None}}, second])
    assert under("Noodzaak: alleen voor Zwanenhoek, artikel 9", gone).strip().startswith("Nog in te vullen: Waarom")
    assert "Nog in te vullen" not in under("Noodzaak", gone)


def test_figures_on_groups_ask_for_the_four_steps() -> None:
    figures = {"cijfers": [{"groep": "jongeren", "aantal": 12}]}
    found = under("Gelijke behandeling", text(gelijkeBehandeling=figures))
    assert found.count("nog in te vullen") >= 4
    assert "| Geen lichter middel | nog in te vullen |" in found
    partly = under("Gelijke behandeling", text(gelijkeBehandeling={"rechtvaardiging": {"doel": "rust"}}))
    assert "| Doel | rust |" in partly and "| Evenredigheid | nog in te vullen |" in partly
    assert "Rechtvaardiging" not in under("Gelijke behandeling", text(gelijkeBehandeling={"toelichting": "Niets."}))


def test_optional_columns_appear_when_somebody_filled_them_in() -> None:
    first, second = example_json()["onderdelen"]
    assert "Verhuurder" not in text()
    rich = [{**first, "segment": "particulier", "doel": ["overlast"], "gebied": {**first["gebied"], "binnen": "spijkenisse"}}, second]  # fmt: skip
    found = under("Wat wordt gevraagd", text(onderdelen=rich))
    assert "| Gebied | Soort | Binnen | Grond |" in found
    assert "particulier" in found and "overlast" in found and "spijkenisse" in found


def test_the_annex_holds_what_the_engine_found_and_says_so() -> None:
    found = text()
    annex = found[found.index("## Bijlage") :]
    assert "het zegt niet dat een aanwijzing nodig of evenredig is" in annex
    assert "Het verzoek is volledig." in annex
    assert "- Zwanenhoek, artikel 9 (voorrang)" in annex
    assert "\n  - Daarna zijn nog 3 verlengingen mogelijk." in annex


HOSTILE = "x | y\n# Kop\n- punt\n<script>alert(1)</script> `c` **v** [l](http://e.vil)\u202e\x1b[31m"


def hostile(value: Any, key: str = "") -> Any:
    """The request with every free text made hostile; what must be one line gets it on one line."""
    match value:
        case dict():
            return {name: hostile(item, name) for name, item in value.items()}
        case list():
            return [hostile(item, key) for item in value]
        case "…":
            return HOSTILE.replace("\n", " ").replace("\x1b", "") if key == "periode" else HOSTILE
    return value


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hostile_text_works_in_the_document(language: Language) -> None:
    data = hostile(
        {**example_json(), "gelijkeBehandeling": {"toelichting": "…", "cijfers": [{"groep": "g", "bron": "…"}]}}
    )
    given = request(**data)
    clean = request(gelijkeBehandeling={"toelichting": "…", "cijfers": [{"groep": "g", "bron": "…"}]})
    found = document_markdown(given, answer(), language)
    tokens = READER.parse(found)
    kinds = {kind for token in tokens for kind in (token.type, *(child.type for child in token.children or ()))}
    assert not {"html_inline", "html_block", "link_open", "image", "code_inline", "fence", "code_block", "hr"} & kinds
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    plain = READER.parse(document_markdown(clean, answer(), language))
    assert headings == [token.tag for token in plain if token.type == "heading_open"]
    assert all(sign.isprintable() or sign == "\n" for sign in found)


def test_the_json_holds_the_sections_the_request_and_the_answer_without_its_trail() -> None:
    found = json.loads(document_json(request(), answer(), "en"))
    assert list(found) == ["soort", "taal", "hoofdstukken", "verzoek", "bijlage"]
    assert found["verzoek"] == example_json()
    assert found["bijlage"] == {key: value for key, value in answer().items() if key != "spoor"}
    assert [section["titel"] for section in found["hoofdstukken"]] == titles("en")


def test_the_same_request_gives_the_same_document() -> None:
    assert text() == text()
    assert document_json(request(), answer()) == document_json(request(), answer())


def test_every_text_is_there_in_both_languages() -> None:
    for table in (document_texts.TITLE, document_texts.PHRASE, document_texts.LABEL, document_texts.VALUE):
        assert all(words.keys() == set(LANGUAGES) and all(words.values()) for words in table.values())
