"""The types that a case refers to: lengths and classes come from the rules of the day, and nothing is made up for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_api.exchange.zgw_writing import BODY, CONFIDENTIAL, Writing, cut, longest_of
from wbmgp_engine.calendar import AwbTerms
from wbmgp_engine.calendar.schema import TermName
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.retention.archiving import SELECTION_LIST
from wbmgp_engine.retention.loading import in_force
from wbmgp_engine.retention.schema import RetentionEntry

STATUSES: Final[Mapping[str, tuple[str, ...]]] = {
    "Ontvangen": ("ontvangen",),
    "Wacht op aanvulling": ("onvolledig",),
    "In behandeling": ("volledig", "onderzoek", "concept"),
    "Besloten": ("besloten",),
    "Besluit verzonden": ("verzonden",),
    "In bezwaar": ("bezwaar",),
    "In beroep": ("beroep",),
    "Afgehandeld": ("onherroepelijk", "bewaring", "ingetrokken", "buiten_behandeling"),
}
"""What a status here is called there, in order. That a screening was asked for is not told: it is dealing with the case."""
RESULTS: Final[Mapping[str, str]] = {
    "verleend": "Verleend", "geweigerd": "Geweigerd", "ingetrokken": "Ingetrokken", "afgebroken": "Afgebroken",
    "geen_vergunning_nodig": "Geen vergunning nodig",
}  # fmt: skip
DECISIONS: Final[Mapping[str, tuple[str, TermName]]] = {
    "aanvraag": ("Besluit op aanvraag huisvestingsvergunning", "bezwaar"),
    "bezwaar": ("Beslissing op bezwaar", "beroep"),
    "intrekking": ("Intrekking huisvestingsvergunning", "bezwaar"),
}
"""Each kind of decision: its name, and the term to challenge it."""
PAPERS: Final[Mapping[str, str]] = {"brief": "Brief", "bewijsstuk": "Bewijsstuk"}
_ROLES: Final = {"Aanvrager": "initiator", "Behandelaar": "behandelaar"}
_WAYS: Final = {"brief": "uitgaand", "bewijsstuk": "inkomend"}
_UNITS: Final = {"dagen": "D", "weken": "W", "maanden": "M", "jaren": "Y"}
NAME: Final = "Huisvestingsvergunning Wbmgp"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The references of the types as they are on the day that an application came in, under the law of that day."""

    writing: Writing
    law: str

    def of(self, kind: str, name: str) -> str:
        """The reference of a type."""
        return self.writing.of_type(kind, f"{name} {self.law}")


def write_catalogue(
    writing: Writing, terms: AwbTerms, lawbook: Lawbook, received: date, contact: str | None
) -> Catalogue:
    """Write every type, and answer how to refer to it. Raises LawNotYetInForce where the law of the day is not known."""
    selection = in_force(lawbook, received).get(SELECTION_LIST)
    begin = max([terms.on(received).valid_from, *([selection.valid_from] if selection else [])])
    made = Catalogue(writing, begin)
    owner = writing.of_type("catalogus", "wbmgp")
    entries = selection.termijnen if selection else []
    kept: dict[str, RetentionEntry] = {one.uitkomst: one for one in entries if one.uitkomst in RESULTS}
    writing.add("catalogus", owner, _catalogue(writing, contact))
    writing.add("zaaktype", case_type(made), _case_type(made, terms, received, owner))
    for number, name in enumerate(STATUSES, 1):
        body = {"omschrijving": name, "zaaktype": case_type(made), "volgnummer": number, "informeren": False}
        writing.add("statustype", made.of("statustype", name), body)
    for result, name in RESULTS.items():
        writing.add("resultaattype", made.of("resultaattype", result), dict(_result_type(made, name, kept.get(result))))
    for kind, name, body in (*_decision_types(made, terms, received), *_paper_types()):
        writing.add(kind, made.of(kind, name), {"catalogus": owner, **body, "beginGeldigheid": begin})
    for kind, name, body in (*_role_types(), *_links(made)):
        writing.add(kind, made.of(kind, name), {"zaaktype": case_type(made), **body})
    return made


def _decision_types(made: Catalogue, terms: AwbTerms, received: date) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for decision, (name, term) in DECISIONS.items():
        yield "besluittype", decision, {
            "omschrijving": name, "publicatieIndicatie": False, "reactietermijn": _length(terms, term, received),
            "informatieobjecttypen": [made.of("informatieobjecttype", "brief")],
        }  # fmt: skip


def _paper_types() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for paper, name in PAPERS.items():
        told = {"omschrijving": name, "informatieobjectcategorie": name}
        yield "informatieobjecttype", paper, told | {"vertrouwelijkheidaanduiding": CONFIDENTIAL}


def _role_types() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Nobody is named in a case, yet a case type is published with roles only."""
    for name, general in _ROLES.items():
        yield "roltype", name, {"omschrijving": name, "omschrijvingGeneriek": general}


def _links(made: Catalogue) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Which papers belong to a case of this type: no other is taken."""
    for number, (paper, way) in enumerate(_WAYS.items(), 1):
        link = {"informatieobjecttype": made.of("informatieobjecttype", paper), "volgnummer": number, "richting": way}
        yield "zaaktypeinformatieobjecttype", paper, link


def case_type(made: Catalogue) -> str:
    """The reference of the type of these cases."""
    return made.of("zaaktype", NAME)


def _catalogue(writing: Writing, contact: str | None) -> dict[str, Any]:
    longest = longest_of("catalogus", "contactpersoonBeheerNaam")
    return {
        "domein": "WBMGP", "rsin": writing.rsin, "naam": NAME,
        "contactpersoonBeheerNaam": None if contact is None else cut(contact, longest),
    }  # fmt: skip


def _case_type(made: Catalogue, terms: AwbTerms, received: date, owner: str) -> dict[str, Any]:
    return {
        "identificatie": "wbmgp-huisvestingsvergunning", "omschrijving": NAME, "catalogus": owner,
        "vertrouwelijkheidaanduiding": CONFIDENTIAL, "doel": "Beslissen op een aanvraag om een huisvestingsvergunning.",
        "aanleiding": "Iemand wil wonen in een aangewezen gebied.", "indicatieInternOfExtern": "extern",
        "handelingInitiator": "aanvragen", "onderwerp": "Huisvestingsvergunning", "handelingBehandelaar": "behandelen",
        "doorlooptijd": _length(terms, "redelijke_termijn", received), "opschortingEnAanhoudingMogelijk": True,
        "verlengingMogelijk": True, "verlengingstermijn": _length(terms, "verlenging", received),
        "publicatieIndicatie": False, "productenOfDiensten": [], "gerelateerdeZaaktypen": [],
        "referentieproces": {"naam": "Behandelen aanvraag vergunning"}, "verantwoordelijke": BODY,
        "beginGeldigheid": made.law, "versiedatum": made.law,
        "besluittypen": [made.of("besluittype", one) for one in DECISIONS],
    }  # fmt: skip


def _result_type(made: Catalogue, name: str, kept: RetentionEntry | None) -> Iterator[tuple[str, Any]]:
    """A result with how long it is kept. The addresses of the reference lists are known to the system of cases only."""
    yield "zaaktype", case_type(made)
    yield "omschrijving", name
    if kept is None:
        return
    yield "toelichting", kept.bron
    yield "archiefnominatie", "vernietigen"
    yield "archiefactietermijn", duration(kept.lengte, kept.eenheid)
    if kept.vanaf == "zaak_afgehandeld":
        yield "brondatumArchiefprocedure", {"afleidingswijze": "afgehandeld"}
    else:
        yield "brondatumArchiefprocedure", {
            "afleidingswijze": "ander_datumkenmerk", "datumkenmerk": kept.vanaf, "einddatumBekend": False,
            "objecttype": "overige", "registratie": "wbmgp-engine",
        }  # fmt: skip


def _length(terms: AwbTerms, name: TermName, on: date) -> str:
    found = terms.length(name, on)
    return duration(found.number, found.unit)


def duration(number: int, unit: str) -> str:
    """A length as ISO 8601 writes it.

    >>> duration(8, "weken")
    'P8W'
    """
    return f"P{number}{_UNITS[unit]}"
