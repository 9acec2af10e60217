"""The document a council sends: everything of the request stands in it, nothing hostile works in it, and the annex is told apart."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from markdown_it import MarkdownIt

from tests.designations.samples import answer, example_json, request
from wbmgp_engine.designations import document_texts
from wbmgp_engine.designations.document import document_json, document_markdown, sections
from wbmgp_engine.facts.wording import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ALL: dict[str, Any] = {
    "onderbouwing": {
        **example_json()["onderbouwing"],
        "noodzaak": {
            "stelling": "De wijk heeft veel meldingen.\nOok van buiten.", "datum": "2019-02-01",
            "overgenomenUit": {"kenmerk": "verzoek 2015", "datum": "2015-02-01"}, "herbevestigdOp": "2019-03-01",
            "bewijs": [{"soort": "enquete", "jaar": 2018, "indicator": "veilig", "waarde": "6,1", "vergelijking": "7,3", "bron": "gemeente"}],
        },
        "integraalPlan": {"titel": "Plan De Hoek", "vastgesteldOp": "2018-05-01"},
        "flankerendeMaatregelen": [{"maatregel": "wijkteam", "periode": "2018-2020"}],
    },
    "overleg": [{"datum": "2019-05-01", "partij": "De Woonbond", "soort": "huurders", "uitkomst": "zorgen over doorstroming"}],
    "gelijkeBehandeling": {
        "toelichting": "Gekeken is naar jongeren.",
        "cijfers": [{"groep": "jongeren", "indicator": "afwijzingen", "aantal": 12, "totaal": 300, "jaar": 2018, "bron": "registratie"}],
        "rechtvaardiging": {"doel": "rust", "geschiktheid": "past", "geenAlternatief": "niets lichters", "evenredigheid": "in balans"},
    },
    "verordening": {"van": "2020-01-01", "tot": None},
}  # fmt: skip


def titles(language: Language = "nl", **changes: Any) -> list[str]:
    return [section.title for section in sections(request(**changes), answer(), language)]


def text(language: Language = "nl", **changes: Any) -> str:
    return document_markdown(request(**changes), answer(), language)


def under(title: str, found: str) -> str:
    """What stands under a heading, up to the next one."""
    _, _, rest = found.partition(f"# {title}\n")
    return rest.partition("\n#")[0]


def test_the_sections_of_a_request_in_order() -> None:
    assert titles()[:21] == [
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
                 "niets lichters", "in balans", "900", "60", "40", data["kenmerk"], data["gemeente"]):  # fmt: skip
        assert said in found, said


def test_the_addressee_is_the_minister_and_two_sign() -> None:
    assert "| Geadresseerde | Aan de Minister" in text()
    signed = under("Ondertekening", text())
    assert "| De griffier | Naam, datum en handtekening: |" in signed
    assert "| De burgemeester | Naam, datum en handtekening: |" in signed


def test_what_was_not_filled_in_and_what_is_not_there_are_told_apart() -> None:
    assert "(niet ingevuld)" in under("Eerdere aanwijzingen", text(eerdereAanwijzingen=...))
    assert "(geen)" in under("Eerdere aanwijzingen", text(eerdereAanwijzingen=[]))
    assert "(niet ingevuld)" in under("Besluit van de raad", text(raadsbesluit=...))
    assert "(geen)" in under("Besluit van de raad", text(raadsbesluit=None))
    assert "(geen)" in under("Evaluatie", text(evaluatie=None))
    assert "(niet ingevuld)" in under("Gelijke behandeling", text())
    assert "| Tot (niet meegeteld) | (geen) |" in under("Termijn van de verordening", text(verordening={"van": "2020-01-01", "tot": None}))  # fmt: skip


def test_a_criterion_that_is_absent_or_null() -> None:
    found = text(onderbouwing={"noodzaak": None, "geschiktheid": {"stelling": " "}})
    assert under("Noodzaak", found).strip() == "(geen)"
    assert under("Proportionaliteit", found).strip() == "(niet ingevuld)"
    assert "Er is geen bewijs bij gegeven." in under("Geschiktheid", found)
    assert under("Noodzaak", text(onderbouwing=...)).strip() == "(niet ingevuld)"
    assert under("Plan voor het gebied en maatregelen ernaast", text(onderbouwing=...)).strip() == "(niet ingevuld)"


def test_tried_measures_and_figures_that_are_absent() -> None:
    found = text(onderbouwing={"subsidiariteit": {"stelling": "s", "alternatieven": []}, "regionaleMogelijkheden": {"cijfers": None}})  # fmt: skip
    assert "Lichtere middelen die zijn geprobeerd:\n\n(geen)" in under("Subsidiariteit", found)
    assert "Cijfers over de regio:\n\n(geen)" in under("Mogelijkheden in de regio", found)


def test_what_differs_for_one_part_stands_under_its_criterion() -> None:
    first, second = example_json()["onderdelen"]
    parts = [{**first, "onderbouwing": {"noodzaak": {"stelling": "Alleen hier."}}}, second]
    found = text(onderdelen=parts)
    assert "> Alleen hier." in under("Noodzaak: alleen voor Zwanenhoek, artikel 9", found)
    assert found.index("# Noodzaak\n") < found.index("# Noodzaak: alleen voor") < found.index("# Geschiktheid\n")


def test_figures_on_groups_ask_for_the_four_steps() -> None:
    figures = {"cijfers": [{"groep": "jongeren", "aantal": 12}]}
    found = under("Gelijke behandeling", text(gelijkeBehandeling=figures))
    assert found.count("(niet ingevuld)") >= 4
    assert "| Geen lichter middel | (niet ingevuld) |" in found
    partly = under("Gelijke behandeling", text(gelijkeBehandeling={"rechtvaardiging": {"doel": "rust"}}))
    assert "| Doel | rust |" in partly and "| Evenredigheid | (niet ingevuld) |" in partly
    assert "Rechtvaardiging" not in under("Gelijke behandeling", text(gelijkeBehandeling={"toelichting": "Niets."}))


def test_optional_columns_appear_when_somebody_filled_them_in() -> None:
    first, second = example_json()["onderdelen"]
    assert "Verhuurder" not in text()
    rich = [{**first, "segment": "particulier", "doel": ["overlast"], "gebied": {**first["gebied"], "binnen": "spijkenisse"}}, second]  # fmt: skip
    found = under("Wat wordt gevraagd", text(onderdelen=rich))
    assert "| Gebied | Naam | Soort | Binnen | Grond |" in found
    assert "particulier" in found and "overlast" in found and "spijkenisse" in found


def test_the_annex_holds_what_the_engine_found_and_says_so() -> None:
    found = text()
    annex = found[found.index("## Bijlage") :]
    assert "het zegt niet dat een aanwijzing nodig of evenredig is" in annex
    assert "Het verzoek is volledig." in annex
    assert "- Zwanenhoek, artikel 9 (voorrang): mogelijk naar soort" in annex
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
    clean = request()
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
