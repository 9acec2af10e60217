"""Counterfactuals: what would have to be different for a grant, and when time alone brings it.

Candidates are tried on the same compiled law; nothing here knows six years or which income counts.
Human judgements, police outcomes, ages and dates of birth are never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from wbmgp_engine.facts import IncomeKind
from wbmgp_engine.permits.missing import pending_facts
from wbmgp_engine.permits.outcome import Advice, verdict

if TYPE_CHECKING:
    from wbmgp_engine.permits.assessment import Assessment

_HORIZON = timedelta(days=36525)  # a hundred years: beyond it no person waits
_MOST = 100_000
_GRANTS = ("verlenen", "verlenen_met_voorschriften")
_AGAINST = ("weigeren", "beoordelen")


class Alternative(NamedTuple):
    """A set of changes, by path of the Aanvraag, and the advice they would lead to."""

    changes: Mapping[str, Any]
    advice: Advice

    def to_json(self) -> dict[str, Any]:
        """The alternative in the shape of the contract."""
        return {"wijziging": dict(self.changes), "advies": self.advice}


def earliest_date(assessment: Assessment) -> date | None:
    """The first application date on which time alone gives `verlenen`, the law and the designation taken as continuing.

    None unless exactly one ground is unmet, the residence is known, and waiting helps.
    """
    unmet = [
        ground for ground in assessment.grounds if ground.verdict == "niet_voldaan" and ground.id != "hardheidsclausule"
    ]
    if assessment.advice not in _AGAINST or len(unmet) != 1:
        return None
    start = assessment.application.application_date
    days = islice(_horizons(assessment, start), _affordable(assessment))
    horizon = next((day for day in days if _met_on(assessment, day, unmet[0].id)), None)
    if horizon is None:
        return None
    low, high = 0, (horizon - start).days
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (
            (low, middle) if _met_on(assessment, start + timedelta(days=middle), unmet[0].id) else (middle, high)
        )
    found = start + timedelta(days=high)
    return found if assessment.again(assessment.application.applied_on(found)).advice == "verlenen" else None


def _horizons(assessment: Assessment, start: date) -> list[date]:
    """Days to look from, earliest first: the last day of every stay that is known to end, and the far future."""
    ends = [stay.end.earliest for person in assessment.application.household for stay in person.residence if stay.end]
    return [*sorted(day - timedelta(days=1) for day in ends if day - timedelta(days=1) > start), start + _HORIZON]


def _met_on(assessment: Assessment, day: date, ground: str) -> bool:
    later = assessment.again(assessment.application.applied_on(day))
    if later.advice == "geen_vergunning_nodig":
        return False
    return any(found.id == ground and verdict(later.run, found) == "voldaan" for found in later.question.grounds)


def alternatives(assessment: Assessment) -> tuple[Alternative, ...]:
    """The smallest sets of changes (one, else two) after which nothing stands against a grant.

    Those that lead to a grant come alone; where none does, those after which only facts are missing. None when the
    advice is not against a grant.
    """
    if assessment.advice not in _AGAINST:
        return ()
    candidates = [] if assessment.earliest_date is None else [("aanvraagdatum", assessment.earliest_date.isoformat())]
    candidates += [*_incomes(assessment), *_traits(assessment)]
    most = _affordable(assessment)
    single = [_tried(assessment, dict([change])) for change in candidates[:most]]
    return _flipped(single) or _flipped(_tried(assessment, pair) for pair in islice(_pairs(candidates), most))


def _affordable(assessment: Assessment) -> int:
    """How often an application may be judged again: pairs grow with the square of a household, and each costs its size.

    Households as there are stay far below it. A hundred made-up people would keep a machine at work for hours.
    """
    household = assessment.application.household
    return _MOST // (1 + len(household) + sum(len(person.residence) for person in household))


def _pairs(candidates: list[tuple[str, Any]]) -> Iterator[dict[str, Any]]:
    return (dict(pair) for pair in combinations(candidates, 2) if pair[0][0] != pair[1][0])


def _tried(assessment: Assessment, changes: Mapping[str, Any]) -> Alternative | None:
    """The changed application, judged; None where the advice stays against a grant, or waits for the change itself."""
    changed = assessment.again(assessment.application.changed(changes))
    waits = changed.advice == "aanvullen" and not pending_facts(changed).isdisjoint(changes)
    return None if waits or changed.advice in _AGAINST else Alternative(changes, changed.advice)


def _flipped(tried: Iterable[Alternative | None]) -> tuple[Alternative, ...]:
    found = [item for item in tried if item is not None]
    return tuple([item for item in found if item.advice in _GRANTS] or found)


def _incomes(assessment: Assessment) -> Iterator[tuple[str, Any]]:
    for person in assessment.application.household:
        judged = [
            item.model_dump(by_alias=True, exclude_unset=True, mode="json")
            for item in person.income
            if item.judgement is not None
        ]
        for kind in IncomeKind:
            yield f"huishouden.{person.id}.inkomen", [*judged, {"soort": kind.value}]


def _traits(assessment: Assessment) -> Iterator[tuple[str, Any]]:
    applicant = assessment.application.applicant
    for trait in assessment.bound.context.traits:
        yield f"huishouden.{applicant.id}.kenmerken", [trait]
