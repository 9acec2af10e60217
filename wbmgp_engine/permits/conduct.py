"""Whether what the police chief told may count at all: for the mayor, before anything is weighed (Wbmgp 10a, 10b lid 2)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from wbmgp_engine.errors import OutputNotFound
from wbmgp_engine.facts.conduct import Conduct, ConductCheck
from wbmgp_engine.law.citation_of import cited
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.scalar.run import CompiledPlan
from wbmgp_engine.logic.values import Unknown, Value
from wbmgp_engine.permits.context import GIVEN

_LAW: Final = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
# Each condition with what is said where it does not hold.
_CONDITIONS: Final = {
    "gedraging_mag_meetellen": {
        "nl": "Deze letter staat niet op de gesloten lijst, of de verordening heeft haar niet gekozen.",
        "en": "This letter is not on the closed list, or the ordinance did not choose it.",
    },
    "gedraging_binnen_termijn": {
        "nl": "Dit ligt buiten de periode waarover de politiechef gegevens mag geven.",
        "en": "This lies outside the period on which the police chief may report.",
    },
}
_NO_SUCH_LAW: Final = {
    "nl": "De wet van deze datum kent geen onderzoek van politiegegevens.",
    "en": "The law of this date knows no research of police data.",
}


def check_conduct(check: ConductCheck, *, lawbook: Lawbook, on: date | None = None) -> dict[str, Any]:
    """For each thing told, whether it may count: `telt_mee`, `telt_niet` or `onbekend`, with the reason and its article.

    `on` chooses the law; default the date of the application. Nothing of it is kept, and it says nothing about a person.
    """
    day = check.application_date if on is None else on
    plans, sources = _plans(lawbook, day), _sources(lawbook, day)
    return {
        "gedragingen": [{"letter": told.letter, **_judged(check, told, plans, sources, day)} for told in check.told],
        "recht": {"datum": day.isoformat(), "regelboek": lawbook.hash},
    }


def _plans(lawbook: Lawbook, on: date) -> dict[str, CompiledPlan]:
    """Both questions, compiled once for the law of a date; none where that law does not ask them."""
    scope = {"gemeente_code": GIVEN}

    def compiled() -> dict[str, CompiledPlan]:
        try:
            return {name: compile_plan(lawbook, _LAW, [name], on, scope) for name in _CONDITIONS}
        except OutputNotFound:
            return {}

    return lawbook.once("conduct", lawbook.regime(on, scope), compiled)


def _sources(lawbook: Lawbook, on: date) -> dict[str, dict[str, str]]:
    """Where each condition stands in the law of the date."""
    declared = {item.name: item for article in lawbook.regulation(_LAW, on).articles for item in article.outputs}
    return {name: cited(declared[name].legal_basis, on).to_json() for name in _CONDITIONS if name in declared}


def _judged(
    check: ConductCheck, told: Conduct, plans: dict[str, CompiledPlan], sources: dict[str, dict[str, str]], on: date
) -> dict[str, Any]:
    if not plans:
        return {"oordeel": "telt_niet", "redenen": [_NO_SUCH_LAW]}
    facts = _facts(check, told)
    found = {name: plan.run(facts, on)[name] for name, plan in plans.items()}
    reasons = [{**_CONDITIONS[name], "bron": sources[name]} for name, value in found.items() if value is False]
    if reasons:
        return {"oordeel": "telt_niet", "redenen": reasons}
    if any(isinstance(value, Unknown) for value in found.values()):
        return {"oordeel": "onbekend", "redenen": [_not_known(check, told)]}
    return {"oordeel": "telt_mee", "redenen": []}


def _not_known(check: ConductCheck, told: Conduct) -> dict[str, str]:
    """What is missing, by the key under which it is told."""
    asked = {"gedragingenVerordening": check.chosen, "datum": told.day, "minderjarig": told.minor}
    names = ", ".join(name for name, value in asked.items() if value is None)
    return {
        "nl": f"Dit is niet bekend: {names}. Zolang dat zo is, telt dit niet mee.",
        "en": f"This is not known: {names}. As long as it is not, this does not count.",
    }


def _facts(check: ConductCheck, told: Conduct) -> dict[str, Value]:
    known: dict[str, Any] = {
        "gemeente_code": GIVEN, "gedraging": told.letter, "datum_van_de_aanvraag": check.application_date,
        "verordening_van": check.application_date, "verordening_tot": None,
    }  # fmt: skip
    if check.chosen is not None:
        known["gedragingen"] = list(check.chosen)
    if told.day is not None:
        known["gedragingsdatum"] = told.day
    if told.minor is not None:
        known["minderjarig_bij_aanvraag"] = told.minor
    return known
