"""Sections 2 to 8 of the annex to a DPIA: which data, what happens with them, why, by whom and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wbmgp_api.accountability.processing_register import categories
from wbmgp_api.accountability.resting import activities, written
from wbmgp_api.accountability.sections import Fact, Section, Table
from wbmgp_api.accountability.set_up import steps_of_roles
from wbmgp_api.accountability.use import Use
from wbmgp_api.accountability.wording import PEOPLE, RECIPIENTS, listed
from wbmgp_engine.permits.texts import SUPPLIER

_NO_FIELD: Final = Fact(
    "niet_gevraagd", "Een aanvraag heeft geen veld voor een naam, geboorteplaats, het huidige adres, nationaliteit, geslacht of een bedrag aan"
    " inkomen. In vrije tekst kan iemand zoiets wel schrijven.",
)  # fmt: skip
_ELSEWHERE: Final = (
    "Waar bewaart de gemeente naam, geboorteplaats en adres van de woningzoekende (art. 3 Besluit selectieve woningtoewijzing)?",
    "Welke bewijsstukken bewaart de gemeente buiten de software, en waar?",
)
_TECHNIQUES: Final = (
    Fact("techniek.zelfde", "Dezelfde gegevens en hetzelfde regelboek geven altijd hetzelfde advies."),
    Fact("techniek.sleutels", "Gegevens van een zaak zijn versleuteld, per categorie met een eigen sleutel. Wissen vernietigt die sleutel en de gegevens."),
    Fact("techniek.logboek", "Elke regel van het logboek telt mee in een controlegetal dat wordt ondertekend (een Merkle-boom). Er staat geen leesbaar"
         " gegeven over een persoon in."),
    Fact("techniek.simulatie", "In de dienst werkt een simulatie alleen met verzonnen huishoudens, die met de software meekomen."),
)  # fmt: skip
_OWN_DATA: Final = (
    "Maakt de gemeente buiten de dienst simulaties met eigen gegevens per huishouden, en waar staat die verwerking beschreven?",
)
_ROLES: Final = "Welke stap in een zaak elke rol mag doen. Een rol krijgt iemand van de inlogdienst van de gemeente, niet van deze software:"
_READING: Final = Fact(
    "lezen",
    "Welke rol wat mag lezen, staat per adres in de beschrijving van de API; een test vraagt elk adres in elke rol.",
)
_WHO_ELSE: Final = (
    "Wie bij de gemeente heeft welke rol, en wie ziet daarop toe?",
    "Welke verwerkers heeft de gemeente (hosting, beheer), en welke afspraken zijn er met hen?",
)
_INTERESTS: Final = Section("7", "Belangen", (), (
    "Welke belangen hebben de gemeente, bewoners, woningzoekenden en verhuurders, en hoe zijn woningzoekenden gehoord?",
))  # fmt: skip
_PLACE: Final = Fact(
    "plaats", "De software draait waar de gemeente haar neerzet, met een database die de gemeente kiest."
)
_WHERE: Final = ("In welk land en bij wie staan de computers, de database en de reservekopieën?",)


def data_sections(use: Use) -> Iterator[Section]:
    """Sections 2 to 8. Raises LawLookupError, RuleFileError."""
    yield from (_data(use), _processing(use), _techniques(use), _purposes(use), _parties(use), _INTERESTS, _places(use))


def _data(use: Use) -> Section:
    rows = tuple(
        (SUPPLIER[who]["nl"], " ".join(one.text["nl"].split()), one.basis)
        for who, asked in use.by_supplier.items()
        for one in asked
    )
    counted = (
        f"De regels van deze dag kunnen {len(rows)} vragen stellen, over de aanvraag of over wat er geldt. Wat niet nodig is voor het advies,"
        " wordt niet gevraagd."
    )
    listed_as = "Elke vraag, met wie haar beantwoordt en waarom zij mag worden gesteld:"
    asked_of = Fact("gevraagd", listed_as, Table(("Wie", "Vraag", "Op grond van"), rows))
    return Section(
        "2",
        "Welke gegevens",
        (categories(), Fact("gevraagd.aantal", counted, len(rows)), asked_of, _NO_FIELD),
        _ELSEWHERE,
    )


def _processing(use: Use) -> Section:
    rows = tuple(
        (one.told.naam, listed(PEOPLE, one.told.betrokkenen), ", ".join(one.told.categorieen), one.uri)
        for one in activities(use)
    )
    columns = ("Verwerking", "Over wie", "Welke gegevens", "Aanduiding in het verwerkingslogboek")
    found = Fact("verwerkingen", f"Er zijn {len(rows)} verwerkingen:", Table(columns, rows))
    return Section("3", "Wat er met de gegevens gebeurt", (found,))


def _techniques(use: Use) -> Section:
    text = (
        f"De software volgt geschreven regels. {written(use)} De software leert niet, voorspelt niets over een persoon en geeft niemand"
        " een score."
    )
    return Section("4", "Hoe de software werkt", (Fact("techniek.regels", text), *_TECHNIQUES), _OWN_DATA)


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
    who = Fact("partijen", "Wie verantwoordelijk is, en aan wie gegevens gaan:", Table(columns, told))
    steps = Fact("rollen", _ROLES, Table(("Rol", "Stappen"), steps_of_roles()))
    return Section("6", "Wie erbij betrokken zijn", (who, steps, _READING), _WHO_ELSE)


def _places(use: Use) -> Section:
    told = (("getuigen", use.settings.witnesses), ("een tijdstempeldienst", use.settings.tsa))
    outside = [name for name, used in told if used]
    sent = "Er gaat niets van het logboek naar buiten."
    if outside:
        sent = f"Naar {' en '.join(outside)} gaat alleen een controlegetal van het logboek."
    return Section("8", "Waar", (_PLACE, Fact("plaats.buiten", sent, len(outside))), _WHERE)
