"""Sections 9 to 14 of the annex to a DPIA: on which law it rests, how long data stay, and what is special about some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from wbmgp_api.accountability.keeping import terms
from wbmgp_api.accountability.legal_bases import legal_bases
from wbmgp_api.accountability.measures import held
from wbmgp_api.accountability.processing_register import LONGEST
from wbmgp_api.accountability.resting import activities, certainty
from wbmgp_api.accountability.sections import Fact, Section, Table
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.wording import BASES, CERTAINTY, PEOPLE, listed
from wbmgp_engine.processing.schema import Special

_ASKED_OF_HEALTH: Final = (
    "Op welke uitzondering van art. 9 lid 2 AVG beroept de gemeente zich waar iets over gezondheid blijkt?",
    "Vergelijkt de gemeente groepen, en welke wet geeft haar de tabel daarvoor?",
)
_OF_CONDUCT: Final = (
    Fact("strafrechtelijk.veld", "Per persoon bestaat alleen: wel of geen verklaring omtrent het gedrag ingeleverd, of de uitkomst van de"
         " woonverklaring, en of de burgemeester elk criterium woog. Voor wat de politie vond is er geen veld."),
    Fact("strafrechtelijk.rollen", "De burgemeester legt de uitkomst vast. Een beoordelaar kan bij het begin overnemen wat in een ouder dossier"
         " staat, de balie niet. Een verhuurder zonder mandaat leest nooit de reden. Met mandaat werkt hij zelf aan de zaak tot hij haar"
         " overdraagt, en leest hij van het onderzoek alleen de uitkomst."),
)  # fmt: skip
_ASKED_OF_CONDUCT: Final = (
    "Hoe voldoet het bestand van de burgemeester, dat niet in deze software staat, aan art. 7 en 8 Besluit selectieve woningtoewijzing?",
)
_OF_NUMBER: Final = Fact(
    "bsn.apart", "Het nummer staat apart van de zaak, versleuteld. De beoordeling ziet het niet. Zoeken op nummer gaat met een controlegetal en"
    " een geheime sleutel, en elke zoekvraag staat in het logboek.",
)  # fmt: skip
_NO_TERM: Final = "Hoe lang blijft wat hoort bij de verwerking {}? {}"


def law_sections(use: Use) -> Iterator[Section]:
    """Sections 9 to 14. Raises LawLookupError, RuleFileError."""
    yield from (
        _frame(use),
        _terms(use),
        _grounds(use),
        Section("12", "Gegevens met een eigen regeling"),
        *_special(use),
    )
    yield from (_purpose_limitation(), Section("14", "Noodzaak en evenredigheid"), _lighter(), _proportion(use))


def _frame(use: Use) -> Section:
    rows = tuple((one.title, ", ".join(one.articles)) for one in legal_bases(use.lawbook, use.question, use.on))
    return Section(
        "9",
        "Recht en beleid",
        (
            Fact(
                "recht",
                "Op deze artikelen rust de beoordeling van een aanvraag, volgens het regelboek zelf:",
                Table(("Regeling", "Artikelen"), rows),
            ),
        ),
        ("Welke verordening, welk mandaat en welk beleid heeft de gemeente zelf vastgesteld?",),
    )


def _terms(use: Use) -> Section:
    asked = tuple(
        _NO_TERM.format(f"«{one.told.naam}»", one.told.bewaring.open)
        for one in activities(use)
        if one.told.bewaring.open
    )
    return Section(
        "10",
        "Hoe lang gegevens blijven",
        (
            Fact("termijnen", LONGEST, terms(use.lawbook, use.on)),
            Fact(
                "termijnen.wachten",
                "Er wordt niets vernietigd zolang niemand heeft vastgelegd hoe een zaak afliep. Vernietigen vraagt twee mensen.",
            ),
        ),
        asked,
    )


def _grounds(use: Use) -> Section:
    rows = tuple(
        (one.told.naam, ground.avg, BASES[ground.dpv], ground.bron, CERTAINTY[ground.zekerheid])
        for one in activities(use)
        for ground in one.told.grondslagen
    )
    columns = ("Verwerking", "AVG", "Soort", "Op grond van", "Zekerheid")
    return Section(
        "11",
        "Rechtsgrond",
        (certainty(), Fact("grondslagen", "De grondslag van elke verwerking:", Table(columns, rows))),
        ("Deelt de gemeente deze grondslagen?",),
    )


def _special(use: Use) -> Iterator[Section]:
    health = _of_kind(use, "gezondheid", "Hier kan iets over gezondheid uit blijken:")
    groups = _of_kind(use, "groepskenmerken", "Hier kan de gemeente kenmerken van groepen naast besluiten leggen:")
    yield Section(
        "12.1", "Bijzondere persoonsgegevens", (health, groups, held("geen_bijzondere_kenmerken")), _ASKED_OF_HEALTH
    )
    conduct = _of_kind(use, "strafrechtelijk", "Hier blijkt dat gedrag in de weg stond aan een vergunning:")
    yield Section("12.2", "Strafrechtelijke gegevens", (conduct, *_OF_CONDUCT), _ASKED_OF_CONDUCT)
    number = _of_kind(use, "nationaal_nummer", "Hier wordt het burgerservicenummer gebruikt:")
    yield Section("12.3", "Nationale identificatienummers", (number, _OF_NUMBER))


def _of_kind(use: Use, kind: Special, text: str) -> Fact:
    found = [(one, part) for one in activities(use) for part in one.told.bijzonder if part.soort == kind]
    rows = tuple(
        (one.told.naam, listed(PEOPLE, _people(one.told.betrokkenen)), part.waarde, part.bron) for one, part in found
    )
    return Fact(f"bijzonder.{kind}", text, Table(("Verwerking", "Over wie", "Wat", "Op grond van"), rows))


def _people(names: Iterable[str]) -> list[str]:
    """Those of whom something is told in an application."""
    return [name for name in names if name in ("aanvrager", "medebewoner")]


def _purpose_limitation() -> Section:
    return Section(
        "13",
        "Doelbinding",
        (
            held("per_zaak"),
            Fact(
                "doelbinding.logboek",
                "Elke regel van het verwerkingslogboek noemt de verwerking waarvoor gegevens zijn gebruikt.",
            ),
        ),
        (
            "Waarvoor zijn gegevens die de gemeente al had (zoals uit de basisregistratie personen) eerder verzameld, en past dit daarbij?",
        ),
    )


def _lighter() -> Section:
    return Section(
        "14.1",
        "Kan het met minder",
        (
            Fact(
                "minder",
                "Voor een weigering vraagt de software op te schrijven waarom een lichter middel niet volstaat.",
            ),
        ),
        ("Waarom volstaat een lichter middel dan de Wbmgp hier niet?",),
    )


def _proportion(use: Use) -> Section:
    guards = use.safeguards
    return Section(
        "14.2",
        "Staat het in verhouding",
        (
            Fact(
                "waarborgen",
                f"Voor een weigering zijn er {len(guards)} waarborgen; elke die speelt, moet eerst zijn gedaan:",
                Table(("Waarborg", "Door wie", "Op grond van"), guards),
            ),
        ),
        ("Weegt het belang van de gemeente op tegen wat het mensen kost?",),
    )
