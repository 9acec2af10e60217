"""The rules of the bench as variables of OpenFisca-core: one variable a rule, over columns of any length."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.peers.applications import APPLIED, DECLARATIONS, INCOMES, JUDGEMENTS
from bench.peers.by_hand import COUNTS

PERIOD = APPLIED.isoformat()
Person = build_entity("person", "persons", "A member of a household", is_person=True)
Household = build_entity(
    "household", "households", "Who applies", roles=[{"key": "member", "plural": "members", "label": "member"}]
)


def _enum(name: str, values: tuple[str, ...]) -> type[Enum]:
    return Enum(name, {value or "none": value for value in values})  # type: ignore[return-value, arg-type]


Income = _enum("Income", (*INCOMES, "geen"))
Judgement = _enum("Judgement", (*JUDGEMENTS, ""))
Priority = _enum("Priority", ("verlenen", "aan_ander", ""))
Declaration = _enum("Declaration", DECLARATIONS)
Advice = _enum("Advice", ("verlenen", "verlenen_met_voorschriften", "beoordelen", "weigeren"))
Verdict = _enum("Verdict", ("voldaan", "niet_voldaan", "onbekend"))
INPUTS: Mapping[str, tuple[Any, type[Enum] | type]] = {
    "woont_sinds": (Household, date), "rechtmatig": (Household, bool), "kenmerk": (Household, bool),
    "voorrang_ander": (Household, bool), "gehoord": (Household, bool), "hardheid_8": (Household, Judgement),
    "hardheid_10": (Household, Judgement), "oordeel_voorrang": (Household, Priority),
    "woonverklaring": (Household, Declaration), "geboren": (Person, date), "inkomen": (Person, Income),
}  # fmt: skip


def _years(since: Any) -> Any:
    """Complete years until the day of application, by the calendar."""
    months = since.astype("datetime64[M]")
    year, month = months.astype("datetime64[Y]").astype(int) + 1970, months.astype(int) % 12 + 1
    day = (since - months).astype(int) + 1
    before = (month > APPLIED.month) | ((month == APPLIED.month) & (day > APPLIED.day))
    return APPLIED.year - year - before


def _resident(household: Any, period: Any) -> Any:
    return _years(household("woont_sinds", period)) >= 6


def _earns(person: Any, period: Any) -> Any:
    income = person("inkomen", period)
    counted = np.isin(income, [index for index, kind in enumerate(Income) if kind.value in COUNTS])
    return counted & (_years(person("geboren", period)) >= 18)


def _met_8(household: Any, period: Any) -> Any:
    return household("resident", period) | household.any(household.members("earns", period))


def _accepted_8(household: Any, period: Any) -> Any:
    return ~household("met_8", period) & (household("hardheid_8", period) == Judgement.onbillijk)


def _competed(household: Any, period: Any) -> Any:
    return household("voorrang_ander", period) & ~household("kenmerk", period)


def _ordinary(household: Any, period: Any) -> Any:
    priority = ~household("competed", period) | (household("oordeel_voorrang", period) == Priority.verlenen)
    met = household("met_8", period) | household("accepted_8", period)
    return household("rechtmatig", period) & met & priority


def _refused_10(household: Any, period: Any) -> Any:
    return household("ordinary", period) & (household("woonverklaring", period) == Declaration.weigeren)


def _accepted_10(household: Any, period: Any) -> Any:
    return household("refused_10", period) & (household("hardheid_10", period) == Judgement.onbillijk)


def _gate_hardship(household: Any, period: Any) -> Any:
    at_8 = ~household("met_8", period) & (household("hardheid_8", period) == Judgement.none)
    at_10 = household("refused_10", period) & (household("hardheid_10", period) == Judgement.none)
    return household("rechtmatig", period) & (at_8 | at_10)


def _gate_hearing(household: Any, period: Any) -> Any:
    declared = household("woonverklaring", period) != Declaration.verlenen
    return household("ordinary", period) & declared & ~household("accepted_10", period) & ~household("gehoord", period)


def _gate_priority(household: Any, period: Any) -> Any:
    open_still = household("oordeel_voorrang", period) == Priority.none
    return household("rechtmatig", period) & household("competed", period) & open_still


def _refused(household: Any, period: Any) -> Any:
    return ~household("ordinary", period) | (household("refused_10", period) & ~household("accepted_10", period))


def _article_8(household: Any, period: Any) -> Any:
    return np.where(household("met_8", period), Verdict.voldaan.index, Verdict.niet_voldaan.index)


def _article_9(household: Any, period: Any) -> Any:
    return np.where(household("competed", period), Verdict.niet_voldaan.index, Verdict.voldaan.index)


def _article_10(household: Any, period: Any) -> Any:
    met = np.where(household("refused_10", period), Verdict.niet_voldaan.index, Verdict.voldaan.index)
    return np.where(household("ordinary", period), met, Verdict.onbekend.index)


def _advice(household: Any, period: Any) -> Any:
    gates = ("gate_hardship", "gate_hearing", "gate_priority")
    gate = household(gates[0], period) | household(gates[1], period) | household(gates[2], period)
    conditions = household("woonverklaring", period) == Declaration.verlenen_met_voorschriften
    refused = np.where(gate, Advice.beoordelen.index, Advice.weigeren.index)
    conditional = np.where(gate, Advice.beoordelen.index, Advice.verlenen_met_voorschriften.index)
    granted = np.where(conditions, conditional, Advice.verlenen.index)
    return np.where(household("refused", period), refused, granted)


RULES: Mapping[str, tuple[Any, type[Enum] | type, Any]] = {
    "resident": (Household, bool, _resident), "earns": (Person, bool, _earns), "met_8": (Household, bool, _met_8),
    "accepted_8": (Household, bool, _accepted_8), "competed": (Household, bool, _competed),
    "ordinary": (Household, bool, _ordinary), "refused_10": (Household, bool, _refused_10),
    "accepted_10": (Household, bool, _accepted_10), "gate_hardship": (Household, bool, _gate_hardship),
    "gate_hearing": (Household, bool, _gate_hearing), "gate_priority": (Household, bool, _gate_priority),
    "refused": (Household, bool, _refused), "article_8": (Household, Verdict, _article_8),
    "article_9": (Household, Verdict, _article_9), "article_10": (Household, Verdict, _article_10),
    "advice": (Household, Advice, _advice),
}  # fmt: skip
ASKED = ("advice", "article_8", "article_9", "article_10", "gate_hardship", "gate_hearing", "gate_priority")


def system() -> TaxBenefitSystem:
    """The rules, as OpenFisca-core holds them."""
    found = TaxBenefitSystem([Person, Household])
    for name, (entity, kind) in INPUTS.items():
        found.add_variable(_variable(name, entity, kind, None))
    for name, (entity, kind, formula) in RULES.items():
        found.add_variable(_variable(name, entity, kind, formula))
    return found


def _variable(name: str, entity: Any, kind: Any, formula: Any) -> type[Variable]:
    values: dict[str, Any] = {"entity": entity, "definition_period": DateUnit.DAY, "label": name}
    if isinstance(kind, type) and issubclass(kind, Enum):
        values |= {"value_type": Enum, "possible_values": kind, "default_value": next(iter(kind))}
    else:
        values["value_type"] = kind
    if formula is not None:
        values["formula"] = lambda entity, period, parameters: formula(entity, period)
    return type(name, (Variable,), values)


def simulation(rules: TaxBenefitSystem, columns: Mapping[str, Any], households: int, persons: int) -> Simulation:
    """A simulation over columns: households of a fixed size, inputs as arrays in their order."""
    builder = SimulationBuilder()
    builder.create_entities(rules)
    everyone = np.arange(households * persons)
    builder.declare_person_entity("person", everyone)
    group = builder.declare_entity("household", np.arange(households))
    builder.join_with_persons(group, everyone // persons, roles=np.repeat("member", households * persons))
    made = builder.build(rules)
    for name, column in columns.items():
        made.set_input(name, PERIOD, column)
    return made


def coded(name: str, values: Any) -> Any:
    """Input values as OpenFisca-core stores them: enumerations by their number."""
    kind = INPUTS[name][1]
    if isinstance(kind, type) and issubclass(kind, Enum):
        numbers = {item.value: item.index for item in kind}
        return np.array([numbers[value] for value in values], dtype="uint8")
    return np.array(values, dtype="datetime64[D]" if kind is date else bool)
