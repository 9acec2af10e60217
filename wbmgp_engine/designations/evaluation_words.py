"""The words of the evaluation document and of the yearly indicator, in Dutch (B1) and English."""

from __future__ import annotations

from typing import Final

from wbmgp_engine.designations.texts import Words

NAME: Final = "inzet sturingsinstrumentarium woningtoewijzing"
SAY: Final[dict[str, Words]] = {
    "title": {"nl": "Evaluatie van de maatregelen, {municipality}", "en": "Evaluation of the measures, {municipality}"},
    "basis": {
        "nl": "Bij een verzoek om verlenging hoort een evaluatie; burgemeester en wethouders bewaren daarvoor de gegevens ({basis}).",
        "en": "A request to extend goes with an evaluation; the municipal executive keeps the data for it ({basis}).",
    },
    "published": {
        "nl": "Getallen van 1 tot en met {most} staan er niet in, en ook niet waaruit zij zijn af te leiden: daar staat x.",
        "en": "Counts of 1 to {most} are left out, and what they could be worked out from: an x stands there.",
    },
    "internal": {
        "nl": "ALLEEN VOOR INTERN GEBRUIK: kleine getallen staan erin en kunnen naar een persoon wijzen.",
        "en": "FOR INTERNAL USE ONLY: small counts are in it and can point at a person.",
    },
    "causality": {
        "nl": "Een verschil met een vergelijkingsgebied laat niet zien dat de maatregel de oorzaak is. Effecten zijn moeilijk aan te tonen en blijken vaak pas na jaren.",
        "en": "A difference from a comparison area does not show that the measure is the cause. Effects are hard to show and often appear only after years.",
    },
    "rounding": {
        "nl": "Percentages hebben een decimaal; een half wordt naar boven afgerond. De breuk ernaast is exact.",
        "en": "Percentages have one decimal; a half is rounded up. The fraction beside it is exact.",
    },
    "register": {"nl": "Uitkomsten per gebied en jaar: {ground}", "en": "Outcomes per unit and year: {ground}"},
    "rates": {"nl": "Weigeringen en doorlooptijd", "en": "Refusals and duration"},
    "gaps": {"nl": "Wat ontbreekt of niet klopt", "en": "What is missing or does not add up"},
    "no_gaps": {"nl": "Er is niets gevonden dat ontbreekt.", "en": "Nothing was found to be missing."},
    "report": {"nl": "De lokale evaluatie", "en": "The local evaluation"},
    "no_report": {"nl": "Er is geen lokale evaluatie bij.", "en": "There is no local evaluation with it."},
    "effects": {"nl": "Effect per gebied: ervaren en gemeten apart", "en": "Effect per unit: perceived and measured apart"},
    "articles": {"nl": "Effect per artikel", "en": "Effect per article"},
    "differences": {"nl": "Vergelijking met een ander gebied", "en": "Comparison with another area"},
    "independence": {"nl": "Onafhankelijkheid", "en": "Independence"},
    "sources": {"nl": "Bronnen", "en": "Sources"},
    "heard": {"nl": "Wie is gehoord", "en": "Who was heard"},
    "none": {"nl": "(niet ingevuld)", "en": "(not filled in)"},
    "total": {"nl": "totaal", "en": "total"},
    "kpi": {"nl": "Inzet sturingsinstrumentarium woningtoewijzing {year}, {municipality}", "en": "Use of the instruments for housing allocation {year}, {municipality}"},
    "kpi_note": {
        "nl": "Dit telt wat er is gedaan. Het is geen doel om te halen en zegt niets over het effect.",
        "en": "This counts what was done. It is no target and says nothing about effect.",
    },
    "active": {"nl": "Actieve maatregelen: {count}.", "en": "Active measures: {count}."},
    "not_recorded": {"nl": "niet vastgelegd", "en": "not recorded"},
    "True": {"nl": "ja", "en": "yes"},
    "False": {"nl": "nee", "en": "no"},
    "None": {"nl": "onbekend", "en": "not known"},
}  # fmt: skip

LABEL: Final[dict[str, Words]] = {
    "gebied": {"nl": "gebied", "en": "unit"}, "grond": {"nl": "grond", "en": "ground"},
    "jaar": {"nl": "jaar", "en": "year"}, "aanvragen": {"nl": "aanvragen", "en": "applications"},
    "instrument": {"nl": "onderzoek", "en": "screening"},
    "in_behandeling": {"nl": "in behandeling", "en": "pending"}, "ingetrokken": {"nl": "ingetrokken", "en": "withdrawn"},
    "hardheid_bepleit": {"nl": "hardheid bepleit", "en": "hardship pleaded"},
    "bezwaren": {"nl": "bezwaren", "en": "objections"}, "bezwaren_gegrond": {"nl": "bezwaren gegrond", "en": "objections upheld"},
    "doorlooptijd_dagen": {"nl": "dagen, som", "en": "days, sum"},
    "weigeringen": {"nl": "geweigerd van de besluiten", "en": "refused of the decisions"},
    "dagen": {"nl": "dagen per besluit", "en": "days per decision"},
    "met_voorschriften": {"nl": "met voorschriften", "en": "with conditions"},
    "met_hardheid": {"nl": "hardheid toegepast", "en": "hardship applied"},
    "ervaren": {"nl": "ervaren", "en": "perceived"}, "gemeten": {"nl": "gemeten", "en": "measured"},
    "oordeel": {"nl": "oordeel", "en": "verdict"}, "toelichting": {"nl": "toelichting", "en": "note"},
    "indicator": {"nl": "indicator", "en": "indicator"}, "periode": {"nl": "periode", "en": "period"},
    "vergelijkingsgebied": {"nl": "vergeleken met", "en": "compared with"},
    "veranderingGebied": {"nl": "verandering hier", "en": "change here"},
    "veranderingVergelijking": {"nl": "verandering daar", "en": "change there"},
    "verschil": {"nl": "verschil", "en": "difference"},
    "uitvoerder": {"nl": "uitvoerder", "en": "evaluator"}, "opdrachtgever": {"nl": "opdrachtgever", "en": "client"},
    "financiering": {"nl": "financiering", "en": "funding"}, "verklaring": {"nl": "verklaring", "en": "statement"},
    "vastgesteld": {"nl": "vastgesteld door de raad", "en": "adopted by the council"},
    "soort": {"nl": "soort", "en": "kind"}, "naam": {"nl": "naam", "en": "name"}, "vindplaats": {"nl": "vindplaats", "en": "place"},
    "groep": {"nl": "groep", "en": "group"}, "aantal": {"nl": "deelnemers", "en": "participants"},
    "respons": {"nl": "respons", "en": "response"}, "selectie": {"nl": "selectie", "en": "selection"},
    "methode": {"nl": "methode", "en": "method"}, "vragenlijst": {"nl": "vragenlijst", "en": "questionnaire"},
    "datum": {"nl": "datum", "en": "date"}, "actief": {"nl": "van kracht in het jaar", "en": "in force in the year"},
    "besluiten": {"nl": "besluiten", "en": "decisions"}, "geweigerd": {"nl": "weigeringen", "en": "refusals"},
    "voorrang": {"nl": "toegewezen met voorrang", "en": "allocated with priority"},
}  # fmt: skip
