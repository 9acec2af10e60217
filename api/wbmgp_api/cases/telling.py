"""Who tells what of an application: the mayor the outcome of the screening, officials their judgements, others the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from wbmgp_api.cases.refusals import NotYours
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.words import Both
from wbmgp_engine.trail.canonical import encode

HIDDEN: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.DESK: ("onderzoek",),
    Role.LANDLORD: ("onderzoek", "hardheid", "evenredigheid"),
}
"""What they neither see nor change: the outcome of a screening (article 10); for a landlord also what is of mayor and aldermen."""
_OF_EACH: Final = "vog"
"""A certificate is a paper that each person hands in: a reviewer tells it as well."""

_SCREENING: Final = "onderzoek."
_PUT: Final = Both("PUT op de zaak", "PUT on the case")


def where_told(gate: Mapping[str, Any]) -> Both:
    """Who closes a gate, what has to be told and by which step; of a gate that a rule book adds only who."""
    said, field = gate.get("tekst") or {"nl": "", "en": ""}, gate.get("veld")
    who = gate["wie"]
    if field is None:
        return Both(*(f"{who}. {said[one]}".rstrip(". ") for one in ("nl", "en")))
    screened = field.startswith(_SCREENING)
    by = Both("_meld-onderzoek, na _vraag-onderzoek", "_meld-onderzoek, after _vraag-onderzoek") if screened else _PUT
    return Both(
        f"{who}. {said['nl']} Dat kan met {by}. Toets dan opnieuw",
        f"{who}. {said['en']} {by.english} does that. Then assess again",
    )


def with_screening(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A corrected application with what the mayor told of the screening, which stays where the correction is silent.

    Raises NotYours where it says otherwise: only the mayor tells the outcome (Wbmgp art. 10a, 10b).
    """
    told, said = before.get("onderzoek") or {}, given.get("onderzoek") or {}
    if any(value != told.get(name) for name, value in said.items() if name != _OF_EACH):
        raise NotYours("mayor_tells")
    kept = {**told, **said}
    return {**given, "onderzoek": kept} if kept else dict(given)


def answer_for(who: Principal, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """An assessment as the caller may see it: a landlord gets each verdict with its reason, and not what was read for it.

    The steps of the law repeat what mayor and aldermen weighed in a screening; a landlord may know no more than its
    outcome (Besluit BWBR0038929, art. 6).
    """
    return {**answer, "spoor": [], "evenredigheid": None} if who.role is Role.LANDLORD else answer


def refuse_screening(who: Principal, given: Mapping[str, Any]) -> None:
    """Raises NotYours where the desk tells the outcome of a screening that nobody asked for: it is the mayor's (Wbmgp art. 10a, 10b).

    A reviewer may tell it as well, as it stands in an older file; a certificate is a paper that comes in at the desk.
    """
    outcome = (given.get("onderzoek") or {}).keys() - {_OF_EACH}
    if outcome and who.role is Role.DESK and Role.REVIEWER not in who.roles:
        raise NotYours("reviewer_screens")


def refuse_judgements(who: Principal, given: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
    """Raises NotYours where the desk or a landlord tells a judgement of mayor and aldermen that is not known, or drops one.

    A judgement has reasons (Awb 3:46) and is given by who has that task (Awb 10:1); the desk takes in what others tell,
    and a landlord that decides in mandate waits for what the municipality weighs.
    """
    weighs = who.role not in (Role.DESK, Role.LANDLORD) or Role.REVIEWER in who.roles
    if not weighs and set(_judgements(given)) != set(_judgements(before or {})):
        raise NotYours("reviewer_judges")


def _judgements(told: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Each judgement in an application with what it is about, its reasons and who gave it.

    Whether a case is one of article 15(3) or (5) is a judgement of mayor and aldermen too, though it asks for no reasons.
    """
    if told.get("uitzondering15") is not None:
        yield "uitzondering15", encode(told["uitzondering15"])
    for one in told.get("hardheid") or ():
        yield from _judged("hardheid", one)
    yield from _judged("voorrang", told.get("voorrang"))
    for person in told.get("huishouden") or ():
        for income in person.get("inkomen") or ():
            yield from _judged(f"inkomen {person['id']}", income)


def _judged(about: str, part: Mapping[str, Any] | None) -> Iterator[tuple[str, bytes]]:
    if part is not None and part.get("oordeel") is not None:
        names = ("grond", "soort", "oordeel", "motivering", "beslisser")
        yield about, encode({name: part[name] for name in names if part.get(name) is not None})
