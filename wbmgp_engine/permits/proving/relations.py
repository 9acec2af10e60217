"""How two applications can differ in a proof, and when one of them leaves nothing to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import z3

from wbmgp_engine.permits.proving.case import Case
from wbmgp_engine.permits.proving.dossier import ON
from wbmgp_engine.permits.proving.fields import OPEN, Bounds

_ORDINANCE: Final = "situatie.verordening"
_APPLIED: Final = "aanvraagdatum"


def persons(bounds: Bounds) -> tuple[str, ...]:
    """The names of the persons."""
    return tuple(f"huishouden.{place}" for place in range(bounds.persons))


def about_income(case: Case) -> tuple[str, ...]:
    """Every field about income, judgements included."""
    return tuple(name for name in case.names if ".inkomen." in name)


def about_residence(case: Case) -> tuple[str, ...]:
    """Every field about since when somebody has lived in the region."""
    return tuple(name for name in case.names if "ngezetene" in name)


def about_birth(case: Case) -> tuple[str, ...]:
    """Every field about a date of birth."""
    return tuple(name for name in case.names if "geboortedatum" in name)


# Residence -------------------------------------------------------------------------------------------------------------


def _bound(case: Case, name: str, edge: str) -> tuple[z3.BoolRef, z3.ArithRef]:
    """Whether there is a first or last day on which residence can have begun, and which."""
    since = f"{name}.ingezeteneVanaf"
    exact = case.known(since)
    return z3.Or(exact, case.known(f"{since}{edge}")), z3.If(exact, case.number(since), case.number(f"{since}{edge}"))


def resides_longer(case: Case, longer: Case, name: str) -> Iterator[z3.BoolRef]:
    """That a person has lived in the region at least as long in the one as in the other, as far as is known."""
    nowhere = f"{name}.geenIngezetene"
    told = [z3.Or(one.yes(nowhere), _bound(one, name, "Vroegst")[0]) for one in (case, longer)]
    yield told[0] == told[1]
    for edge in ("Vroegst", "Laatst"):
        (has, day), (still, earlier) = _bound(case, name, edge), _bound(longer, name, edge)
        yield z3.Implies(has, z3.And(still, earlier <= day))


# What is not known -------------------------------------------------------------------------------------------------------


def completes(case: Case, fuller: Case, bounds: Bounds) -> Iterator[z3.BoolRef]:
    """That the one says all the other says, and maybe more: only what was unknown may be filled in."""
    for name in _answerable(bounds):
        yield z3.Implies(case.known(name), fuller.same(case, [name]))
    for name in persons(bounds):
        yield from _narrows(case, fuller, f"{name}.geboortedatum")
        yield from _settles(case, fuller, name)
        yield from _tells_income(case, fuller, name, bounds)
    told = _given(case, "huishouden.0.kenmerken", bounds.traits)
    traits = ["huishouden.0.kenmerken.geen", *(f"huishouden.0.kenmerken.{place}" for place in range(bounds.traits))]
    yield z3.Implies(told, fuller.same(case, traits))
    yield from _fills_ordinance(case, fuller)


def _answerable(bounds: Bounds) -> tuple[str, ...]:
    """Fields whose absence means that nobody has told."""
    designation = (f"situatie.aanwijzingen.{place}" for place in range(len(bounds.designations)))
    return (
        "woonruimte.gebied", "woonruimte.verhuurder", "woonruimte.soort", "woonruimte.huurprijs", "uitzondering15",
        "huishouden.0.rechtmatigVerblijf", "voorrang.kandidatenMetVoorrang", "onderzoek.woonverklaring",
        *(f"{name}.vog" for name in persons(bounds)), *(f"open.{name}" for name in OPEN),
        *(f"{name}.{part}" for name in designation for part in ("instrument", "van", "tot")),
        *(f"{_ORDINANCE}.{part}" for part in ("van", "inkomenstoets", "verblijfstoets", "latereInwoning")),
    )  # fmt: skip


def _ordinance_lists(case: Case) -> dict[str, list[str]]:
    parts = ("categorieen", "voorrangskenmerken", "gedragingen")
    return {part: [name for name in case.names if name.startswith(f"{_ORDINANCE}.{part}.")] for part in parts}


def free_to_fill_in(case: Case, bounds: Bounds) -> frozenset[str]:
    """The fields that can differ where one application says more than another."""
    listed = [name for names in _ordinance_lists(case).values() for name in names]
    return frozenset([
        *_answerable(bounds), *about_income(case), *about_residence(case), *about_birth(case), *listed,
        *(name for name in case.names if ".kenmerken." in name), f"{_ORDINANCE}.latereInwoning.geen",
    ])  # fmt: skip


def _given(case: Case, name: str, length: int, part: str = "") -> z3.BoolRef:
    return z3.Or(case.yes(f"{name}.geen"), *(case.known(f"{name}.{place}{part}") for place in range(length)))


def _fills_ordinance(case: Case, fuller: Case) -> Iterator[z3.BoolRef]:
    """A choice of the ordinance that was not told may be told; where there is no ordinance there is nothing to tell."""
    there = case.yes(f"{_ORDINANCE}.gegeven")
    for part, names in _ordinance_lists(case).items():
        told = z3.Or(z3.Not(there), case.yes(f"{_ORDINANCE}.{part}.gegeven"))
        yield z3.Implies(told, fuller.same(case, names))
    chosen = [f"{_ORDINANCE}.{part}" for part in ("latereInwoning", "latereInwoning.geen")]
    told = z3.Or(z3.Not(there), case.known(chosen[0]), case.yes(chosen[1]))
    yield z3.Implies(told, fuller.same(case, chosen))


def _narrows(case: Case, fuller: Case, name: str) -> Iterator[z3.BoolRef]:
    """A date of birth told more exactly."""
    edges = [name, f"{name}Vroegst", f"{name}Laatst"]
    yield z3.Implies(case.known(name), fuller.same(case, edges))
    first, last = z3.If(fuller.known(name), fuller.number(name), fuller.number(edges[1])), z3.If(fuller.known(name), fuller.number(name), fuller.number(edges[2]))  # fmt: skip
    told = z3.Or(fuller.known(name), fuller.known(edges[1]))
    within = z3.And(told, case.number(edges[1]) <= first, last <= case.number(edges[2]))
    yield z3.Implies(case.known(edges[1]), within)


def _settles(case: Case, fuller: Case, name: str) -> Iterator[z3.BoolRef]:
    """Residence told more exactly: inside the bounds there were, and none only where that was possible."""
    since, nowhere, perhaps = (
        f"{name}.{part}" for part in ("ingezeteneVanaf", "geenIngezetene", "misschienGeenIngezetene")
    )
    edges = [since, f"{since}Vroegst", f"{since}Laatst", nowhere, perhaps]
    yield z3.Implies(z3.Or(case.known(since), case.yes(nowhere)), fuller.same(case, edges))
    (_, first), (ends, last) = _bound(fuller, name, "Vroegst"), _bound(fuller, name, "Laatst")
    begins = _bound(fuller, name, "Vroegst")[0]
    bounded, until = case.known(f"{since}Vroegst"), case.known(f"{since}Laatst")
    inside = z3.And(begins, case.number(f"{since}Vroegst") <= first)
    yield z3.Implies(bounded, z3.Or(inside, z3.And(case.yes(perhaps), fuller.yes(nowhere))))
    yield z3.Implies(until, z3.And(ends, last <= case.number(f"{since}Laatst")))


def _tells_income(case: Case, fuller: Case, name: str, bounds: Bounds) -> Iterator[z3.BoolRef]:
    """Income told where nothing was; a judgement that lacks its reasons or its name may be made complete."""
    told = _given(case, f"{name}.inkomen", bounds.incomes, ".soort")
    kinds = [f"{name}.inkomen.geen", *(f"{name}.inkomen.{place}.soort" for place in range(bounds.incomes))]
    yield z3.Implies(told, fuller.same(case, kinds))
    for place in range(bounds.incomes):
        income = f"{name}.inkomen.{place}"
        parts = [f"{income}.{part}" for part in ("oordeel", "gemotiveerd", "ondertekend")]
        yield z3.Implies(judged(case, income), fuller.same(case, parts))


def judged(case: Case, name: str) -> z3.BoolRef:
    """That there is a judgement with reasons and a name."""
    return z3.And(case.known(f"{name}.oordeel"), case.yes(f"{name}.gemotiveerd"), case.yes(f"{name}.ondertekend"))


def complete(case: Case, bounds: Bounds) -> Iterator[z3.BoolRef]:
    """That every fact is told and every judgement on income given: there is nothing left to ask."""
    there = case.yes(f"{_ORDINANCE}.gegeven")
    for name in _answerable(bounds):
        yield from _told(case, name, there)
    for name in persons(bounds):
        present = case.known(f"{name}.rol")
        resident = z3.Or(case.known(f"{name}.ingezeteneVanaf"), case.yes(f"{name}.geenIngezetene"))
        income = _given(case, f"{name}.inkomen", bounds.incomes, ".soort")
        yield z3.Implies(
            present, z3.And(case.known(f"{name}.geboortedatum"), resident, income, case.known(f"{name}.vog"))
        )
        for place in range(bounds.incomes):
            one = f"{name}.inkomen.{place}"
            yield z3.Implies(case.known(f"{one}.soort"), judged(case, one))
    yield _given(case, "huishouden.0.kenmerken", bounds.traits)
    yield from (z3.Implies(there, case.yes(f"{_ORDINANCE}.{part}.gegeven")) for part in _ordinance_lists(case))


def _told(case: Case, name: str, there: z3.BoolRef) -> Iterator[z3.BoolRef]:
    if name.startswith(_ORDINANCE):
        none = case.yes(f"{name}.geen") if name.endswith("latereInwoning") else z3.BoolVal(False)
        yield z3.Implies(there, z3.Or(case.known(name), none))
    elif name.endswith(".tot"):
        yield z3.Or(case.known(name), case.yes(name.replace(".tot", ".zonderEinde")))
    elif not name.endswith(".vog"):
        yield case.known(name)


# Time ----------------------------------------------------------------------------------------------------------------


def waits(case: Case, later: Case, bounds: Bounds) -> Iterator[z3.BoolRef]:
    """That the one is applied for and decided later, while no designation or ordinance begins or ends in between."""
    yield from (case.number(day) <= later.number(day) for day in (ON, _APPLIED))
    yield from in_step(case, later)
    yield from undisturbed(case, later, bounds)
    for name in persons(bounds):
        last = f"{name}.geboortedatumLaatst"
        yield case.known(last) == later.known(last)
        yield case.number(last) <= later.number(last)


def undisturbed(case: Case, later: Case, bounds: Bounds) -> Iterator[z3.BoolRef]:
    """That no designation and no ordinance begins or ends between the two days of decision."""
    names = [_ORDINANCE, *(f"situatie.aanwijzingen.{place}" for place in range(len(bounds.designations)))]
    for day in (f"{name}.{edge}" for name in names for edge in ("van", "tot")):
        between = z3.And(case.number(ON) < case.number(day), case.number(day) <= later.number(ON))
        yield z3.Implies(case.known(day), z3.Not(between))


def in_step(case: Case, later: Case) -> Iterator[z3.BoolRef]:
    """What follows from the calendar, said once so that a solver need not find it: ends of spans keep their order."""
    apart = z3.Or(case.number(_APPLIED) == later.number(_APPLIED), case.as_end(_APPLIED) <= later.number(_APPLIED))
    yield z3.Implies(case.number(_APPLIED) <= later.number(_APPLIED), apart)
    for one in (case, later):
        yield one.as_end(_APPLIED) - one.number(_APPLIED) >= 0
        yield one.as_end(_APPLIED) - one.number(_APPLIED) <= 1
