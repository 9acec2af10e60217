"""What changes between the law of two dates: articles, facts, outputs, and for whom the outcome becomes another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import permutations
from typing import Any, Final, Literal, NamedTuple

from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.proving import relations
from wbmgp_engine.permits.proving.dossier import ON
from wbmgp_engine.permits.proving.properties import ADVICE
from wbmgp_engine.permits.proving.reading import Reading, Version
from wbmgp_engine.permits.proving.world import ASKED, GRANTS, REFUSAL, Witness, World

Treated = Literal["beter", "slechter", "meer_gevraagd", "anders_gevraagd", "gelijk_behandeld"]
Kind = Literal["nieuw", "vervallen", "gewijzigd"]
_FROM_GOOD_TO_BAD: Final = (GRANTS[:2], GRANTS[2:], ASKED, (REFUSAL,))
_RANK: Final = {name: rank for rank, names in enumerate(_FROM_GOOD_TO_BAD) for name in names}


class Change(NamedTuple):
    """A name that is there on one date only, or means something else on the other."""

    name: str
    kind: Kind


class Difference(NamedTuple):
    """One application that two dates answer otherwise: its advice then and later."""

    treated: Treated
    then: Witness
    later: Witness

    def to_json(self) -> dict[str, Any]:
        """The pair of advices with the application."""
        return {
            "behandeld": self.treated, "aanvraag": self.then.application,
            "eerst": {"beslisdatum": self.then.on, "advies": self.then.advice},
            "later": {"beslisdatum": self.later.on, "advies": self.later.advice},
        }  # fmt: skip


def changed_articles(lawbook: Lawbook, first: date, later: date) -> tuple[Change, ...]:
    """Articles of the regulations in force on either date, as `law:number`."""
    return _changes(*(dict(_articles(lawbook, day)) for day in (first, later)))


def _articles(lawbook: Lawbook, on: date) -> Iterator[tuple[str, Any]]:
    for law_id in lawbook.laws:
        with suppress(LawLookupError):
            found = lawbook.regulation(law_id, on).articles
            yield from ((f"{law_id}:{one.number}", one.model_dump(mode="json", exclude={"url"})) for one in found)


def changed_facts(before: Reading, after: Reading) -> tuple[Change, ...]:
    """Facts that the permit question can ask for, by their name in the rules."""
    return _changes(*(dict(_facts(reading.question.compiled.inputs)) for reading in (before, after)))


def _facts(inputs: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Each fact and each column of a list, with its type and whether it can be empty."""
    for name, declared in inputs.items():
        yield f"{above}{name}", (declared.type, declared.nullable)
        yield from _facts(declared.columns or {}, f"{above}{name}.")


def changed_outputs(before: Reading, after: Reading) -> tuple[Change, ...]:
    """Outputs of the permit question, each with what the rules declare of it."""
    return _changes(*({one.name: one.extensions for one in reading.question.outputs} for reading in (before, after)))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    names = dict.fromkeys([*before, *after])
    found = (Change(name, _kind(name, before, after)) for name in names if _other(name, before, after))
    return tuple(found)


def _other(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return (name in before, before.get(name)) != (name in after, after.get(name))


def _kind(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Kind:
    return "gewijzigd" if name in before and name in after else "nieuw" if name in after else "vervallen"


# Outcomes ----------------------------------------------------------------------------------------------------------------


def differences(before: Reading, after: Reading, first: date, later: date) -> Iterator[Difference]:
    """One application for every pair of advices that the law of the two dates gives; the application is the same.

    No designation or ordinance begins or ends between the dates: what differs comes from the law. Raises Undecided.
    """
    for then, now in permutations(ADVICE, 2):
        found = _difference(before, after, (first, later), (then, now))
        if found is not None:
            yield found


def _difference(before: Reading, after: Reading, days: tuple[date, date], advice: tuple[str, str]) -> Difference | None:
    old = World(before, [Version(days[0], days[0])])
    case = old.case()
    new = World(after, [Version(days[1], days[1])], texts=old.texts)
    other = new.case(like=case, varied=[ON])
    new.suppose(*relations.undisturbed(case, other, new.bounds), new.advice(other, advice[1]), *old.supposed)
    new.suppose(old.advice(case, advice[0]))
    model = new.search()
    if model is None:
        return None
    then, now = old.witness(case, model, 1), new.witness(other, model, 1)
    return Difference(_treated(*advice), then, now)


def _treated(then: str, now: str) -> Treated:
    if _RANK[then] == _RANK[now]:
        return "anders_gevraagd" if then in ASKED else "gelijk_behandeld"
    if now in ASKED and then in GRANTS:
        return "meer_gevraagd"
    return "beter" if _RANK[now] < _RANK[then] else "slechter"
