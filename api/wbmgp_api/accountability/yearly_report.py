"""The yearly report of the data protection officer: what the store tells of a year, and what only people can answer.

An officer watches how the rules are followed and advises (art. 38 and 39 AVG); the numbers here are a beginning of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from wbmgp_api.accountability.resting import CONTROLLER, activities, controller, resting
from wbmgp_api.accountability.scale import OUTCOMES
from wbmgp_api.accountability.sections import Document, Fact, Section, Table
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.yearly_words import ADVICE, JUDGED, QUESTIONS, ROLE
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.year_facts import YearFacts
from wbmgp_api.oversight.years import days_of
from wbmgp_engine.facts.wording import day_in_words

ID: Final = "fg-jaarverslag"
_STANDARD: Final = "Naar de taken van de functionaris in artikel 39 lid 1 AVG; een vorm is niet voorgeschreven."
_UNSHOWN: Final = "niet getoond"
_NOT_FOLLOWED: Final = "Besluiten die het advies niet volgen, ook waar het advies geen uitkomst noemde"
Count = int | None


def yearly_report(use: Use, found: YearFacts) -> Document:
    """The report as of the last day of its year, with every number that can be shown. Raises LawLookupError, RuleFileError."""
    ended = replace(use, on=days_of(found.year).until)
    parts = (
        ("Waar dit verslag over gaat", (*controller(use), _period(found))),
        ("Verwerkingen in het jaar", (*_cases(found), _activities(use, found))),
        ("Wie keek in zaken", tuple(_looks(found))),
        ("Rechten van betrokkenen", tuple(_rights(found))),
        ("Bewaren en wissen", tuple(_kept(found))),
        ("Mensen beslissen", tuple(_people(found))),
        ("Beveiliging en incidenten", tuple(_security(found))),
        ("Regels die veranderden", tuple(_rules(found))),
        ("Oordeel en advies van de functionaris", ()),
    )
    return Document(
        ID, f"Jaarverslag van de functionaris voor gegevensbescherming over {found.year}", _STANDARD,
        tuple(Section(str(at), title, facts, QUESTIONS.get(at, ())) for at, (title, facts) in enumerate(parts, 1)),
        tuple(use.account.missing(CONTROLLER)), resting(ended), ended.on,
    )  # fmt: skip


def _period(found: YearFacts) -> Fact:
    text = (
        f"Dit gaat over {found.year}. Aantallen van 1 tot en met {SMALLEST - 1} staan er niet, en ook niet waaruit zij"
        " te berekenen zijn: zo wijst geen getal een persoon aan."
    )
    return Fact("jaar", text, found.year)


def _cases(found: YearFacts) -> Iterator[Fact]:
    counts = found.counts
    yield _count("ontvangen", "Aanvragen ontvangen", counts.received)
    yield _count("besloten", "Besluiten genomen", counts.decided)
    yield _table(
        "uitkomsten",
        "Uitkomsten van deze besluiten:",
        "Uitkomst",
        ((OUTCOMES[name], count) for name, count in counts.outcomes.items()),
    )
    yield _count("ingetrokken", "Aanvragen ingetrokken", counts.withdrawn)
    yield _count("buiten_behandeling", "Aanvragen buiten behandeling gelaten", counts.not_handled)
    yield _count("onderzocht", "Zaken waarin de burgemeester een uitkomst van het onderzoek meldde", counts.screened)


def _activities(use: Use, found: YearFacts) -> Fact:
    names = {one.uri: one.told.naam for one in activities(use)}
    rows = ((names.get(uri, uri), count) for uri, count in sorted(found.activities.items()))
    text = f"Handelingen in het verwerkingslogboek: {_number(found.actions)}."
    return _table("handelingen", text, "Verwerking", rows, "verwerkingslogboek")


def _looks(found: YearFacts) -> Iterator[Fact]:
    text = f"Keren dat iemand in een zaak keek: {_number(found.counts.looked_in)}."
    rows = ((ROLE[role], count) for role, count in found.looks.items() if count != 0)
    yield _table("inzage", text, "Rol", rows, "logboek")
    yield _count("zoeken_bsn", "Keren gezocht op burgerservicenummer", found.searches, "logboek")
    yield _count(
        "groepen", "Keren groepen vergeleken (doel en grondslag staan in het logboek)", found.group_looks, "logboek"
    )


def _rights(found: YearFacts) -> Iterator[Fact]:
    yield _count(
        "inzageverzoeken", "Zoekacties in het verwerkingslogboek, om inzage te geven (artikel 15 AVG)", found.insight
    )
    yield _count(
        "correcties", "Zaken waarin gegevens zijn verbeterd of aangevuld (artikel 16 AVG)", found.counts.corrections
    )
    yield _count("bezwaren", "Bezwaren tegen besluiten", found.counts.objections)
    rows = ((JUDGED[name], count) for name, count in found.counts.judgements.items())
    judged = f"Bezwaren waarop is beslist: {_number(found.counts.objections_judged)}."
    yield _table("bezwaren_beslist", judged, "Oordeel", rows)
    yield _count("beroepen", "Beroepen bij de rechter", found.counts.appeals)


def _kept(found: YearFacts) -> Iterator[Fact]:
    yield _count("opdrachten", "Opdrachten om te wissen", found.ordered, "logboek")
    yield _count("uitgevoerd", "Opdrachten uitgevoerd, na akkoord van een ander", found.carried_out, "logboek")
    yield _count("gewist", "Zaken waarvan iets is gewist", found.counts.erased, "logboek")


def _people(found: YearFacts) -> Iterator[Fact]:
    yield _count("gevolgd", "Besluiten die het advies volgen", found.counts.followed)
    yield _count("afgeweken", _NOT_FOLLOWED, found.counts.deviated)
    yield from _always(found)
    yield _count("op_tijd", "Besluiten binnen de termijn", found.in_time, "rules/kalender")
    yield _count("te_laat", "Besluiten na de termijn", found.late, "rules/kalender")
    yield _count("ingebrekestellingen", "Zaken waarin de gemeente in gebreke is gesteld", found.counts.in_default)


def _always(found: YearFacts) -> Iterator[Fact]:
    source = "artikel 22 AVG; HvJ EU 7 december 2023, C-634/21"
    names = ", ".join(ADVICE[name] for name in found.nearly_always)
    always = f"Bijna altijd gevolgd, in een of meer kwartalen: {names or 'geen advies dat apart is te tellen'}."
    yield Fact("bijna_altijd", always, found.nearly_always, source)
    quarters = ", ".join(found.hardly_ever) or "geen kwartaal met genoeg besluiten"
    hardly = f"Minder dan {SMALLEST} besluiten die het advies niet volgen, of geen: {quarters}."
    yield Fact("bijna_nooit", hardly, found.hardly_ever, source)
    if found.nearly_always or found.hardly_ever:
        yield Fact(
            "afwegen", "Zo’n advies kan zelf als het besluit tellen. Ga na of mensen echt afwegen.", None, source
        )


def _security(found: YearFacts) -> Iterator[Fact]:
    rows = tuple(
        (str(one.year), _yes(one.state == "stopped"), _yes(one.loose == 0), _yes(one.witnessed >= one.size))
        for one in found.logs
    )
    columns = ("Logboek van", "Gestopt", "Alles ondertekend", "Alles door anderen gezien")
    yield Fact("logboeken", "Het logboek waaraan niets ongemerkt te veranderen is:", Table(columns, rows), "logboek")
    stopped = sum(one.state == "stopped" for one in found.logs)
    text = (
        "Een logboek is gestopt: het klopte niet met wat was gepubliceerd. Dat is een incident."
        if stopped
        else "Geen logboek is gestopt."
    )
    yield Fact("gestopt", text, bool(stopped), "logboek")
    yield _count(
        "mislukt", "Handelingen die in het verwerkingslogboek als mislukt staan", found.failed, "verwerkingslogboek"
    )


def _yes(holds: bool) -> str:
    return "ja" if holds else "nee"


def _rules(found: YearFacts) -> Iterator[Fact]:
    if not found.books:
        yield Fact("regelboeken", "Er is in dit jaar geen ander regelboek in gebruik gekomen.", ())
        return
    rows = tuple((book, day_in_words(date.fromisoformat(since[:10]), "nl")) for book, since in found.books)
    yield Fact("regelboeken", "Voor het eerst gebruikt:", Table(("Regelboek", "Sinds"), rows), "logboek")


def _count(key: str, label: str, count: Count, source: str | None = None) -> Fact:
    return Fact(key, f"{label}: {_number(count)}.", count, source)


def _table(key: str, text: str, head: str, rows: Iterable[tuple[str, Count]], source: str | None = None) -> Fact:
    shown = tuple((label, _number(count)) for label, count in rows)
    return Fact(key, text, Table((head, "Aantal"), shown) if shown else None, source)


def _number(count: Count) -> str:
    return _UNSHOWN if count is None else str(count)
