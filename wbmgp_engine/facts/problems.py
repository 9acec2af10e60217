"""What is wrong with an application, each finding with its place, value and fix. Input is never echoed at length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from wbmgp_engine.errors import Finding

if TYPE_CHECKING:
    from wbmgp_engine.facts.application import Application, Person

_FIXES = {
    "missing": ("is required and absent", "add it"),
    "extra_forbidden": ("is not a known key", "remove it, or correct its spelling"),
    "string_type": ("must be text", "put it between quotes"),
    "bool_type": ("must be true or false", "write true or false without quotes"),
    "int_type": ("must be a whole number", "write it without quotes or decimals; money in eurocents"),
    "list_type": ("must be a list", "put it between [ and ]"),
    "dict_type": ("must be an object", "put it between { and }"),
    "model_type": ("must be an object", "put it between { and }"),
    "model_attributes_type": ("must be an object", "put it between { and }"),
}


def findings_of(error: ValidationError) -> list[Finding]:
    """Every finding of a validation, in the order of the document."""
    return [_finding(detail) for detail in error.errors(include_url=False)]


def _finding(detail: Any) -> Finding:
    place = ".".join(str(part) for part in detail["loc"]) or "aanvraag"
    problem, fix = _FIXES.get(detail["type"], ("", ""))
    if not problem:
        problem, fix = _worded(detail)
    if detail["type"] in ("missing", "extra_forbidden"):
        return Finding(place, problem, fix)
    return Finding(place, f"{shown(detail['input'])} {problem}", fix)


def _worded(detail: Any) -> tuple[str, str]:
    context = detail.get("ctx") or {}
    match detail["type"]:
        case "literal_error":
            return "is not one of the allowed values", "use " + str(context["expected"]).replace("'", "")
        case "string_pattern_mismatch":
            return "does not have the right form", f"it must match {context['pattern']}"
        case "greater_than_equal" | "less_than_equal":
            return "is out of range", str(detail["msg"]).replace("Input should be", "it must be")
        case "too_long" | "too_short" | "string_too_long" | "string_too_short":
            return "has the wrong length", str(detail["msg"])
    message = str(detail["msg"]).removeprefix("Value error, ")
    problem, _, fix = message.partition("; ")
    return ("is not accepted: " + problem, fix) if not problem.startswith("use one of") else ("is not one of the allowed values", problem)


def shown(value: Any) -> str:
    """A value in a message: short, on one line."""
    text = repr(value) if not isinstance(value, dict | list) else ("an object" if isinstance(value, dict) else "a list")
    return text if len(text) <= 60 else text[:57] + "…"


def contradictions(application: Application) -> list[Finding]:
    """What cannot be true together: impossible facts. Impossible law is a verdict of the rules, not a finding here."""
    return [
        *_people(application), *_stays(application), *_situation(application), *_screening(application),
        *_hardship(application), *_not_supplied(application),
    ]  # fmt: skip


def _people(application: Application) -> Iterator[Finding]:
    applicants = [person.id for person in application.household if person.role.value == "aanvrager"]
    if len(applicants) != 1:
        yield Finding("huishouden", f"{len(applicants)} persons have rol 'aanvrager'", "give exactly one person that rol")
    for name, count in Counter(person.id for person in application.household).items():
        if count > 1:
            yield Finding("huishouden", f"{count} persons have id {shown(name)}", "give every person an id of its own")
    for index, person in enumerate(application.household):
        place = f"huishouden.{index}"
        if person.born is not None and person.born.earliest > application.application_date:
            yield Finding(f"{place}.geboortedatum", f"{person.born} lies after the application date {application.application_date}", "correct one of the two dates")
        if person.lawful_residence is not None and person.role.value != "aanvrager":
            yield Finding(f"{place}.rechtmatigVerblijf", "is asked of the aanvrager only", "remove it here")
        if person.traits and person.role.value != "aanvrager":
            yield Finding(f"{place}.kenmerken", "are asked of the aanvrager only", "remove them here")


def _stays(application: Application) -> Iterator[Finding]:
    for index, person in enumerate(application.household):
        for number, stay in enumerate(person.residence):
            if stay.start is not None and stay.end is not None and stay.start.earliest > stay.end.latest:
                place = f"huishouden.{index}.verblijf.{number}"
                yield Finding(place, f"runs backwards: vanaf {stay.start}, tot {stay.end}", "let vanaf come before tot")


def _situation(application: Application) -> Iterator[Finding]:
    situation = application.situation
    if situation is None:
        return
    spans = [(f"situatie.aanwijzingen.{index}", item.start, item.end) for index, item in enumerate(situation.designations)]
    if situation.ordinance is not None:
        spans.append(("situatie.verordening", situation.ordinance.start, situation.ordinance.end))
    for place, start, end in spans:
        if start is not None and end is not None and start > end:
            yield Finding(place, f"runs backwards: van {start}, tot {end}", "let van come before tot")


def _screening(application: Application) -> Iterator[Finding]:
    dwelling, screening = application.dwelling, application.screening
    if dwelling.area is None and dwelling.address is None and dwelling.object_id is None:
        yield Finding("woonruimte", "names no gebied and no adres", "add gebied or adres")
    known = {person.id for person in application.household}
    for name in (screening.certificates if screening is not None else None) or {}:
        if name not in known:
            yield Finding("onderzoek.vog", f"{shown(name)} is nobody of this household", f"use one of {', '.join(sorted(known))}")


def _hardship(application: Application) -> Iterator[Finding]:
    judged = [item for item in application.hardship if item.judgement is not None]
    if len(application.hardship) > 1 and any(item.ground is None for item in application.hardship):
        yield Finding("hardheid", "grond is absent while there is more than one judgement", "add grond to each")
    for ground in ("artikel_8", "artikel_10"):
        given = {item.judgement for item in judged if item.ground == ground}
        if len(given) > 1:
            yield Finding("hardheid", f"two judgements on {ground} contradict each other", "keep the one that stands")


def _not_supplied(application: Application) -> Iterator[Finding]:
    for path in application.not_supplied:
        supplied = _supplied(application, path)
        if supplied is None:
            yield Finding("nietVerstrekt", f"{shown(path)} is not a fact that can be asked", "use a path such as huishouden.ID.inkomen")
        elif supplied:
            yield Finding("nietVerstrekt", f"{shown(path)} is supplied all the same", "remove it from nietVerstrekt, or remove the fact")


_PERSON = {"inkomen": "income", "verblijf": "residence", "geboortedatum": "born", "rechtmatigVerblijf": "lawful_residence", "kenmerken": "traits"}
_DWELLING = {"verhuurder": "landlord", "soort": "kind", "huurprijs": "rent", "gebied": "area", "adres": "address", "adresseerbaarObject": "object_id"}
_SCREENING = {"woonverklaring": "statement", "gehoord": "hearing_offered", "instrument": "instrument", "weging": "weighed"}


def _supplied(application: Application, path: str) -> bool | None:
    """Whether a fact that can be asked was supplied; None when the path is no such fact."""
    match path.split("."):
        case ["huishouden", name, field] if field in _PERSON:
            return next((_PERSON[field] in person.model_fields_set for person in _named(application, name)), None)
        case ["woonruimte", field] if field in _DWELLING:
            return _DWELLING[field] in application.dwelling.model_fields_set
        case ["onderzoek", "vog", name]:
            certificates = (application.screening.certificates if application.screening else None) or {}
            return name in certificates if any(_named(application, name)) else None
        case ["onderzoek", field] if field in _SCREENING:
            return application.screening is not None and application.screening.given(_SCREENING[field])
        case ["voorrang", "kandidatenMetVoorrang"]:
            return application.priority is not None and application.priority.candidates is not None
        case ["uitzondering15"]:
            return application.exception15 is not None
    return None


def _named(application: Application, name: str) -> Iterator[Person]:
    return (person for person in application.household if person.id == name)
