"""The annex to a DPIA: the facts that only the software knows, under the numbers of the Rijksmodel DPIA 3.0.

The numbers are those of the public form of that model (MinBZK, par-dpia-form): 1 to 17 are the paragraphs of the model, 0 and
18 to 20 are parts that the form adds. Titles and sentences are our own.
"""

from __future__ import annotations

from typing import Final

from wbmgp_api.accountability.dpia_data import data_sections
from wbmgp_api.accountability.dpia_law import law_sections
from wbmgp_api.accountability.dpia_rights import rights_sections
from wbmgp_api.accountability.limits import limits
from wbmgp_api.accountability.measures import MEASURES
from wbmgp_api.accountability.processing_register import security
from wbmgp_api.accountability.resting import CONTROLLER, activities, controller, resting
from wbmgp_api.accountability.scale import scale
from wbmgp_api.accountability.sections import Document, Fact, Section
from wbmgp_api.accountability.set_up import settings_facts
from wbmgp_api.accountability.use import Use
from wbmgp_api.oversight.counts import YearCounts
from wbmgp_engine.facts.wording import day_in_words

STANDARD: Final = "Nummering van het Rijksmodel DPIA 3.0; de titels en zinnen zijn van deze software."
_NEEDED: Final = (*CONTROLLER, "dpia", "security")


def dpia_annex(use: Use, counts: YearCounts | None = None) -> Document:
    """The annex on a day. Raises LawLookupError, RuleFileError."""
    told = (
        _proposal(counts),
        *data_sections(use),
        *law_sections(use),
        *rights_sections(use),
        _risks(use),
        _measures(use),
    )
    last = (_administration(use), _adoption(use))
    asked = sum(len(section.questions) for section in (*told, *last))
    sections = (_opening(asked), *told, _summary(use, asked), *last)
    missing = tuple(use.account.missing(_NEEDED))
    return Document(
        "dpia-bijlage",
        "Bijlage bij de DPIA: wat de software zelf weet",
        STANDARD,
        sections,
        missing,
        resting(use),
        use.on,
    )


def _opening(asked: int) -> Section:
    counted = f"Wat de software niet weet, staat als vraag bij het nummer waar het hoort. Dat zijn {asked} vragen."
    return Section("0", "Wat deze bijlage is", (
        Fact("bijlage", "Deze bijlage geeft feiten bij een DPIA. Zij weegt niets af en is zelf geen DPIA."),
        Fact("bijlage.vragen", counted, asked),
    ))  # fmt: skip


def _proposal(counts: YearCounts | None) -> Section:
    proposed = Fact(
        "voorstel", "De software legt de gegevens van een aanvraag om een huisvestingsvergunning naast de regels van hoofdstuk 3 Wbmgp en"
        " geeft een advies met redenen. Een medewerker neemt het besluit.",
    )  # fmt: skip
    return Section("1", "Wat er gebeurt en hoe vaak", (proposed, *scale(counts)), (
        "Waarom gebruikt de gemeente de Wbmgp en deze software, en wat verandert daardoor voor mensen?",
        "Hoeveel aanvragen verwacht de gemeente per jaar, en uit hoeveel gebieden?",
    ))  # fmt: skip


def _risks(use: Use) -> Section:
    asked = "Welke risico's ziet de gemeente nog meer, hoe waarschijnlijk zijn ze en hoe zwaar voor wie het treft?"
    return Section("16", "Risico's die de software kent", tuple(limits(use.settings)), (asked,))


def _measures(use: Use) -> Section:
    asked = "Welke maatregelen neemt de gemeente buiten de software, wie beheert ze, en welk risico blijft over?"
    return Section("17", "Maatregelen", (*security(use), *settings_facts(use.settings)), (asked,))


def _summary(use: Use, asked: int) -> Section:
    count, facts, measures = len(activities(use)), len(use.facts), len(MEASURES)
    text = (
        f"Er zijn {count} verwerkingen. De regels kunnen {facts} vragen stellen. De software neemt zelf {measures} maatregelen."
        f" {asked} vragen zijn voor mensen."
    )
    return Section(
        "18", "In het kort", (Fact("samenvatting", text, (str(count), str(facts), str(measures), str(asked))),)
    )


def _administration(use: Use) -> Section:
    made = use.account.dpia
    text = "Bij welke DPIA deze bijlage hoort, is niet verteld."
    if made is not None:
        text = f"Deze bijlage hoort bij de DPIA van {day_in_words(made.day, 'nl')}, kenmerk {made.reference}."
    told = Fact("dpia", text, None if made is None else made.reference)
    return Section(
        "19",
        "Versie en dossier",
        (told,),
        ("Wat is het advies van de functionaris gegevensbescherming, en wat is ermee gedaan?",),
    )


def _adoption(use: Use) -> Section:
    return Section("20", "Wie vaststelt", controller(use), ("Wie stelt de DPIA vast, en wanneer?",))
