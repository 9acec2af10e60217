"""The annex to an IAMA: the facts that only the software knows, under the numbers of the questions of IAMA 2.0.

The numbers are those of the public form of that version (MinBZK, par-dpia-form). Titles and sentences are our own. Part 4 and
part 5 weigh rights: the software answers hardly anything there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from wbmgp_api.accountability.iama_how import how
from wbmgp_api.accountability.iama_what import what
from wbmgp_api.accountability.resting import resting
from wbmgp_api.accountability.sections import Document, Fact, Section
from wbmgp_api.accountability.use import Use
from wbmgp_api.oversight.counts import YearCounts

STANDARD: Final = "Nummering van de vragen van IAMA 2.0; de titels en zinnen zijn van deze software."
_NEEDED: Final = ("name", "controller", "provider", "status", "begin", "dpia")


class Group(NamedTuple):
    """A group of questions: its number, its title, and each question that people answer, in our own words."""

    number: str
    title: str
    asked: Mapping[str, str] = {}


GROUPS: Final = (
    Group("1", "Waarom"),
    Group(
        "1.1",
        "Aanleiding en doel",
        {
            "1.1.1": "Welk probleem in welke straat of buurt was de aanleiding?",
            "1.1.2": "Wat wil de gemeente er zelf mee bereiken?",
        },
    ),
    Group(
        "1.2",
        "Publieke waarden",
        {"1.2.1": "Welke waarden worden ermee gediend?", "1.2.2": "Welke waarden komen erdoor in het gedrang?"},
    ),
    Group("1.3", "Grondslag"),
    Group(
        "1.4",
        "Verantwoordelijkheden",
        {
            "1.4.1": "Wie doet wat bij de inzet en het beheer?",
            "1.4.3": "Wat doet de gemeente als zij ermee wil stoppen?",
        },
    ),
    Group("2", "Wat"),
    Group("2.1", "Soort algoritme", {"2.1.2": "Waarom deze regels in software, en niet met de hand?"}),
    Group(
        "2.2A",
        "Hoe de regels tot stand kwamen",
        {"2.2A.2": "Welke aannames ziet de gemeente in de regels en in haar verordening?"},
    ),
    Group("2.2B", "Leren uit gegevens"),
    Group(
        "2.3",
        "Wat erin gaat",
        {
            "2.3.2": "Kloppen de gegevens die mensen en registers geven vaak genoeg?",
            "2.3.3": "Wie staat er scheef of niet in die gegevens?",
        },
    ),
    Group("2.4", "Kwaliteit", {"2.4.2": "Wanneer vindt de gemeente de adviezen goed genoeg, en hoe toetst zij dat?"}),
    Group(
        "2.5",
        "Beheer en beveiliging van gegevens",
        {"2.5.1": "Welke afspraken zijn er met de leverancier?", "2.5.3": "Wie controleert de toegang, en hoe vaak?"},
    ),
    Group("3", "Hoe"),
    Group(
        "3.1",
        "Waar en wanneer",
        {
            "3.1.2": "Hoe lang wil de gemeente de software gebruiken?",
            "3.1.5": "Wat merken andere processen ervan, zoals woningtoewijzing en handhaving?",
        },
    ),
    Group(
        "3.2",
        "De medewerker",
        {
            "3.2.3": "Weten medewerkers genoeg van de wet en van de software?",
            "3.2.4": "Blijft de kennis om zonder software te oordelen?",
        },
    ),
    Group(
        "3.3",
        "Uitleg en berichten",
        {
            "3.3.1": "Hoe vertelt de gemeente het aan de eigen medewerkers?",
            "3.3.3": "Wie is daarvoor verantwoordelijk?",
        },
    ),
    Group(
        "3.4",
        "Volgen en bijsturen",
        {
            "3.4.2": "Waar meldt een medewerker dat er iets niet klopt?",
            "3.4.3": "Waar kan iemand zonder bezwaar te maken melden dat er iets niet klopt?",
            "3.4.5": "Wanneer is het een succes, en wie stelt dat vast?",
        },
    ),
    Group(
        "3.5",
        "Gevolgen voor mensen",
        {
            "3.5.3": "Wat hebben mensen eraan?",
            "3.5.4": "Hoe praten bewoners en woningzoekenden mee?",
            "3.5.6": "Wat doet dit met de stad en de regio?",
            "3.5.7": "Welke zorgen zijn er nog?",
        },
    ),
    Group("4", "Mensenrechten"),
    Group(
        "4.1.1", "Rechten die kunnen worden geraakt", {"4.1.1": "Welke grondrechten kunnen worden geraakt, en van wie?"}
    ),
    Group(
        "4.1.2", "Rechten die kunnen worden beschermd", {"4.1.2": "Welke grondrechten kunnen erdoor worden beschermd?"}
    ),
    Group("4.1.3", "Waar het echt om gaat", {"4.1.3": "Op welk recht heeft het echt invloed?"}),
    Group("4.2", "Bijzondere wetten", {"4.2.5": "Welke rechtspraak geeft hier maatstaven?"}),
    Group(
        "4.3",
        "Hoe zwaar het is",
        {
            "4.3.1": "Hoe belangrijk is het recht?",
            "4.3.2": "Hoe ver gaat de beperking?",
            "4.3.3": "Hoe ernstig is dat samen?",
        },
    ),
    Group(
        "4.4",
        "Werkt het",
        {"4.4.1": "Bereikt het de doelen?", "4.4.2": "Is inzet redelijk, gezien hoe goed het werkt?"},
    ),
    Group(
        "4.5",
        "Is het nodig",
        {"4.5.1": "Kan het doel ook anders worden bereikt?", "4.5.4": "Is inzet redelijk, gezien wat anders kan?"},
    ),
    Group("5", "Afsluiting"),
    Group(
        "5.A",
        "Afwegen",
        {
            "5.A.1": "Welke belangen worden gediend?",
            "5.A.2": "Welke worden geschaad?",
            "5.A.3": "Hoe zwaar wegen de gediende?",
            "5.A.4": "Hoe zwaar wegen de geschade?",
            "5.A.5": "Hoe waarschijnlijk is de winst?",
            "5.A.6": "Is de inzet daarvoor nodig?",
        },
    ),
    Group("5.B", "Advies", {"5.B": "Wat is het advies over de inzet, en onder welke voorwaarden?"}),
    Group("5.C", "Wat overblijft", {"5.C": "Welk risico blijft over, en wie aanvaardt dat?"}),
)


def iama_annex(use: Use, counts: YearCounts | None = None) -> Document:
    """The annex on a day. Raises LawLookupError, RuleFileError."""
    facts = {**what(use), **how(use, counts)}
    sections = tuple(_section(group, facts) for group in GROUPS)
    missing = tuple(use.account.missing(_NEEDED))
    return Document(
        "iama-bijlage",
        "Bijlage bij het IAMA: wat de software zelf weet",
        STANDARD,
        sections,
        missing,
        resting(use),
        use.on,
    )


def _section(group: Group, facts: Mapping[str, tuple[Fact, ...]]) -> Section:
    found = [
        fact for number in sorted(facts) if _is_in(number, group.number) for fact in _numbered(number, facts[number])
    ]
    return Section(
        group.number, group.title, tuple(found), tuple(f"{number}: {text}" for number, text in group.asked.items())
    )


def _is_in(number: str, group: str) -> bool:
    return "." in group and (number == group or number.rpartition(".")[0] == group)


def _numbered(number: str, facts: tuple[Fact, ...]) -> Iterator[Fact]:
    for fact in facts:
        yield Fact(f"{number}.{fact.key}", f"{number}: {fact.text}", fact.value, fact.source)
