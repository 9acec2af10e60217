"""Which fields can stand beside each other in one application: what the contract refuses is no case in a proof."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import z3

from wbmgp_engine.logic.proofs.days import month_or_year
from wbmgp_engine.permits.proving.case import Case
from wbmgp_engine.permits.proving.fields import TRAITS, Bounds


def consistent(case: Case, bounds: Bounds) -> z3.BoolRef:
    """That an application can be written down as the contract has it."""
    parts = [_hardships(case, bounds), _situation(case, bounds), _listed(case, "huishouden.0.kenmerken", bounds.traits)]
    return z3.And(*(condition for part in parts for condition in part), *_persons(case, bounds))


def _persons(case: Case, bounds: Bounds) -> Iterator[z3.BoolRef]:
    for place in range(bounds.persons):
        name = f"huishouden.{place}"
        yield z3.Implies(z3.Not(case.known(f"{name}.rol")), z3.Not(case.known(f"{name}.vog")))
        yield from _born(case, f"{name}.geboortedatum")
        yield from _resident(case, name)
        yield from _listed(case, f"{name}.inkomen", bounds.incomes, ".soort")
        for income in range(bounds.incomes):
            yield from _judged(case, f"{name}.inkomen.{income}", case.known(f"{name}.inkomen.{income}.soort"))


def _judged(case: Case, name: str, there: z3.BoolRef) -> Iterator[z3.BoolRef]:
    """What is not there has no judgement, no reasons and no name under it."""
    said = (case.known(f"{name}.oordeel"), case.yes(f"{name}.gemotiveerd"), case.yes(f"{name}.ondertekend"))
    yield z3.Implies(z3.Not(there), z3.Not(z3.Or(*said)))


def _listed(case: Case, name: str, length: int, part: str = "") -> Iterator[z3.BoolRef]:
    """A list is filled from its first place on; where there is none, nothing is in it."""
    there = [case.known(f"{name}.{place}{part}") for place in range(length)]
    yield from (z3.Implies(later, earlier) for earlier, later in pairwise(there))
    yield z3.Implies(case.yes(f"{name}.geen"), z3.Not(z3.Or(*there)))


def _edges(case: Case, name: str) -> Iterator[z3.BoolRef]:
    """A day, or a first and a last day on which it can have been."""
    first, last = f"{name}Vroegst", f"{name}Laatst"
    yield z3.Implies(case.known(name), z3.Not(z3.Or(case.known(first), case.known(last))))
    yield z3.Implies(case.known(last), z3.And(case.known(first), case.number(first) < case.number(last)))
    applied = case.number("aanvraagdatum")
    yield from (z3.Implies(case.known(day), case.number(day) <= applied) for day in (name, first, last))


def _born(case: Case, name: str) -> Iterator[z3.BoolRef]:
    """What is known of a birth is a day, a month or a year, and nobody is born after the application."""
    yield from _edges(case, name)
    first, last, applied = (case.number(day) for day in (f"{name}Vroegst", f"{name}Laatst", "aanvraagdatum"))
    begins, end = month_or_year(f"{name}.geheel", first)
    yield case.known(f"{name}Vroegst") == case.known(f"{name}Laatst")
    yield z3.Implies(case.known(f"{name}Vroegst"), z3.And(begins, last == z3.If(end <= applied, end, applied)))


def _resident(case: Case, name: str) -> Iterator[z3.BoolRef]:
    """Resident since a day, between two days, perhaps not at all, or surely not; and nowhere before birth."""
    since = f"{name}.ingezeteneVanaf"
    yield from _edges(case, since)
    nowhere, perhaps = case.yes(f"{name}.geenIngezetene"), case.yes(f"{name}.misschienGeenIngezetene")
    somewhere = z3.Or(case.known(since), case.known(f"{since}Vroegst"))
    yield z3.Implies(nowhere, z3.Not(z3.Or(perhaps, somewhere)))
    yield z3.Implies(perhaps, z3.Not(case.known(since)))
    bounded = case.known(f"{since}Vroegst")
    yield bounded == z3.Or(perhaps, case.known(f"{since}Laatst"))
    yield z3.Not(z3.And(perhaps, case.known(f"{since}Laatst")))
    for born in ("geboortedatum", "geboortedatumVroegst"):
        for day in (since, f"{since}Vroegst"):
            both = z3.And(case.known(f"{name}.{born}"), case.known(day))
            yield z3.Implies(both, case.number(f"{name}.{born}") <= case.number(day))


def _hardships(case: Case, bounds: Bounds) -> Iterator[z3.BoolRef]:
    """Two judgements each name their ground, and do not contradict each other."""
    names = [f"hardheid.{place}" for place in range(bounds.hardships)]
    for name in names:
        there = case.yes(f"{name}.gegeven")
        yield from _judged(case, name, there)
        others = (case.known(f"{name}.grond"), case.known(f"{name}.beroep"), case.yes(f"{name}.omstandigheden"))
        yield z3.Implies(z3.Not(there), z3.Not(z3.Or(*others)))
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            judged = z3.And(case.known(f"{one}.oordeel"), case.known(f"{other}.oordeel"))
            grounds = z3.And(case.known(f"{one}.grond"), case.known(f"{other}.grond"))
            apart = z3.Or(
                case.number(f"{one}.grond") != case.number(f"{other}.grond"),
                case.number(f"{one}.oordeel") == case.number(f"{other}.oordeel"),
            )
            yield z3.Implies(judged, z3.And(grounds, apart))


def _situation(case: Case, bounds: Bounds) -> Iterator[z3.BoolRef]:
    for place in range(len(bounds.designations)):
        name = f"situatie.aanwijzingen.{place}"
        yield from _span(case, name)
        yield z3.Implies(case.yes(f"{name}.zonderEinde"), z3.Not(case.known(f"{name}.tot")))
    name = "situatie.verordening"
    yield from _span(case, name)
    yield z3.Implies(case.yes(f"{name}.latereInwoning.geen"), z3.Not(case.known(f"{name}.latereInwoning")))
    own = [one for one in case.names if one.startswith(f"{name}.") and one != f"{name}.gegeven"]
    filled = [case.filled(one) for one in own]
    yield z3.Implies(z3.Not(case.yes(f"{name}.gegeven")), z3.Not(z3.Or(*filled)))
    for place in range(bounds.categories):
        below = [
            one
            for one in own
            if one.startswith(f"{name}.categorieen.{place}.") and not one.endswith(f"{place}.gegeven")
        ]
        there = z3.And(case.yes(f"{name}.categorieen.gegeven"), case.yes(f"{name}.categorieen.{place}.gegeven"))
        yield z3.Implies(z3.Not(there), z3.Not(z3.Or(*map(case.filled, below))))
    for part, options in (("voorrangskenmerken", TRAITS), ("gedragingen", ("a",))):
        ticked = z3.Or(*(case.yes(f"{name}.{part}.{option}") for option in options))
        yield z3.Implies(ticked, case.yes(f"{name}.{part}.gegeven"))


def _span(case: Case, name: str) -> Iterator[z3.BoolRef]:
    """No term runs backwards."""
    both = z3.And(case.known(f"{name}.van"), case.known(f"{name}.tot"))
    yield z3.Implies(both, case.number(f"{name}.van") <= case.number(f"{name}.tot"))
