"""The register of processing activities (art. 30 lid 1 AVG), made from the rule book and from what the municipality told."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_api.accountability.keeping import terms
from wbmgp_api.accountability.measures import MEASURES
from wbmgp_api.accountability.resting import CONTROLLER, activities, certainty, controller, resting
from wbmgp_api.accountability.sections import Document, Fact, Section, Table
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.wording import BASES, CATEGORIES, CERTAINTY, PEOPLE, RECIPIENTS, RESULTS, SPECIAL, listed
from wbmgp_engine.permits.texts import SUPPLIER
from wbmgp_engine.processing import Activity

LONGEST = "Raken meer termijnen dezelfde gegevens, dan geldt de langste. Het burgerservicenummer gaat mee met persoon."
_NEEDED = (*CONTROLLER, "security")


def processing_register(use: Use) -> Document:
    """Every activity with purpose, ground, people, data, recipients and term. Raises LawLookupError, RuleFileError."""
    found = activities(use)
    described = (_activity(f"2.{number}", one) for number, one in enumerate(found, 1))
    return Document(
        "verwerkingsregister", "Register van verwerkingsactiviteiten", "Naar artikel 30 lid 1 AVG, onderdelen a tot en met g.",
        (
            Section("1", "Wie verantwoordelijk is (onderdeel a)", (*controller(use), *_recipients_told(use)), tuple(_others(found))),
            Section("2", "Wat er gebeurt, waarom en met welke gegevens (onderdelen b, c en d)", (_overview(found), categories(), certainty())),
            *described,
            Section("3", "Doorgifte aan derde landen en internationale organisaties (onderdeel e)", (_transfer(),), _WHERE),
            Section("4", "Hoe lang gegevens blijven (onderdeel f)", (Fact("termijnen", LONGEST, terms(use.lawbook, use.on)),)),
            Section("5", "Beveiliging (onderdeel g)", tuple(security(use))),
        ),
        tuple(use.account.missing(_NEEDED)), resting(use), use.on,
    )  # fmt: skip


_WHERE = ("Waar staan de computers waarop de software draait, en wie kan daarbij?",)


def _others(found: tuple[Activity, ...]) -> Iterator[str]:
    """Who else decides on purpose and means: the account of a municipality tells of one controller."""
    for one in found:
        if one.told.verantwoordelijke != "burgemeester_en_wethouders":
            who = SUPPLIER[one.told.verantwoordelijke]["nl"]
            yield f"Hoe is {who} te bereiken over de verwerking «{one.told.naam}»? Doel en middelen bepaalt {who} daar zelf."


def categories() -> Fact:
    """What each category of data holds."""
    table = Table(("Categorie", "Wat daarin staat"), tuple(CATEGORIES.items()))
    return Fact("categorieen", "De software houdt gegevens in deze categorieën uit elkaar:", table)


def security(use: Use) -> Iterator[Fact]:
    """What the software holds, each with the test that shows it, and what the municipality told of its own measures."""
    text = "Hier zorgt de software zelf voor. Bij elke regel hoort een test, die faalt zodra het niet meer zo is (docs/verwerkingen.md)."
    yield Fact("beveiliging.software", text, len(MEASURES))
    yield from (Fact(f"beveiliging.{one.key}", one.text, one.held_by) for one in MEASURES)
    for place, line in enumerate(use.account.security or [], 1):
        yield Fact(f"beveiliging.gemeente.{place}", line, source="verteld door de gemeente")


def _overview(found: tuple[Activity, ...]) -> Fact:
    rows = tuple((one.told.naam, one.uri) for one in found)
    text = (
        f"Er zijn {len(found)} verwerkingen. De aanduiding staat ook in het verwerkingslogboek. Zij eindigt op de eerste dag van de"
        " versie: wie doel, grondslag of ontvanger wijzigt, maakt een nieuwe versie."
    )
    return Fact("verwerkingen", text, Table(("Verwerking", "Aanduiding"), rows))


def _activity(number: str, one: Activity) -> Section:
    told, key = one.told, one.id
    facts = (
        Fact(f"{key}.doel", f"Doel: {told.doel}", told.doel),
        Fact(f"{key}.verantwoordelijke", f"Wie bepaalt doel en middelen: {SUPPLIER[told.verantwoordelijke]['nl']}.", told.verantwoordelijke),
        _grounds(one), *_special(one),
        Fact(f"{key}.betrokkenen", f"Over wie: {listed(PEOPLE, told.betrokkenen)}.", tuple(told.betrokkenen)),
        Fact(f"{key}.categorieen", f"Welke gegevens: {', '.join(told.categorieen)}.", tuple(told.categorieen)),
        _recipients(one), *_kept(one),
    )  # fmt: skip
    return Section(
        number,
        told.naam,
        facts,
        (f"Hoe lang blijven deze gegevens? {told.bewaring.open}",) if told.bewaring.open else (),
    )


def _grounds(one: Activity) -> Fact:
    rows = tuple((got.avg, BASES[got.dpv], got.bron, CERTAINTY[got.zekerheid]) for got in one.told.grondslagen)
    return Fact(f"{one.id}.grondslagen", "Grondslag:", Table(("AVG", "Soort", "Op grond van", "Zekerheid"), rows))


def _special(one: Activity) -> Iterator[Fact]:
    rows = tuple((SPECIAL[got.soort], got.waarde, got.bron, CERTAINTY[got.zekerheid]) for got in one.told.bijzonder)
    if rows:
        table = Table(("Soort", "Wat", "Mag op grond van", "Zekerheid"), rows)
        yield Fact(f"{one.id}.bijzonder", "Gegevens met een eigen grondslag:", table)


def _recipients(one: Activity) -> Fact:
    rows = tuple((RECIPIENTS[got.wie], got.wat, got.bron, CERTAINTY[got.zekerheid]) for got in one.told.ontvangers)
    if not rows:
        return Fact(f"{one.id}.ontvangers", "Ontvangers: niemand buiten de eigen medewerkers.", 0)
    return Fact(f"{one.id}.ontvangers", "Ontvangers:", Table(("Wie", "Wat", "Op grond van", "Zekerheid"), rows))


def _recipients_told(use: Use) -> Iterator[Fact]:
    for place, line in enumerate(use.account.recipients or [], 1):
        yield Fact(f"ontvanger.{place}", f"Ontvanger: {line}.", source="verteld door de gemeente")


def _kept(one: Activity) -> Iterator[Fact]:
    results = one.told.bewaring.uitkomsten
    if results:
        text = f"Hoe lang: de termijnen van deel 4 voor {listed(RESULTS, results)}."
        yield Fact(f"{one.id}.bewaring", text, tuple(results))


def _transfer() -> Fact:
    text = "De software stuurt uit zichzelf geen gegevens van een zaak naar een ander. Waar zij draait, bepaalt de gemeente."
    return Fact("doorgifte", text)
