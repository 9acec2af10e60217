"""The document of a request and of the answer to it, for the tests."""

from __future__ import annotations

from typing import Any, get_args

from tests.designations.requests import answered
from tests.designations.samples import example_json, request
from wbmgp_engine.designations.document import document_markdown, sections
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.facts.wording import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
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


BARE: dict[str, Any] = {
    **dict.fromkeys(("verzonden", "ontvangen", "raadsbesluit", "onderbouwing", "evaluatie", "eerdereAanwijzingen", "opschortingen", "adviezen", "besluit"), ...),
    "onderdelen": [{"gebied": {"id": "zwanenhoek"}, "grond": ground} for ground in ("artikel_9", "artikel_10")],
}  # fmt: skip


def titles(language: Language = "nl", **changes: Any) -> list[str]:
    given = request(**changes)
    return [section.title for section in sections(given, answer_to(given), language)]


def answer_to(given: DesignationRequest) -> dict[str, Any]:
    return answered(given, "2019-10-25").to_json(trail=False)


def text(language: Language = "nl", **changes: Any) -> str:
    given = request(**changes)
    return document_markdown(given, answer_to(given), language)


def under(title: str, found: str) -> str:
    """What stands under a heading, up to the next one."""
    _, _, rest = found.partition(f"# {title}\n")
    return rest.partition("\n#")[0]
