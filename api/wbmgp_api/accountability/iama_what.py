"""Parts 1 and 2 of the annex to an IAMA: why, on which ground, and what the software is."""

from __future__ import annotations

from collections.abc import Mapping

from wbmgp_api.accountability.legal_bases import legal_bases
from wbmgp_api.accountability.measures import MEASURES, held
from wbmgp_api.accountability.resting import NOBODY, activities, written
from wbmgp_api.accountability.sections import Fact, Table
from wbmgp_api.accountability.set_up import steps_of_roles
from wbmgp_api.accountability.use import Use
from wbmgp_engine.permits.texts import SUPPLIER
from wbmgp_engine.scenarios import load_cases


def what(use: Use) -> Mapping[str, tuple[Fact, ...]]:
    """The facts of parts 1 and 2, by the number of their question. Raises LawLookupError, RuleFileError."""
    return {**_why(use), **_rules(use), **_data(use)}


def _why(use: Use) -> Mapping[str, tuple[Fact, ...]]:
    (assessed,) = (one.told for one in activities(use) if one.id == "aanvraag")
    bases = tuple((one.title, ", ".join(one.articles)) for one in legal_bases(use.lawbook, use.question, use.on))
    account = use.account
    return {
        "1.1.2": (Fact("doel", f"Waar de software voor is: {assessed.doel}", assessed.doel),),
        "1.3.1": (
            Fact(
                "verboden",
                "De software leert niet, voorspelt niets over een persoon en geeft niemand een score. Wat verboden is, en of dit een"
                " AI-systeem is, staat in de notitie over de AI-verordening (document ai-verordening, delen 5 en 7).",
            ),
        ),
        "1.3.2": (
            Fact(
                "taak",
                f"Ja, de taak staat in {'; '.join(dict.fromkeys(ground.bron for ground in assessed.grondslagen))}.",
            ),
        ),
        "1.3.4": (
            Fact(
                "grondslag",
                "Op deze artikelen rust de beoordeling, volgens het regelboek zelf:",
                Table(("Regeling", "Artikelen"), bases),
            ),
        ),
        "1.4.1": (Fact("leverancier", f"Leverancier: {account.provider or NOBODY}.", account.provider),),
        "1.4.2": (
            Fact(
                "eindverantwoordelijk",
                f"Verwerkingsverantwoordelijke: {account.controller or NOBODY}.",
                account.controller,
            ),
        ),
        "1.4.3": (
            Fact(
                "exit",
                "Dossiers zijn uit te voeren, en blijven daarna te controleren met een programma dat deze software niet nodig heeft.",
            ),
        ),
    }


def _rules(use: Use) -> Mapping[str, tuple[Fact, ...]]:
    cases = len(load_cases())
    return {
        "2.1.1": (
            Fact(
                "soort",
                "Niet-zelflerend: vaste, geschreven regels. Dezelfde gegevens en hetzelfde regelboek geven altijd hetzelfde advies.",
            ),
        ),
        "2.2A.1": (
            Fact(
                "regels",
                f"Mensen schreven de regels over uit de wettekst. {written(use)} Een ander regelboek gaat pas gelden na een verslag van de"
                " gevolgen, en als twee mensen dat willen.",
            ),
        ),
        "2.2A.2": (
            Fact(
                "mensen",
                "Waar de wet een oordeel vraagt, rekent de software niet. Voor een weigering doen mensen dit, als het speelt:",
                Table(("Wat", "Wie", "Op grond van"), use.safeguards),
            ),
        ),
        "2.2A.3": (
            Fact(
                "minder",
                f"De regels kunnen {len(use.facts)} vragen stellen. Wat het advies niet kan veranderen, wordt niet gevraagd.",
                len(use.facts),
            ),
            held("geen_bedrag"),
            held("geen_bijzondere_kenmerken"),
        ),
        "2.2B.1": (
            Fact("geen", "De vragen 2.2B.1 tot en met 2.2B.4 gaan over leren uit gegevens. Dat doet de software niet."),
        ),
        "2.4.1": (
            Fact(
                "gevallen",
                f"Bij de software horen {cases} uitgewerkte gevallen met het advies dat eruit moet komen, waaronder zaken waarin een rechter besliste.",
                cases,
            ),
            Fact(
                "tweede",
                "Een tweede lezer van dezelfde regels kan meelopen. Verschillen de twee, dan komt er geen advies.",
            ),
        ),
        "2.4.3": (
            Fact("gevolg", "Een fout kan ertoe leiden dat iemand een woning ten onrechte niet krijgt, of wel."),
            held("onbekend_weigert_niet"),
            held("hardheid_eerst"),
            held("vier_ogen"),
        ),
    }


def _data(use: Use) -> Mapping[str, tuple[Fact, ...]]:
    asked = tuple((SUPPLIER[who]["nl"], str(len(found))) for who, found in use.by_supplier.items())
    return {
        "2.3.1": (Fact("bronnen", "Wie de vragen van de regels beantwoordt:", Table(("Wie", "Aantal vragen"), asked)),),
        "2.3.2": (
            Fact(
                "bron",
                "Van een gegeven over een persoon staat erbij of het uit de basisregistratie personen, uit een bewijsstuk of uit de opgave van"
                " de aanvrager komt; dat staat ook bij het advies.",
            ),
            held("onbekend_weigert_niet"),
        ),
        "2.3.3": (
            Fact(
                "afleiden",
                "De soort inkomen en de woongeschiedenis tellen mee omdat de wet dat zegt; zij kunnen samenhangen met leeftijd, gezondheid en herkomst.",
            ),
        ),
        "2.5.2": (
            Fact(
                "maatregelen",
                f"Invoer en uitkomst zijn op dezelfde manier beveiligd. De software neemt zelf {len(MEASURES)} maatregelen; zij staan in de"
                " DPIA-bijlage onder 17.",
                len(MEASURES),
            ),
            held("versleuteld"),
            held("bsn_apart"),
        ),
        "2.5.3": (
            held("per_rol"),
            held("inzage_gelogd"),
            Fact("rollen", "Welke stap in een zaak elke rol mag doen:", Table(("Rol", "Stappen"), steps_of_roles())),
        ),
    }
