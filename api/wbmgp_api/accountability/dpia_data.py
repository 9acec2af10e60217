"""Sections 2 to 8 of the annex to a DPIA: which data, what happens with them, why, by whom and where."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_api.accountability.processing_register import categories
from wbmgp_api.accountability.resting import activities, written
from wbmgp_api.accountability.sections import Fact, Section, Table
from wbmgp_api.accountability.set_up import steps_of_roles
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.wording import PEOPLE, RECIPIENTS, listed
from wbmgp_engine.permits.texts import SUPPLIER


def data_sections(use: Use) -> Iterator[Section]:
    """Sections 2 to 8. Raises LawLookupError, RuleFileError."""
    yield from (
        _data(use),
        _processing(use),
        _techniques(use),
        _purposes(use),
        _parties(use),
        _interests(),
        _places(use),
    )


def _data(use: Use) -> Section:
    rows = tuple(
        (SUPPLIER[who]["nl"], " ".join(one.text["nl"].split()), one.basis)
        for who, asked in use.by_supplier.items()
        for one in asked
    )
    return Section(
        "2",
        "Welke gegevens",
        (
            categories(),
            Fact(
                "gevraagd.aantal",
                f"De regels van deze dag kunnen {len(rows)} vragen stellen, over de aanvraag of over wat er geldt. Wat niet"
                " nodig is voor het advies, wordt niet gevraagd.",
                len(rows),
            ),
            Fact(
                "gevraagd",
                "Elke vraag, met wie haar beantwoordt en waarom zij mag worden gesteld:",
                Table(("Wie", "Vraag", "Op grond van"), rows),
            ),
            Fact(
                "niet_gevraagd",
                "Een aanvraag heeft geen veld voor een naam, geboorteplaats, het huidige adres, nationaliteit, geslacht of een bedrag aan inkomen."
                " In vrije tekst kan iemand zoiets wel schrijven.",
            ),
        ),
        (
            "Waar bewaart de gemeente naam, geboorteplaats en adres van de woningzoekende (art. 3 Besluit selectieve woningtoewijzing)?",
            "Welke bewijsstukken bewaart de gemeente buiten de software, en waar?",
        ),
    )


def _processing(use: Use) -> Section:
    rows = tuple(
        (one.told.naam, listed(PEOPLE, one.told.betrokkenen), ", ".join(one.told.categorieen), one.uri)
        for one in activities(use)
    )
    columns = ("Verwerking", "Over wie", "Welke gegevens", "Aanduiding in het verwerkingslogboek")
    return Section(
        "3",
        "Wat er met de gegevens gebeurt",
        (Fact("verwerkingen", f"Er zijn {len(rows)} verwerkingen:", Table(columns, rows)),),
    )


def _techniques(use: Use) -> Section:
    return Section(
        "4",
        "Hoe de software werkt",
        (
            Fact(
                "techniek.regels",
                f"De software volgt geschreven regels. {written(use)} De software leert niet, voorspelt niets over een persoon en geeft niemand"
                " een score.",
            ),
            Fact("techniek.zelfde", "Dezelfde gegevens en hetzelfde regelboek geven altijd hetzelfde advies."),
            Fact(
                "techniek.sleutels",
                "Gegevens van een zaak zijn versleuteld, per categorie met een eigen sleutel. Wissen vernietigt die sleutel en de gegevens.",
            ),
            Fact(
                "techniek.logboek",
                "Elke regel van het logboek telt mee in een controlegetal dat wordt ondertekend (een Merkle-boom). Er staat geen leesbaar gegeven over een persoon in.",
            ),
            Fact(
                "techniek.simulatie",
                "In de dienst werkt een simulatie alleen met verzonnen huishoudens, die met de software meekomen.",
            ),
        ),
        (
            "Maakt de gemeente buiten de dienst simulaties met eigen gegevens per huishouden, en waar staat die verwerking beschreven?",
        ),
    )


def _purposes(use: Use) -> Section:
    rows = tuple((one.told.naam, one.told.doel) for one in activities(use))
    return Section(
        "5", "Waarvoor", (Fact("doelen", "Het doel van elke verwerking:", Table(("Verwerking", "Doel"), rows)),)
    )


def _parties(use: Use) -> Section:
    told = tuple(
        (
            one.told.naam,
            SUPPLIER[one.told.verantwoordelijke]["nl"],
            listed(RECIPIENTS, dict.fromkeys(got.wie for got in one.told.ontvangers)) or "niemand",
        )
        for one in activities(use)
    )
    columns = ("Verwerking", "Wie bepaalt doel en middelen", "Wie krijgt gegevens")
    return Section(
        "6",
        "Wie erbij betrokken zijn",
        (
            Fact("partijen", "Wie verantwoordelijk is, en aan wie gegevens gaan:", Table(columns, told)),
            Fact(
                "rollen",
                "Welke stap in een zaak elke rol mag doen. Een rol krijgt iemand van de inlogdienst van de gemeente, niet van deze software:",
                Table(("Rol", "Stappen"), steps_of_roles()),
            ),
            Fact(
                "lezen",
                "Welke rol wat mag lezen, staat per adres in de beschrijving van de API; een test vraagt elk adres in elke rol.",
            ),
        ),
        (
            "Wie bij de gemeente heeft welke rol, en wie ziet daarop toe?",
            "Welke verwerkers heeft de gemeente (hosting, beheer), en welke afspraken zijn er met hen?",
        ),
    )


def _interests() -> Section:
    return Section(
        "7",
        "Belangen",
        (),
        (
            "Welke belangen hebben de gemeente, bewoners, woningzoekenden en verhuurders, en hoe zijn woningzoekenden gehoord?",
        ),
    )


def _places(use: Use) -> Section:
    outside = [
        name
        for name, used in (("getuigen", use.settings.witnesses), ("een tijdstempeldienst", use.settings.tsa))
        if used
    ]
    sent = (
        f"Naar {' en '.join(outside)} gaat alleen een controlegetal van het logboek."
        if outside
        else "Er gaat niets van het logboek naar buiten."
    )
    return Section(
        "8",
        "Waar",
        (
            Fact("plaats", "De software draait waar de gemeente haar neerzet, met een database die de gemeente kiest."),
            Fact("plaats.buiten", sent, len(outside)),
        ),
        ("In welk land en bij wie staan de computers, de database en de reservekopieën?",),
    )
