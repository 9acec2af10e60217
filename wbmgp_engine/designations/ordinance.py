"""An ordinance held against the statute of a date: each demand, each ground, the order of priority, and the whole.

The engine says which provision a demand rests on or that it found none; whether the ordinance is lawful is for people
and courts to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_engine.designations.checklist import Checklist, Found, checklist
from wbmgp_engine.designations.names import municipality_name
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.ordinance import Demand, OrdinanceText
from wbmgp_engine.facts.situation import Designation
from wbmgp_engine.facts.wording import one_line
from wbmgp_engine.law.completeness import Complete
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import Register, load_register
from wbmgp_engine.logic.values import Unknown, Value
from wbmgp_engine.version import NAME, VERSION

VERDICTS: Final = ("strijdig", "ontbreekt", "open", "let_op", "in_orde")


@dataclass(frozen=True, slots=True)
class OrdinanceCheck:
    """What was found in an ordinance under the law of `on`, the gravest first; `municipality_name` is its code where nobody knows it."""

    name: str
    municipality: str
    on: date
    findings: tuple[Found, ...]
    rule_book: str
    municipality_name: str

    @property
    def counts(self) -> dict[str, int]:
        """How many findings each verdict has."""
        found = Counter(item.verdict for item in self.findings)
        return {verdict: found[verdict] for verdict in VERDICTS}

    def to_json(self) -> dict[str, Any]:
        """The answer as one JSON document."""
        return {
            "verordening": {"naam": self.name, "gemeente": self.municipality},
            "aantallen": self.counts,
            "bevindingen": [item.to_json() for item in self.findings],
            "recht": {"datum": self.on.isoformat(), "regelboek": self.rule_book},
            "motor": {"naam": NAME, "versie": VERSION},
        }


def check_ordinance(
    ordinance: OrdinanceText, *, lawbook: Lawbook, on: date | None = None, register: Register | None = None
) -> OrdinanceCheck:
    """Hold an ordinance against the law of a date (default: its first day, else the day of its adoption).

    `register` is what is known of the designations (default: what the rule book knows of the municipality). Raises
    BadInput when no date is known, LawLookupError where no law is in force.
    """
    day = on or ordinance.start or ordinance.adopted
    if day is None:
        problem = "the ordinance has no van and no vastgesteld"
        raise BadInput.one("--on", problem, "give --on YYYY-MM-DD, or add one of the two")
    name = ordinance.name or ordinance.id or ""
    found = ordered(_findings(ordinance, lawbook, day, register))
    called = municipality_name(lawbook, ordinance.municipality)
    return OrdinanceCheck(name, ordinance.municipality, day, found, lawbook.hash, called)


def ordered(findings: Iterable[Found]) -> tuple[Found, ...]:
    """The findings, the gravest first, each verdict in the order of the ordinance."""
    return tuple(sorted(findings, key=lambda item: VERDICTS.index(item.verdict)))


def _findings(ordinance: OrdinanceText, lawbook: Lawbook, on: date, register: Register | None) -> Iterator[Found]:
    questions = checklist(lawbook, on)
    designated = _designated(ordinance, register or load_register(lawbook, ordinance.municipality), on)
    for place, demand in _demands(ordinance):
        yield from _demanded(questions, demand, place, designated)
    for ground in ordinance.applied:
        place = f"gronden.{ordinance.grounds.index(ground)}" if ground in ordinance.grounds else ground
        facts = {**designated, **_of_ground(ordinance, ground)}
        yield from questions.look("grond", facts, place)
    for index, above in enumerate(ordinance.priority_above):
        yield from questions.look("voorrang", {"voorrang_boven": above}, f"voorrangBoven.{index}", waarde=above)
    yield from questions.look("verordening", {**designated, **_whole(ordinance)}, "verordening")


def _demands(ordinance: OrdinanceText) -> Iterator[tuple[str, Demand]]:
    """The demands, and the traits and behaviours that the ordinance lists by themselves."""
    yield from ((f"eisen.{index}", item) for index, item in enumerate(ordinance.demands))
    for index, trait in enumerate(ordinance.priority_traits):
        yield f"voorrangskenmerken.{index}", Demand(grond="artikel_9", soort="kenmerk", waarde=trait)
    for index, letter in enumerate(ordinance.behaviours):
        yield f"gedragingen.{index}", Demand(grond="artikel_10", soort="gedraging", waarde=letter)


def _demanded(questions: Checklist, demand: Demand, place: str, designated: Mapping[str, Value]) -> Iterator[Found]:
    facts: dict[str, Value] = {
        **designated,
        "gevraagde_grond": _or_unknown(demand.ground, f"{place}.grond"),
        "eis_soort": demand.kind,
        "eis_jaren": _or_unknown(demand.years, f"{place}.jaren"),
        "eis_gebied": _or_unknown(demand.area, f"{place}.gebied"),
    }
    years = {} if demand.years is None else {"jaren": str(demand.years)}
    if not demand.named:
        unknown = Unknown((f"{place}.waarde",))
        yield from questions.look("eis", {**facts, "eis_waarde": unknown}, place, demand.article, **years)
    for index, value in enumerate(demand.named):
        here = f"{place}.waarde.{index}" if isinstance(demand.values, list) else place
        said = {**years, "waarde": one_line(value)}
        yield from questions.look("eis", {**facts, "eis_waarde": value}, here, demand.article, **said)


def _designated(ordinance: OrdinanceText, register: Register | None, on: date) -> dict[str, Value]:
    """The designations that the file gives, which count as all, else those of the register."""
    if ordinance.said("designations"):
        rows = [_row(item) for item in ordinance.designations]
        return {"aanwijzingen": _continued(rows), **Complete(True, True).facts(), "regeling_buiten_register": False}
    complete = register is not None and register.complete_on(on)
    known = register.possible_on(on) if register is not None else ()
    path = "aanwijzingen"
    rows = [_place(item.gebied, item.grond, item.instrument, item.van, _or_unknown(item.tot, path)) for item in known]
    return {
        "aanwijzingen": _continued(rows),
        **Complete(complete, complete).facts(),
        "regeling_buiten_register": False if complete else Unknown((path,)),
    }


def _row(item: Designation) -> dict[str, Value]:
    no_end = item.end is None and "end" in item.model_fields_set
    end = None if no_end else _or_unknown(item.end, "aanwijzingen.tot")
    return _place(item.area, item.ground, item.instrument, item.start, end)


def _place(area: str, ground: str, instrument: str | None, start: date | None, end: Value) -> dict[str, Value]:
    return {
        "gebied": area, "grond": ground, "instrument": _or_unknown(instrument, "aanwijzingen.instrument"),
        "van": _or_unknown(start, "aanwijzingen.van"), "tot": end, "in_gebied": True,
    }  # fmt: skip


def _continued(rows: list[dict[str, Value]]) -> list[Value]:
    """The rows, each with whether another term of the same unit and ground joins it and reaches further."""
    return [{**row, "wordt_vervolgd": any(_joins(row, other) for other in rows)} for row in rows]


def _joins(row: Mapping[str, Value], later: Mapping[str, Value]) -> bool:
    end, start, last = row["tot"], later["van"], later["tot"]
    same = all(row[name] == later[name] for name in ("gebied", "grond"))
    if not same or not isinstance(end, date) or not isinstance(start, date):
        return False
    return start <= end and (last is None or (isinstance(last, date) and last > end))


def _of_ground(ordinance: OrdinanceText, ground: str) -> dict[str, Value]:
    """What the ordinance says at a ground; which of it that ground needs, the rules say."""
    demands = [item for item in ordinance.demands if item.ground == ground]
    residence = any(item.kind == "verblijfsduur" for item in demands)
    clause = None if ordinance.hardship is None else ordinance.hardship.article_8
    no_clause = ordinance.hardship is None and ordinance.said("hardship")
    named = any(ground in item.grounds for item in ordinance.categories)
    known = named or ordinance.said("categories")
    behaviours = len(ordinance.behaviours) + sum(item.kind == "gedraging" for item in ordinance.demands)
    return {
        "gevraagde_grond": ground,
        "categorie_genoemd": named if known else Unknown(("categorieen",)),
        "hardheidsclausule_geregeld": False if no_clause else _or_unknown(clause, "hardheidsclausule.artikel_8"),
        "hardheidsclausule_zonder_artikel": bool(ordinance.hardship and ordinance.hardship.unnamed),
        "inkomenstoets_gekozen": ordinance.income_test is not None,
        "verblijfstoets_gekozen": ordinance.residence_test is not None,
        "verblijfsduur_genoemd": residence if ordinance.said("demands") else Unknown(("eisen",)),
        "genoemde_inkomens": _incomes(demands),
        "verordening_laatste_dag": _last_day(ordinance),
        "aantal_voorrangskenmerken": _counted(
            ordinance, "priority_traits", len(ordinance.priority_traits) + len(demands)
        ),
        "voorrang_boven_gekozen": ordinance.said("priority_above"),
        "aantal_gedragingen": _counted(ordinance, "behaviours", behaviours),
        "latere_inwoning_gekozen": ordinance.said("later_move_in"),
    }


def _incomes(demands: Iterable[Demand]) -> Value:
    """The incomes that the demands name; unknown where one of them does not say which it means."""
    named = [item.named for item in demands if item.kind == "inkomensbron"]
    return [name for names in named for name in names] if all(named) else Unknown(("eisen.waarde",))


def _last_day(ordinance: OrdinanceText) -> Value:
    # Null is an answer: the ordinance has no end.
    no_end = ordinance.end is None and ordinance.said("end")
    return None if no_end else _or_unknown(ordinance.end, "tot")


def _whole(ordinance: OrdinanceText) -> dict[str, Value]:
    start = _or_unknown(ordinance.start, "van")
    return {
        "verordening_van": start, "verordening_eerste_dag": start,
        "verordening_laatste_dag": _last_day(ordinance),
        "aantal_overleggen": _counted(ordinance, "consultations", len(ordinance.consultations)),
        "aantal_afstemmingen": _counted(ordinance, "coordination", len(ordinance.coordination)),
        "latere_inwoning_getoetst": bool(ordinance.later_move_in),
        "boetecategorie": 0 if ordinance.fine is None else ordinance.fine.category,
        "toegepaste_gronden": list(ordinance.applied),
    }  # fmt: skip


def _counted(ordinance: OrdinanceText, name: str, count: int) -> Value:
    """How many there are; unknown while the ordinance says nothing about them."""
    return count if count or ordinance.said(name) else Unknown((name,))


def _or_unknown(value: Any, path: str) -> Any:
    return Unknown((path,)) if value is None else value
