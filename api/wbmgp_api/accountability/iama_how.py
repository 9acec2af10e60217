"""Parts 3 and 4 of the annex to an IAMA: how it is used, by whom, what people notice, and what the software knows of their rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, get_args

from wbmgp_api.accountability.iama_what import Facts
from wbmgp_api.accountability.limits import limits
from wbmgp_api.accountability.measures import held
from wbmgp_api.accountability.resting import NOBODY, activities, assessed
from wbmgp_api.accountability.scale import number, scale
from wbmgp_api.accountability.sections import Fact, Table
from wbmgp_api.accountability.set_up import two_people
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.wording import PEOPLE, listed
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.oversight.counts import YearCounts
from wbmgp_engine.permits.outcome import Advice
from wbmgp_engine.permits.texts import GROUND


def how(use: Use, counts: YearCounts | None) -> Facts:
    """The facts of parts 3 and 4, by the number of their question. Raises LawLookupError, RuleFileError."""
    return {**_place(use, counts), **_people(use, counts), **_following(use), **_rights(use)}


def _place(use: Use, counts: YearCounts | None) -> Facts:
    account = use.account
    period = [("stand", "Stand", account.status or NOBODY), ("begin", "Begindatum", account.begin or NOBODY)]
    period += [("einde", "Einddatum", account.end)] if account.end else []
    return {
        "3.1.1": (_PROCESS,),
        "3.1.2": tuple(Fact(key, f"{label}: {told}.", None if told == NOBODY else told) for key, label, told in period),
        "3.1.3": tuple(scale(counts)),
        "3.1.4": (_WHERE,),
    }


def _people(use: Use, counts: YearCounts | None) -> Facts:
    decided = f"Een besluit bestaat pas als een mens het vaststelt. {two_people(use.settings)}"
    parts = tuple(dict.fromkeys(GROUND[ground.id]["nl"] for ground in use.question.grounds))
    told = f"Bij elk advies staat per onderdeel het oordeel, de reden en het artikel. Er zijn {len(parts)} onderdelen:"
    return {
        "3.2.1": (Fact("mens", decided, use.settings.four_eyes, "WBMGP_FOUR_EYES"),),
        "3.2.2": (_DEVIATING, *_deviated(counts)),
        "3.2.4": (held("volgen_gezien"),),
        "3.3.2": (_PUBLIC,),
        "3.3.4": (Fact("uitleg", told, Table(("Onderdeel",), tuple((one,) for one in parts))), _LETTER),
    }


def _deviated(counts: YearCounts | None) -> Iterator[Fact]:
    if counts is not None:
        shown = counts.shown()
        text = f"In {shown.year}: advies gevolgd {number(shown.followed)}, niet gevolgd {number(shown.deviated)}."
        yield Fact("afgeweken", text, shown.deviated)


def _following(use: Use) -> Facts:
    found = activities(use)
    who = dict.fromkeys(name for one in found for name in one.told.betrokkenen)
    purposes = f"Elke verwerking heeft een doel in het regelboek ({len(found)} doelen), en het verwerkingslogboek noemt dat doel bij elke regel."
    return {
        "3.4.1": (*_WATCHED, held("groepen")),
        "3.4.3": (_OBJECTING,),
        "3.4.4": (Fact("doel", purposes, len(found)), held("geen_bijzondere_kenmerken"), held("alleen_uitkomst")),
        "3.5.1": (Fact("wie", f"Gegevens gaan over {listed(PEOPLE, who)}.", tuple(who)),),
        "3.5.2": tuple(limits(use.settings)),
        "3.5.5": (_OPT_OUT,),
    }


def _rights(use: Use) -> Facts:
    dpia = assessed(use)
    places = tuple(dict.fromkeys(place for _, _, place in use.safeguards))
    return {
        "4.1.1": _TOUCHED,
        "4.2.1": (_AI,),
        "4.2.2": (replace(dpia, text=f"Ja, de software gebruikt persoonsgegevens. {dpia.text}"),),
        "4.2.3": (held("geen_bijzondere_kenmerken"), _INDIRECT),
        "4.2.4": (Fact("awb", f"De waarborgen voor een weigering staan in {'; '.join(places)}.", places),),
        "4.5.2": (held("hardheid_eerst"), held("vier_ogen"), held("minderjarigen")),
        "4.5.3": (_REST,),
    }


_PROCESS: Final = Fact(
    "proces", f"Een zaak kan {len(ACTS)} soorten stappen hebben, van intake tot archief. Bij de stap toetsing geeft de software een van"
    f" {len(get_args(Advice))} adviezen. Daarna maakt een medewerker een ontwerp, en stelt een medewerker het vast.", len(ACTS),
)  # fmt: skip
_WHERE: Final = Fact(
    "waar", "Alleen waar op de dag zelf een aanwijzing van de minister en een verordening gelden. Daarbuiten is er geen grond van de Wbmgp.",
)  # fmt: skip
_DEVIATING: Final = Fact(
    "afwijken", "Ja. Volgen en afwijken staan naast elkaar; afwijken vraagt redenen, en een weigering vraagt altijd een eigen motivering.",
)  # fmt: skip
_PUBLIC: Final = Fact(
    "openbaar", "Pagina's zonder inlog leggen uit hoe het advies ontstaat, welke gegevens de regels kunnen vragen en hoe iemand zich op de"
    " hardheidsclausule beroept. De inschrijving voor het Algoritmeregister is uit de software te maken.",
)  # fmt: skip
_LETTER: Final = Fact(
    "brief", "Een besluit gaat als brief in gewoon Nederlands, met de gegevens die meetelden en hoe iemand bezwaar maakt.",
)  # fmt: skip
_WATCHED: Final = (
    Fact("volgen", "De software telt hoe vaak van het advies wordt afgeweken, per grond en per medewerker, en hoe bezwaren en beroepen aflopen."),
    Fact("verschil", "Naast besloten zaken kan de gemeente een tabel met groepen leggen, om te zien of een groep vaker een weigering krijgt."),
)  # fmt: skip
_OBJECTING: Final = Fact(
    "bezwaar", "Wie het niet eens is met een besluit, kan bezwaar maken; de brief zegt hoe en tot wanneer.",
)  # fmt: skip
_OPT_OUT: Final = Fact(
    "opt_out", "Wie een vergunning nodig heeft, kan de toets niet overslaan. Een medewerker kan de regels ook zonder de software nalopen.",
)  # fmt: skip
_TOUCHED: Final = (
    Fact("gevolg", "De software weigert niemand, maar een advies kan aan een weigering voorafgaan: dan woont iemand niet in die woning."),
    Fact("soorten", "Zij verwerkt strafrechtelijke gegevens (alleen de uitkomst), het burgerservicenummer en gegevens waaruit iets over gezondheid"
         " kan blijken; zie 12 van de DPIA-bijlage."),
)  # fmt: skip
_AI: Final = Fact("ai", "Zie de notitie over de AI-verordening (document ai-verordening, delen 5 en 7).")
_INDIRECT: Final = Fact(
    "indirect", "Indirect onderscheid door de eisen van de wet zelf is niet uitgesloten; zie 3.4.1 voor hoe het te zien is.",
)  # fmt: skip
_REST: Final = Fact("rest", "Wat de software niet wegneemt, staat bij 3.5.2.")
