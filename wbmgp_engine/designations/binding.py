"""The facts of a request under the names the rules use. No condition of the law stands here: what is absent becomes
unknown, with the path of the question that would tell. A text that is not in the request is one it does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wbmgp_engine.designations.coinciding import Coinciding
from wbmgp_engine.facts.evidence import CRITERIA, Criterion, CriterionName, RegionalPossibilities, Subsidiarity
from wbmgp_engine.facts.request import DesignationRequest, RequestedPart
from wbmgp_engine.logic.values import Unknown, Value

Facts = dict[str, Value]

# The input of the rules for each criterion of the request.
INPUTS: Mapping[CriterionName, str] = {
    "noodzaak": "noodzaak", "geschiktheid": "geschiktheid", "subsidiariteit": "subsidiariteit",
    "proportionaliteit": "proportionaliteit", "regionaleMogelijkheden": "regionale_mogelijkheden",
    "instrumentkeuze": "instrumentkeuze",
}  # fmt: skip
# The same with the evaluation, which stands beside the criteria of the request.
CRITERION_INPUTS: Mapping[str, str] = {
    **{str(name): asked for name, asked in INPUTS.items()},
    "evaluatie": "evaluatie_bij_verzoek",
}


def or_unknown(value: Any, path: str) -> Any:
    """The value, or unknown with the path that would tell."""
    return Unknown((path,)) if value is None else value


def bind_shared(request: DesignationRequest) -> Facts:
    """What is the same for every part of a request, but for texts of its own."""
    text = request.substantiation
    return {
        "ontvangen_adviezen": _advices(request),
        "verzonden_of_ontvangen": request.sent or request.received,
        **_ordinance(request),
        **{name: _criterion(getattr(text, CRITERIA[key], None), key) for key, name in INPUTS.items()},
    }


def bind_part(request: DesignationRequest, index: int, same_days: Coinciding) -> Facts:
    """One part of a request, without the clock: that needs the rules to say which earlier terms count.

    `same_days`: the grounds of the parts that coincide with each (`coinciding`).
    """
    part, path = request.parts[index], f"onderdelen.{index}"
    return {
        "gevraagde_grond": part.ground,
        "gevraagde_eenheid": or_unknown(part.area.kind, f"{path}.gebied.soort"),
        "gevraagd_vanaf": or_unknown(part.start, f"{path}.vanaf"),
        "gevraagd_tot": None if part.endless else or_unknown(part.end, f"{path}.tot"),
        "gevraagd_instrument": _instrument(part, path),
        "gevraagd_segment": or_unknown(part.segment, f"{path}.segment"),
        "gevraagd_doel": list(part.aims) if part.given("aims") else Unknown((f"{path}.doel",)),
        "evaluatie_bij_verzoek": _evaluation(request, part),
        "gronden_van_andere_onderdelen": sorted(same_days.get(index, ())),
        **_own_texts(request, part),
    }


def bind_request(request: DesignationRequest) -> Facts:
    """The request as a whole."""
    decision, council = request.decision, request.council_decision
    asked = {(part.area.id, part.ground) for part in request.parts}
    evaluated = request.evaluation.parts if request.evaluation is not None else []
    return {
        "raadsbesluit": {
            "betreft": council.subject if council is not None else None,
            "datum": council.taken if council is not None else None,
            "ondertekend_door": list(council.signed_by) if council is not None else [],
        },
        "verzonden_of_ontvangen": request.sent or request.received,
        "vroegste_eerdere_aanwijzing": min((item.start for item in request.earlier if item.start), default=None),
        "stellingen_zonder_inhoud": list(request.without_content),
        "geevalueerde_onderdelen": [{"in_verzoek": (item.area, item.ground) in asked} for item in evaluated],
        "ontvangen_adviezen": _advices(request),
        "ministerieel_besluit": {
            "strekking": decision.tenor if decision is not None else None,
            "afwijking_gemotiveerd": decision is not None and decision.deviation_reasoned,
            "gemotiveerd": decision is not None and _said(decision.reasons),
        },
        "gelijke_behandeling": _equal_treatment(request),
        **_around(request),
    }


def _said(text: object) -> bool:
    return bool(str(text).strip()) if text is not None else False


def _instrument(part: RequestedPart, path: str) -> Any:
    # Null is an answer: the part names none.
    return part.instrument if "instrument" in part.model_fields_set else Unknown((f"{path}.instrument",))


def _own_texts(request: DesignationRequest, part: RequestedPart) -> Facts:
    """The criteria that this part words itself; and which instrument the choice is about."""
    own = part.substantiation.model_fields_set if part.substantiation is not None else frozenset[str]()
    found: Facts = {
        name: _criterion(request.criterion(part, key), key) for key, name in INPUTS.items() if CRITERIA[key] in own
    }
    choice = _criterion(request.criterion(part, "instrumentkeuze"), "instrumentkeuze")
    return {**found, "instrumentkeuze": {**choice, "instrument_genoemd": part.instrument is not None}}


def _criterion(given: Criterion | None, name: CriterionName) -> Facts:
    found = given or Criterion()
    dates = [day for day in (found.dated, found.confirmed) if day is not None]
    facts: Facts = {
        "gesteld": found.stated,
        "overgenomen": found.reused is not None,
        "overgenomen_van": found.reused.dated if found.reused is not None else None,
        "gedateerd": max(dates, default=None),
    }
    return {**facts, **_support(found, name)}


def _support(found: Criterion, name: CriterionName) -> Facts:
    """What stands beside the statement, in the shape this criterion has in the rules."""
    if name == "subsidiariteit":
        tried = found.alternatives if isinstance(found, Subsidiarity) else []
        rows = [{"met_periode": _said(item.period), "met_resultaat": _said(item.result)} for item in tried]
        return {"alternatieven": rows}
    if name == "regionaleMogelijkheden":
        figures = found.figures if isinstance(found, RegionalPossibilities) else None
        return {
            "cijfers_gegeven": figures is not None,
            "aanbod_gegeven": figures is not None and _said(figures.supply),
            "uitgesloten_gegeven": figures is not None and _said(figures.excluded),
        }
    if name == "instrumentkeuze":
        return {}
    rows = [{"met_jaar": item.year is not None, "met_vergelijking": _said(item.comparison)} for item in found.evidence]
    return {"bewijs": rows}


def _evaluation(request: DesignationRequest, part: RequestedPart) -> Facts:
    given, unit = request.evaluation, (part.area.id, part.ground)
    return {
        "gegeven": given is not None,
        "vastgesteld": given is not None and given.adopted is not None,
        "vastgesteld_op": given.adopted if given is not None else None,
        "dekt_onderdeel": given is not None and given.covers(*unit),
        "met_oordeel": given is not None and given.finds(*unit),
    }


def _advices(request: DesignationRequest) -> Value:
    if not request.given("advices"):
        return Unknown(("adviezen",))
    return [{"strekking": advice.tenor} for advice in request.advices]


def _ordinance(request: DesignationRequest) -> Facts:
    term, path = request.ordinance, "verordening"
    first, last = Unknown((f"{path}.van",)), Unknown((f"{path}.tot",))
    if term is None:
        return {"verordening_eerste_dag": first, "verordening_laatste_dag": last}
    # Null is an answer: the ordinance has no end.
    ends = "end" in term.model_fields_set
    return {
        "verordening_eerste_dag": first if term.start is None else term.start,
        "verordening_laatste_dag": term.end if ends else last,
    }


def _equal_treatment(request: DesignationRequest) -> Facts:
    given = request.equal_treatment
    steps = given.justification.steps if given is not None and given.justification is not None else {}
    return {
        "met_cijfers": given is not None and bool(given.figures),
        "met_vier_stappen": bool(steps) and all(step is not None for step in steps.values()),
    }


def _around(request: DesignationRequest) -> Facts:
    """What helps and is not demanded: unknown unless the request says something about it."""
    text, path = request.substantiation, "onderbouwing"
    given = text.model_fields_set if text is not None else set()
    plan = text is not None and text.plan is not None
    parallel = text is not None and bool(text.parallel)
    consulted = bool(request.consultations)
    return {
        "integraal_plan": plan if "plan" in given else Unknown((f"{path}.integraalPlan",)),
        "andere_maatregelen": parallel if "parallel" in given else Unknown((f"{path}.flankerendeMaatregelen",)),
        "overleg_gevoerd": consulted if request.given("consultations") else Unknown(("overleg",)),
    }
