"""Parts 3 and 4 of the annex to an IAMA: how it is used, by whom, what people notice, and what the software knows of their rights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from wbmgp_api.accountability.limits import limits
from wbmgp_api.accountability.measures import held
from wbmgp_api.accountability.resting import NOBODY, activities
from wbmgp_api.accountability.scale import number, scale
from wbmgp_api.accountability.sections import Fact, Table
from wbmgp_api.accountability.set_up import two_people
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.wording import PEOPLE, listed
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.oversight.counts import YearCounts
from wbmgp_engine.facts.wording import day_in_words
from wbmgp_engine.permits.outcome import Advice
from wbmgp_engine.permits.texts import GROUND


def how(use: Use, counts: YearCounts | None) -> Mapping[str, tuple[Fact, ...]]:
    """The facts of parts 3 and 4, by the number of their question. Raises LawLookupError, RuleFileError."""
    return {**_place(use, counts), **_people(use, counts), **_following(use), **_rights(use)}


def _place(use: Use, counts: YearCounts | None) -> Mapping[str, tuple[Fact, ...]]:
    account, advices = use.account, len(get_args(Advice))
    return {
        "3.1.1": (
            Fact(
                "proces",
                f"Een zaak kan {len(ACTS)} soorten stappen hebben, van intake tot archief. Bij de stap toetsing geeft de software een van {advices}"
                " adviezen. Daarna maakt een medewerker een ontwerp, en stelt een medewerker het vast.",
                len(ACTS),
            ),
        ),
        "3.1.2": (
            Fact("stand", f"Stand: {account.status or NOBODY}.", account.status),
            Fact("begin", f"Begindatum: {account.begin or NOBODY}.", account.begin),
            *((Fact("einde", f"Einddatum: {account.end}.", account.end),) if account.end else ()),
        ),
        "3.1.3": tuple(scale(counts)),
        "3.1.4": (
            Fact(
                "waar",
                "Alleen waar op de dag zelf een aanwijzing van de minister en een verordening gelden. Daarbuiten is er geen grond van de Wbmgp.",
            ),
        ),
    }


def _people(use: Use, counts: YearCounts | None) -> Mapping[str, tuple[Fact, ...]]:
    two = two_people(use.settings)
    shown = counts.shown() if counts is not None else None
    deviated = (
        ()
        if shown is None
        else (
            Fact(
                "afgeweken",
                f"In {shown.year}: advies gevolgd {number(shown.followed)}, niet gevolgd {number(shown.deviated)}.",
                shown.deviated,
            ),
        )
    )
    grounds = tuple(dict.fromkeys(GROUND[ground.id]["nl"] for ground in use.question.grounds))
    return {
        "3.2.1": (
            Fact(
                "mens",
                f"Een besluit bestaat pas als een mens het vaststelt. {two}",
                use.settings.four_eyes,
                "WBMGP_FOUR_EYES",
            ),
        ),
        "3.2.2": (
            Fact(
                "afwijken",
                "Ja. Volgen en afwijken staan naast elkaar; afwijken vraagt redenen, en een weigering vraagt altijd een eigen motivering.",
            ),
            *deviated,
        ),
        "3.2.4": (held("volgen_gezien"),),
        "3.3.2": (
            Fact(
                "openbaar",
                "Pagina's zonder inlog leggen uit hoe het advies ontstaat, welke gegevens de regels kunnen vragen en hoe iemand zich op de hardheidsclausule beroept."
                " De inschrijving voor het Algoritmeregister is uit de software te maken.",
            ),
        ),
        "3.3.4": (
            Fact(
                "uitleg",
                f"Bij elk advies staat per onderdeel het oordeel, de reden en het artikel. Er zijn {len(grounds)} onderdelen:",
                Table(("Onderdeel",), tuple((one,) for one in grounds)),
            ),
            Fact(
                "brief",
                "Een besluit gaat als brief in gewoon Nederlands, met de gegevens die meetelden en hoe iemand bezwaar maakt.",
            ),
        ),
    }


def _following(use: Use) -> Mapping[str, tuple[Fact, ...]]:
    purposes = len(activities(use))
    who = dict.fromkeys(name for one in activities(use) for name in one.told.betrokkenen)
    return {
        "3.4.1": (
            Fact(
                "volgen",
                "De software telt hoe vaak van het advies wordt afgeweken, per grond en per medewerker, en hoe bezwaren en beroepen aflopen.",
            ),
            Fact(
                "verschil",
                "Naast besloten zaken kan de gemeente een tabel met groepen leggen, om te zien of een groep vaker een weigering krijgt.",
            ),
            held("groepen"),
        ),
        "3.4.3": (
            Fact(
                "bezwaar", "Wie het niet eens is met een besluit, kan bezwaar maken; de brief zegt hoe en tot wanneer."
            ),
        ),
        "3.4.4": (
            Fact(
                "doel",
                f"Elke verwerking heeft een doel in het regelboek ({purposes} doelen), en het verwerkingslogboek noemt dat doel bij elke regel.",
                purposes,
            ),
            held("geen_bijzondere_kenmerken"),
            held("alleen_uitkomst"),
        ),
        "3.5.1": (Fact("wie", f"Gegevens gaan over {listed(PEOPLE, who)}.", tuple(who)),),
        "3.5.2": tuple(limits(use.settings)),
        "3.5.5": (
            Fact(
                "opt_out",
                "Wie een vergunning nodig heeft, kan de toets niet overslaan. Een medewerker kan de regels ook zonder de software nalopen.",
            ),
        ),
    }


def _rights(use: Use) -> Mapping[str, tuple[Fact, ...]]:
    made, advised = (
        use.account.dpia,
        "De software weigert niemand, maar een advies kan aan een weigering voorafgaan: dan woont iemand niet in die woning.",
    )
    dpia = (
        "Of de gemeente een DPIA maakte, is niet verteld."
        if made is None
        else f"De DPIA is van {day_in_words(made.day, 'nl')}, kenmerk {made.reference}."
    )
    awb = tuple(dict.fromkeys(one.citation.text for one in use.guards))
    return {
        "4.1.1": (
            Fact("gevolg", advised),
            Fact(
                "soorten",
                "Zij verwerkt strafrechtelijke gegevens (alleen de uitkomst), het burgerservicenummer en gegevens waaruit"
                " iets over gezondheid kan blijken; zie 12 van de DPIA-bijlage.",
            ),
        ),
        "4.2.1": (Fact("ai", "Zie de notitie over de AI-verordening (document ai-verordening, delen 5 en 7)."),),
        "4.2.2": (
            Fact(
                "dpia", f"Ja, de software gebruikt persoonsgegevens. {dpia}", None if made is None else made.reference
            ),
        ),
        "4.2.3": (
            held("geen_bijzondere_kenmerken"),
            Fact(
                "indirect",
                "Indirect onderscheid door de eisen van de wet zelf is niet uitgesloten; zie 3.4.1 voor hoe het te zien is.",
            ),
        ),
        "4.2.4": (Fact("awb", f"De waarborgen voor een weigering staan in {'; '.join(awb)}.", awb),),
        "4.5.2": (held("hardheid_eerst"), held("vier_ogen"), held("minderjarigen")),
        "4.5.3": (Fact("rest", "Wat de software niet wegneemt, staat bij 3.5.2."),),
    }
