"""Parts 1 and 2 of the annex to an IAMA: why, on which ground, and what the software is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wbmgp_api.accountability.legal_bases import legal_bases
from wbmgp_api.accountability.measures import MEASURES, held
from wbmgp_api.accountability.resting import NOBODY, activities, written
from wbmgp_api.accountability.sections import Fact, Table
from wbmgp_api.accountability.set_up import steps_of_roles
from wbmgp_api.accountability.use import Use
from wbmgp_engine.permits.texts import SUPPLIER
from wbmgp_engine.scenarios import load_cases

Facts = Mapping[str, tuple[Fact, ...]]
"""Facts by the number of their question."""


def what(use: Use) -> Facts:
    """The facts of parts 1 and 2, by the number of their question. Raises LawLookupError, RuleFileError."""
    return {**_why(use), **_rules(use), **_data(use)}


def _why(use: Use) -> Facts:
    (assessed,) = (one.told for one in activities(use) if one.id == "aanvraag")
    task = "; ".join(dict.fromkeys(ground.bron for ground in assessed.grondslagen))
    bases = tuple((one.title, ", ".join(one.articles)) for one in legal_bases(use.lawbook, use.question, use.on))
    account = use.account
    return {
        "1.1.2": (Fact("doel", f"Waar de software voor is: {assessed.doel}", assessed.doel),),
        "1.3.1": (_FORBIDDEN,),
        "1.3.2": (Fact("taak", f"Ja, de taak staat in {task}."),),
        "1.3.4": (Fact("grondslag", "Op deze artikelen rust de beoordeling, volgens het regelboek zelf:", Table(("Regeling", "Artikelen"), bases)),),
        "1.4.1": (Fact("leverancier", f"Leverancier: {account.provider or NOBODY}.", account.provider),),
        "1.4.2": (Fact("eindverantwoordelijk", f"Verwerkingsverantwoordelijke: {account.controller or NOBODY}.", account.controller),),
        "1.4.3": (_EXIT,),
    }  # fmt: skip


def _rules(use: Use) -> Facts:
    asked = len(use.facts)
    return {
        "2.1.1": (_KIND,),
        "2.2A.1": (Fact("regels", f"Mensen schreven de regels over uit de wettekst. {written(use)} {_REPLACED}"),),
        "2.2A.2": (Fact("mensen", _BY_PEOPLE, Table(("Wat", "Wie", "Op grond van"), use.safeguards)),),
        "2.2A.3": (
            Fact("minder", f"De regels kunnen {asked} vragen stellen. Wat het advies niet kan veranderen, wordt niet gevraagd.", asked),
            held("geen_bedrag"), held("geen_bijzondere_kenmerken"),
        ),
        "2.2B.1": (_NOT_LEARNED,),
        "2.4.1": (_cases(), _SECOND),
        "2.4.3": (_WRONG, held("onbekend_weigert_niet"), held("hardheid_eerst"), held("vier_ogen")),
    }  # fmt: skip


def _cases() -> Fact:
    number = len(load_cases())
    text = f"Bij de software horen {number} uitgewerkte gevallen met het advies dat eruit moet komen, waaronder zaken waarin een rechter besliste."
    return Fact("gevallen", text, number)


def _data(use: Use) -> Facts:
    asked = tuple((SUPPLIER[who]["nl"], str(len(found))) for who, found in use.by_supplier.items())
    steps = Fact("rollen", "Welke stap in een zaak elke rol mag doen:", Table(("Rol", "Stappen"), steps_of_roles()))
    return {
        "2.3.1": (Fact("bronnen", "Wie de vragen van de regels beantwoordt:", Table(("Wie", "Aantal vragen"), asked)),),
        "2.3.2": (_SOURCE, held("onbekend_weigert_niet")),
        "2.3.3": (_TELLS_OF,),
        "2.5.2": (_MEASURES, held("versleuteld"), held("bsn_apart")),
        "2.5.3": (held("per_rol"), held("inzage_gelogd"), steps),
    }


_FORBIDDEN: Final = Fact(
    "verboden", "De software leert niet, voorspelt niets over een persoon en geeft niemand een score. Wat verboden is, en of dit een"
    " AI-systeem is, staat in de notitie over de AI-verordening (document ai-verordening, delen 5 en 7).",
)  # fmt: skip
_EXIT: Final = Fact(
    "exit", "Dossiers zijn uit te voeren, en blijven daarna te controleren met een programma dat deze software niet nodig heeft.",
)  # fmt: skip
_KIND: Final = Fact(
    "soort", "Niet-zelflerend: vaste, geschreven regels. Dezelfde gegevens en hetzelfde regelboek geven altijd hetzelfde advies.",
)  # fmt: skip
_REPLACED: Final = "Een ander regelboek gaat pas gelden na een verslag van de gevolgen, en als twee mensen dat willen."
_BY_PEOPLE: Final = (
    "Waar de wet een oordeel vraagt, rekent de software niet. Voor een weigering doen mensen dit, als het speelt:"
)
_NOT_LEARNED: Final = Fact(
    "geen", "De vragen 2.2B.1 tot en met 2.2B.4 gaan over leren uit gegevens. Dat doet de software niet."
)
_SECOND: Final = Fact(
    "tweede", "Een tweede lezer van dezelfde regels kan meelopen. Verschillen de twee, dan komt er geen advies."
)
_WRONG: Final = Fact("gevolg", "Een fout kan ertoe leiden dat iemand een woning ten onrechte niet krijgt, of wel.")
_SOURCE: Final = Fact(
    "bron", "Van een gegeven over een persoon staat erbij of het uit de basisregistratie personen, uit een bewijsstuk of uit de opgave van"
    " de aanvrager komt; dat staat ook bij het advies.",
)  # fmt: skip
_TELLS_OF: Final = Fact(
    "afleiden", "De soort inkomen en de woongeschiedenis tellen mee omdat de wet dat zegt; zij kunnen samenhangen met leeftijd, gezondheid en"
    " herkomst.",
)  # fmt: skip
_MEASURES: Final = Fact(
    "maatregelen", f"Invoer en uitkomst zijn op dezelfde manier beveiligd. De software neemt zelf {len(MEASURES)} maatregelen; zij staan in de"
    " DPIA-bijlage onder 17.", len(MEASURES),
)  # fmt: skip
