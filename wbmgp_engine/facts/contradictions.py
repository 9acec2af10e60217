"""What cannot be true together in an application: impossible facts. Impossible law is a verdict of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pydantic_core import PydanticCustomError

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.paths import FactState
from wbmgp_engine.facts.showing import shown

if TYPE_CHECKING:
    from wbmgp_engine.facts.application import Application
    from wbmgp_engine.facts.household import Person, StayItem
    from wbmgp_engine.facts.partial_dates import PartialDate

CONTRADICTION: Final = "contradiction"


def refuse_contradictions(application: Application) -> None:
    """Raise what pydantic understands, carrying every finding; nothing when the facts can be true together."""
    if found := contradictions(application):
        raise PydanticCustomError(CONTRADICTION, "the application contradicts itself", {"findings": found})


def contradictions(application: Application) -> list[Finding]:
    """Everything in a well-formed application that cannot be."""
    return [
        *_household(application), *_dwelling(application), *_situation(application), *_screening(application),
        *_hardship(application), *_withheld(application),
    ]  # fmt: skip


def _household(application: Application) -> Iterator[Finding]:
    applicants = sum(person.role == "aanvrager" for person in application.household)
    if applicants != 1:
        yield Finding(
            "huishouden",
            f"{applicants} persons have rol 'aanvrager'",
            "give exactly one person that rol",
            "",
            "one_applicant",
        )
    names = [person.id for person in application.household]
    for name, count in Counter(names).items() if len(set(names)) < len(names) else ():
        if count > 1:
            yield Finding(
                "huishouden", f"{count} persons have id '{name}'", "give every person an id of its own", "", "id_twice"
            )
    for index, person in enumerate(application.household):
        yield from _person(application, person, f"huishouden.{index}")


def _person(application: Application, person: Person, place: str) -> Iterator[Finding]:
    if person.born is not None and person.born.earliest > application.application_date:
        problem = f"{person.born} lies after the application date {application.application_date}"
        yield Finding(f"{place}.geboortedatum", problem, "correct one of the two dates", "", "born_later")
    if person.lawful_residence is not None and person.role != "aanvrager":
        yield Finding(
            f"{place}.rechtmatigVerblijf", "is asked of the aanvrager only", "remove it here", "", "applicant_only"
        )
    if person.traits and person.role != "aanvrager":
        yield Finding(f"{place}.kenmerken", "are asked of the aanvrager only", "remove them here", "", "applicant_only")
    for number, stay in enumerate(person.residence):
        # A partial date counts as backwards only when no reading of it runs forwards.
        if stay.start is not None and stay.end is not None and stay.start.earliest > stay.end.latest:
            problem = f"runs backwards: vanaf {stay.start}, tot {stay.end}"
            names = {"start": "vanaf", "end": "tot"}
            yield Finding(f"{place}.verblijf.{number}", problem, "let vanaf come before tot", "", "backwards", names)
        yield from _before_birth(person.born, stay, f"{place}.verblijf.{number}")


def _before_birth(born: PartialDate | None, stay: StayItem, place: str) -> Iterator[Finding]:
    """Nobody lives anywhere before birth. A partial date counts only when no reading of it fits."""
    if born is None:
        return
    if stay.start is not None and stay.start.latest < born.earliest:
        problem = f"{stay.start} lies before the date of birth {born}"
        yield Finding(f"{place}.vanaf", problem, "correct one of the two dates", "", "before_birth")
    elif stay.end is not None and stay.end.latest <= born.earliest:
        problem = f"{stay.end} does not lie after the date of birth {born}"
        yield Finding(f"{place}.tot", problem, "correct one of the two dates", "", "before_birth")


def _dwelling(application: Application) -> Iterator[Finding]:
    dwelling = application.dwelling
    if dwelling.area is None and dwelling.address is None and dwelling.object_id is None:
        yield Finding("woonruimte", "names no gebied and no adres", "add gebied or adres", "", "no_place")


def _situation(application: Application) -> Iterator[Finding]:
    situation = application.situation
    if situation is None:
        return
    spans = [(f"aanwijzingen.{index}", item.start, item.end) for index, item in enumerate(situation.designations)]
    if situation.ordinance is not None:
        spans.append(("verordening", situation.ordinance.start, situation.ordinance.end))
    for place, start, end in spans:
        if start is not None and end is not None and start > end:
            problem, names = f"runs backwards: van {start}, tot {end}", {"start": "van", "end": "tot"}
            yield Finding(f"situatie.{place}", problem, "let van come before tot", "", "backwards", names)


def _screening(application: Application) -> Iterator[Finding]:
    known = [person.id for person in application.household]
    for name in (application.screening.certificates if application.screening is not None else None) or ():
        if name not in known:
            problem, fix = "is nobody of this household", f"use one of {_some(known)}"
            yield Finding("onderzoek.vog", problem, fix, f"'{name}'", "nobody_here")


def _hardship(application: Application) -> Iterator[Finding]:
    judged = [item for item in application.hardship if item.judgement is not None]
    if len(judged) > 1 and any(item.ground is None for item in judged):
        problem = f"grond is absent while {len(judged)} judgements are given"
        yield Finding("hardheid", problem, "add grond to each", "", "judgements_without_ground")
    for ground in dict.fromkeys(item.ground for item in judged if item.ground is not None):
        if len({item.judgement for item in judged if item.ground == ground}) > 1:
            problem = f"two judgements on {ground} contradict each other"
            yield Finding("hardheid", problem, "keep the one that stands", "", "judgements_differ", {"ground": ground})


def _withheld(application: Application) -> Iterator[Finding]:
    for path in application.not_supplied:
        try:
            state = application.state_of(path)
        except KeyError:
            fix = "use the path of a question, such as huishouden.ID.inkomen"
            yield Finding("nietVerstrekt", "is not a fact that can be asked here", fix, shown(path), "no_fact")
            continue
        if state is not FactState.WITHHELD:
            fix = "remove it from nietVerstrekt, or remove the fact"
            yield Finding("nietVerstrekt", "is supplied all the same", fix, shown(path), "supplied")


def _some(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in dict.fromkeys(names[:10])) + (" …" if len(names) > 10 else "")
