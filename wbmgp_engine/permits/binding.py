"""Facts bound to the names the rules use. No condition of the law stands here: what is absent becomes unknown, with the
path of the question that would tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from wbmgp_engine.facts import Application, Person, Role, uninterrupted_since
from wbmgp_engine.facts.application import Income
from wbmgp_engine.facts.residence import Residence
from wbmgp_engine.facts.situation import Ordinance
from wbmgp_engine.logic.values import Unknown, Value
from wbmgp_engine.permits.asked import SCOPE
from wbmgp_engine.permits.context import Context, Designated


class Bound(NamedTuple):
    """Facts under the names of the rules, with the application and the context they come from."""

    facts: Mapping[str, Value]
    context: Context
    application: Application
    residences: Mapping[str, Residence]

    @property
    def remarks(self) -> tuple[dict[str, str], ...]:
        """Remarks about the facts themselves."""
        return self.context.remarks


def bind(application: Application, context: Context) -> Bound:
    """Bind an application in its context to the inputs of the law."""
    region = context.region if context.region is not None else frozenset({application.municipality})
    residences = {
        person.id: uninterrupted_since(
            person.stays, region, application.application_date, region_known=context.region is not None
        )
        for person in application.household
        if person.given("residence")
    }
    facts: dict[str, Value] = {
        "aanvraagsoort": application.kind,
        "aanvraagdatum": application.application_date,
        "personen": [_person(application, context, person, residences.get(person.id)) for person in application.household],
        "hardheidsoordelen": [_hardship(item) for item in application.hardship],
        "uitzondering15": _or_unknown(application.exception15, "uitzondering15"),
        # That none was chosen is doubted only where it is at odds with the woonverklaring; the answer has no field of its own.
        "gedragingen_alsnog_genoemd": _unknown("situatie.verordening.gedragingen#keuze"),
        **of_place(context), **_dwelling(application), **_applicant(application.applicant),
        **_priority(application), **_screening(application), **of_ordinance(context),
    }  # fmt: skip
    return Bound(facts, context, application, residences)


def _or_unknown(value: Any, path: str) -> Any:
    return _unknown(path) if value is None else value


@cache
def _unknown(path: str) -> Unknown:
    """What is missing under a path that is the same in every application; a path with the id of a person is not."""
    return Unknown((path,))


def of_place(context: Context) -> dict[str, Any]:
    """What the register and the areas say of the dwelling's place."""
    return {
        "aanwijzingen": [_designation(item) for item in context.designations],
        **context.complete.facts(),
        "regeling_buiten_register": _unknown(SCOPE),
        "oude_aanwijzing_geeft_voorrang": _unknown(f"{SCOPE}#oud"),
    }


def _designation(item: Designated) -> dict[str, Value]:
    path = f"{SCOPE}#aanwijzing"
    return {
        "gebied": item.area, "grond": item.ground, "instrument": _or_unknown(item.instrument, f"{SCOPE}#instrument"),
        "vroegst": _or_unknown(item.earliest, path), "van": _or_unknown(item.start, path), "tot": None if item.endless else _or_unknown(item.end, path),
        "in_gebied": _or_unknown(item.inside, "woonruimte.gebied"),
    }  # fmt: skip


def _dwelling(application: Application) -> dict[str, Value]:
    dwelling = application.dwelling
    return {
        "verhuurder": _or_unknown(dwelling.landlord, "woonruimte.verhuurder"),
        "soort_woonruimte": _or_unknown(dwelling.kind, "woonruimte.soort"),
        "huurprijs": _or_unknown(dwelling.rent, "woonruimte.huurprijs"),
    }


def _applicant(person: Person) -> dict[str, Value]:
    path = f"huishouden.{person.id}"
    return {
        "kenmerken": list(person.traits) if person.given("traits") else Unknown((f"{path}.kenmerken",)),
        "rechtmatig_verblijf": Unknown((f"{path}.rechtmatigVerblijf",))
        if person.lawful_residence is None
        else person.lawful_residence,
        "verblijf_opgegeven": person.lawful_residence is not None,
        # What the municipality may find under the law of before 2015 has no field: it is always still to be asked.
        "verblijf_toereikend": Unknown((f"{path}.rechtmatigVerblijf#oordeel",)),
    }


def _person(
    application: Application, context: Context, person: Person, residence: Residence | None
) -> dict[str, Value]:
    path = f"huishouden.{person.id}"
    certificates = (application.screening.certificates if application.screening is not None else None) or {}
    born, exact = person.born, None if person.born is None else person.born.exact
    day = Unknown((f"{path}.geboortedatum",)) if exact is None else exact
    return {
        "id": person.id,
        "aanvrager": person.role is Role.APPLICANT,
        "geboortedatum": day,
        "geboortedatum_vroegst": day if born is None else born.earliest,
        # Nobody is born after the application: a year alone may still mean a day before it.
        "geboortedatum_laatst": day if born is None else min(born.latest, application.application_date),
        "inkomen": [_income(item, path) for item in person.income] if person.given("income") else Unknown((f"{path}.inkomen",)),
        "vog": certificates[person.id] if person.id in certificates else Unknown((f"onderzoek.vog.{person.id}",)),
        **_residence(residence, application, context, person),
    }  # fmt: skip


def _unknown_residence(application: Application, context: Context, person: Person) -> Unknown:
    """What has to be asked where the residence is not certain: the history, or the region it is held against."""
    history = f"huishouden.{person.id}.verblijf"
    if context.region is not None or not person.given("residence"):
        return Unknown((history,))
    here = uninterrupted_since(person.stays, {application.municipality}, application.application_date)
    return Unknown(("situatie.regio",) if here.certain else (history, "situatie.regio"))


def _residence(
    residence: Residence | None, application: Application, context: Context, person: Person
) -> dict[str, Value]:
    if residence is None:
        unknown = _unknown_residence(application, context, person)
        return dict.fromkeys(("ingezetene_vanaf", "ingezetene_vanaf_vroegst", "ingezetene_vanaf_laatst"), unknown)
    certain = residence.certain
    exact: date | Unknown | None = residence.latest if certain else _unknown_residence(application, context, person)
    return {
        "ingezetene_vanaf": exact,
        "ingezetene_vanaf_vroegst": residence.earliest,
        "ingezetene_vanaf_laatst": residence.latest,
    }


def _income(item: Income, path: str) -> dict[str, Value]:
    return {
        "soort": item.kind.value,
        "oordeel": item.judgement,
        "gemotiveerd": item.reasoned,
        "beslisser_genoemd": item.signed,
        # The judgement that is still to come; the rules say when the one that was given counts instead.
        "telt_mee": Unknown((f"{path}.inkomen#oordeel",)),
    }


def _hardship(item: Any) -> dict[str, Value]:
    return {
        "grond": item.ground, "oordeel": item.judgement, "gemotiveerd": item.reasoned,
        "beslisser_genoemd": item.signed, "beroep": item.pleaded, "omstandigheden_genoemd": bool(item.circumstances),
    }  # fmt: skip


def _priority(application: Application) -> dict[str, Value]:
    priority = application.priority
    return {
        "kandidaten_met_voorrang": _or_unknown(
            priority.candidates if priority else None, "voorrang.kandidatenMetVoorrang"
        ),
        "voorrang_oordeel": priority.judgement if priority else None,
        "voorrang_gemotiveerd": priority is not None and priority.reasoned,
        "voorrang_beslisser_genoemd": priority is not None and priority.signed,
    }


def _screening(application: Application) -> dict[str, Value]:
    # A result counts for what it is, whatever instrument the research says it used.
    screening = application.screening
    statement = screening.statement if screening is not None else None
    weighed = screening.weighed if screening is not None else None
    return {
        "woonverklaring": _or_unknown(statement, "onderzoek.woonverklaring"),
        "woonverklaring_ontvangen": statement is not None,
        "vog_ontvangen": screening is not None and bool(screening.certificates),
        "voorschriften_genoemd": bool(application.conditions),
        "gehoord": screening is not None and screening.hearing_offered is True,
        **{f"weging_{letter}": weighed is not None and getattr(weighed, letter) == "gewogen" for letter in "abcde"},
    }


def of_ordinance(context: Context) -> dict[str, Value]:
    """What the ordinance says; without one nothing is asked here."""
    ordinance = context.ordinance
    if ordinance is None:
        return {
            "verordening_van": None, "verordening_tot": None, "categorieen": [], "gedragingen": [], "gedragingen_opgegeven": False,
            "hardheidsclausule_opgenomen": None,
            "latere_inwoning_geregeld": None,
        }  # fmt: skip
    path = "situatie.verordening"
    return {
        "verordening_van": _or_unknown(ordinance.start, f"{path}.van"),
        "verordening_tot": ordinance.end,
        "categorieen": [_category(item) for item in ordinance.categories] if ordinance.given("categories") else Unknown((f"{SCOPE}#verordening",)),
        "inkomenstoets": _or_unknown(ordinance.income_test, f"{path}.inkomenstoets"),
        "verblijfstoets": _or_unknown(ordinance.residence_test, f"{path}.verblijfstoets"),
        "voorrangskenmerken": list(ordinance.priority_traits) if ordinance.given("priority_traits") else Unknown((f"{path}.voorrangskenmerken",)),
        # Null is an answer here: the ordinance lets no behaviour count, or has no rule on later move-in.
        "gedragingen": list(ordinance.behaviours or ()) if _said(ordinance, "behaviours") else Unknown((f"{path}.gedragingen",)),
        "gedragingen_opgegeven": _said(ordinance, "behaviours"),
        "hardheidsclausule_opgenomen": ordinance.hardship_clause,
        "latere_inwoning_geregeld": ordinance.later_move_in if _said(ordinance, "later_move_in") else Unknown((f"{path}.latereInwoning",)),
    }  # fmt: skip


def _said(ordinance: Ordinance, name: str) -> bool:
    return name in ordinance.model_fields_set


def _category(item: Any) -> dict[str, Value]:
    return {
        "gronden": list(item.grounds),
        "verhuurder": item.landlords,
        "soort": item.kinds,
        "huurprijs_tot": item.rent_below,
    }
