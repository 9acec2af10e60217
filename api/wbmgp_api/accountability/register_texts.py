"""What the entry of the Algoritmeregister says in words. Each sentence rests on the rule book, the settings or the account.

Written for residents, in plain Dutch (B1); only `methods` is for readers who know how programs work.
"""

from __future__ import annotations

from typing import Final, get_args

from wbmgp_api.accountability.legal_bases import LegalBase
from wbmgp_api.accountability.marks import fitting, items, paragraphs
from wbmgp_api.accountability.use import Use
from wbmgp_api.engine_identity import engine_hash
from wbmgp_engine.facts.wording import day_in_words
from wbmgp_engine.permits.outcome import Advice
from wbmgp_engine.permits.texts import GATE, GROUND, SUPPLIER
from wbmgp_engine.version import NAME, VERSION

NAMED: Final = "Toetsen van een aanvraag om een huisvestingsvergunning (Wbmgp)"
SHORT: Final = (
    "In sommige buurten hebt u een vergunning nodig om een woning te huren. Dit programma legt uw gegevens naast de regels"
    " van de wet. Het geeft een advies met redenen. Een mens beslist."
)
_ROOM: Final = 2_500
_ADVICES: Final = {
    "geen_vergunning_nodig": "u hebt geen vergunning nodig", "verlenen": "geef de vergunning",
    "verlenen_met_voorschriften": "geef de vergunning, met voorwaarden", "aanvullen": "vraag eerst om meer gegevens",
    "beoordelen": "laat eerst een mens oordelen", "weigeren": "weiger de vergunning",
}  # fmt: skip
_TOLD_IN_OTHER_WORDS: Final = ("motivering", "mandaat")
"""These say how something is written down, not what is looked at."""


def goal(use: Use) -> str:
    """What it is for, and what people notice of it."""
    looked_at = [GROUND[name]["nl"] for name in dict.fromkeys(ground.id for ground in use.question.grounds)]
    advices = [_ADVICES[name] for name in get_args(Advice)]
    return (
        paragraphs(
            "Het programma helpt de gemeente om elke aanvraag op dezelfde manier te bekijken. Ook helpt het om elk besluit"
            " uit te leggen.",
            "De wet heet voluit: Wet bijzondere maatregelen grootstedelijke problematiek. Wij korten dat af tot Wbmgp.",
            "Vraagt u een vergunning aan? Dan kijkt het programma naar onderdelen van de wet. Dat hangt af van wat er voor"
            " uw buurt is besloten. Het kan gaan om:",
        )
        + items(looked_at)
        + paragraphs("Daarna geeft het een van deze adviezen:")
        + items(advices)
        + paragraphs(
            "Een medewerker leest het advies en neemt het besluit. Weigert de gemeente, dan kunt u deze woning niet huren."
        )
    )


def proportionality(use: Use) -> str:
    """What the municipality weighed in its own words, and what can be weighed about the program itself."""
    return paragraphs(
        *(use.account.weighing or ()),
        "Wat voor het programma pleit: iedereen krijgt dezelfde regels, en de redenen staan bij elk advies. Dezelfde"
        " gegevens en dezelfde regels geven altijd hetzelfde advies. Een oud advies is later na te rekenen.",
        "Wat ertegen pleit: het programma ziet alleen wat iemand invult. Een medewerker kan te veel op het advies leunen. De"
        " wet kijkt naar hoelang iemand in de regio woont en naar het soort inkomen. Dat kan de ene groep harder raken dan"
        " de andere.",
        "Een medewerker kan de regels ook zelf nalopen, zonder programma. De regels zijn dan gelijk.",
    )


def human_intervention(use: Use) -> str:
    """Who decides, and what has to be done by people first; whether it takes two stands in the settings."""
    both = use.settings.four_eyes
    two = (
        "Aan elk besluit werken twee mensen. De een maakt een ontwerp. De ander kijkt het na en stelt het vast."
        if both
        else "Weigert de gemeente, dan werken daar altijd twee mensen aan. De een maakt een ontwerp. De ander kijkt het na en"
        " stelt het vast. Een ander besluit mag een medewerker alleen nemen."
    )
    return (
        paragraphs(
            "Het programma beslist niet. Er is pas een besluit als een medewerker het vaststelt. De gemeente kan een"
            " verhuurder laten beslissen, met een mandaat. Dan is het een medewerker van die verhuurder.",
            two,
            "De medewerker mag van het advies afwijken, met redenen. Ook bij een weigering schrijft de medewerker zelf de"
            " redenen op.",
            "Wil de gemeente weigeren? Dan doet een mens eerst wat hiervan nodig is:",
        )
        + items([f"{GATE[one]['nl']} ({source})" for one, source in _guards(use)])
        + paragraphs("U kunt bezwaar maken. Op uw bezwaar beslist iemand anders dan bij het eerste besluit.")
    )


def risks(use: Use) -> str:
    """What can go wrong, and what the program does about it with these settings."""
    asked = [
        "Gegevens kloppen niet of zijn er niet. Wat het programma niet weet, telt nooit als een nee. Het vraagt dan door.",
        "Een medewerker volgt het advies zonder na te denken. Het programma telt hoe vaak medewerkers afwijken. Zo valt het"
        " op als dat bijna nooit gebeurt.",
        "De regels raken de ene groep harder dan de andere. Het programma heeft geen veld voor afkomst, nationaliteit of"
        " geloof. Toch kan een regel over wonen of inkomen een groep harder raken. De gemeente moet dat zelf volgen.",
        "Een regel staat verkeerd in het programma. Wil de gemeente de regels vervangen, dan moet een tweede mens dat"
        " goedkeuren. Van elke regel kan de gemeente de besluiten terugvinden die erop rusten.",
        "Iemand kijkt in een dossier dat hij niet nodig heeft. Het programma schrijft op wie een dossier opent.",
    ]
    if "burgemeester" in use.by_supplier:
        asked.append(
            "Gegevens van de politie komen bij mensen terecht die ze niet mogen zien. Het programma heeft geen veld voor zulke"
            " gegevens. De burgemeester geeft de uitkomst van het onderzoek door, met de voorwaarden."
        )
    return items(asked) + paragraphs(_watched(use))


def _watched(use: Use) -> str:
    told = ["Alle stappen staan in een logboek. Een controle rekent na of daar later iets in is veranderd."]
    if use.settings.witnesses:
        told.append("Een partij buiten het programma kijkt mee of het logboek gelijk blijft.")
    else:
        # docs/trail.md: who holds the key of the log and the database can write all of it anew.
        told.append(
            "Nog geen andere partij kijkt mee. Wie alle sleutels heeft, kan het hele logboek dus nog vervangen."
        )
    if use.settings.tsa is not None:
        told.append("Een tijdstempel van een andere partij laat zien wanneer iets in het logboek stond.")
    return " ".join(told)


def lawful_basis(use: Use, bases: tuple[LegalBase, ...]) -> str:
    """The acts and decrees of the day, with the version and the articles that the rules rest on."""
    return paragraphs(
        "Een gemeente mag een vergunning vragen voor het huren van een woning. Dat staat in de Huisvestingswet 2014. Met de Wbmgp mag"
        " zij in een aangewezen buurt extra eisen stellen. Zo wil de wet buurten met grote problemen leefbaar houden.",
        f"Dit zijn de regels zoals ze gelden op {day_in_words(use.on, 'nl')}. Het programma steunt op deze artikelen:",
    ) + fitting([_basis(one) for one in bases], _ROOM - 500)


def _basis(one: LegalBase) -> str:
    named = str(one.regulation.name or one.title)
    short = "" if one.title == named else f" ({one.title})"
    since = one.regulation.starts
    version = "" if since is None else f", in het regelboek vanaf {day_in_words(since, 'nl')}"
    return f"{named}{short}{version}: artikel {', '.join(one.articles)}"


def source_data(use: Use) -> str:
    """Whose answers the rules can read, how many, and each of those of the applicant and of the BRP."""
    counts = [f"{SUPPLIER[who]['nl']}: {len(asked)}" for who, asked in use.by_supplier.items()]
    asked = [one.text["nl"] for who in ("aanvrager", "brp") for one in use.by_supplier.get(who, ())]
    head = (
        paragraphs(
            f"De regels kunnen {len(use.facts)} gegevens lezen. Meestal is maar een deel nodig. Ze komen van:",
        )
        + items(counts)
        + paragraphs("Dit zijn de vragen aan de aanvrager en aan de basisregistratie personen (BRP):")
    )
    tail = paragraphs(
        "Een deel van deze vragen gaat ook over wie met u gaan wonen. De gemeente kan daarnaast uw burgerservicenummer"
        " vastleggen. De regels lezen dat nummer niet.",
        "Het programma is niet gemaakt of geoefend met gegevens van mensen.",
    )
    return head + fitting(asked, _ROOM - len(head) - len(tail)) + tail


def methods(use: Use, bases: tuple[LegalBase, ...]) -> str:
    """How it works, for who wants to know: that it does not learn, what the rules are, and which ones these are."""
    plan = use.question.compiled.plan
    versions = [f"{law}, versie {starts}" for law, starts in use.question.regulations]
    head = paragraphs(
        "Het algoritme is niet zelflerend. Het is een verzameling regels die mensen uit de wet hebben overgeschreven."
        " Elke regel staat bij het artikel waarop hij rust. Er zijn geen gewichten, scores of kansen, en er is geen training.",
        f"Invoer: de gegevens van een aanvraag ({len(use.facts)} mogelijke vragen) en de dag waarop het recht wordt toegepast."
        f" Werking: die dag bepaalt de versie van elke regeling. De regels van die dag vormen een plan van {len(plan.steps)}"
        " stappen, dat elke keer op dezelfde manier loopt. Een stap is waar, niet waar of onbekend. Onbekend wordt nooit"
        f" stilzwijgend ja of nee. Uitvoer: een van {len(get_args(Advice))} adviezen, met per onderdeel de redenen, de"
        " artikelen, wat er ontbreekt en alle tussenstappen.",
        f"De toets steunt op {len(bases)} wettelijke regelingen. De regels van de peildatum"
        f" {use.on.isoformat()} staan in {len(versions)} bestanden:",
    )
    tail = paragraphs(
        f"Regelboek: {use.lawbook.hash}.",
        f"Programma: {NAME} {VERSION} ({engine_hash()}), open source onder de licentie EUPL-1.2.",
    )
    return head + fitting(versions, 2 * _ROOM - len(head) - len(tail)) + tail


def _guards(use: Use) -> list[tuple[str, str]]:
    """What people do before a refusal, with every place where it stands."""
    found: dict[str, list[str]] = {}
    for one in use.guards:
        if one.id not in _TOLD_IN_OTHER_WORDS:
            found.setdefault(one.id, []).append(one.citation.text)
    return [(name, "; ".join(sources)) for name, sources in found.items()]
