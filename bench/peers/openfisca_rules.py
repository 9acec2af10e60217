"""The rules of the bench as variables of OpenFisca-core: one variable a rule, over columns of any length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.peers.applications import ON, TRUTHS, WEIGHED, WORDS, Arrays
from bench.peers.by_hand import COUNTS, GATES, NOTHING, RENT, VERDICT, Answer

PERIOD = ON.isoformat()
Person = build_entity("person", "persons", "A member of a household", is_person=True)
Household = build_entity(
    "household", "households", "Who applies", roles=[{"key": "member", "plural": "members", "label": "member"}]
)


def _enum(name: str, values: tuple[str, ...]) -> type[Enum]:
    return Enum(name, {value or "none": value for value in values})  # type: ignore[return-value, arg-type]


KINDS = {name: _enum(name.capitalize(), words) for name, words in WORDS.items()}
Income, Priority, Declaration = KINDS["inkomen"], KINDS["oordeel_voorrang"], KINDS["woonverklaring"]
Advice = _enum("Advice", ("geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "beoordelen", "weigeren"))
Verdict = _enum("Verdict", (NOTHING, *VERDICT.values()))
INPUTS: Mapping[str, tuple[Any, type[Enum] | type]] = {
    "aangevraagd": (Household, date), "woont_sinds": (Household, date), "huurprijs": (Household, int),
    **{name: (Household, kind) for name, kind in KINDS.items() if name != "inkomen"},
    **dict.fromkeys(TRUTHS, (Household, bool)), "geboren": (Person, date), "inkomen": (Person, Income),
}  # fmt: skip


def _years(since: Any, until: Any) -> Any:
    """Complete years by the calendar."""
    (first, first_in_year), (last, last_in_year) = map(_calendar, (since, until))
    return last - first - (last_in_year < first_in_year)


def _calendar(day: Any) -> tuple[Any, Any]:
    """The year, and a number that grows with the day in it."""
    months = day.astype("datetime64[M]")
    return months.astype("datetime64[Y]").astype(int), months.astype(int) % 12 * 32 + (day - months).astype(int)


def _said(household: Any, period: Any, name: str, verdict: str) -> Any:
    said = household(name, period) == KINDS[name][verdict]
    return said & household(f"{name}_gemotiveerd", period) & household(f"{name}_ondertekend", period)


def _needed(household: Any, period: Any) -> Any:
    here = household("gebied", period) == KINDS["gebied"].voorbeeldwijk
    landlord = household("verhuurder", period) == KINDS["verhuurder"].particulier
    kind = household("soort", period) == KINDS["soort"].zelfstandig
    return here & landlord & kind & (household("huurprijs", period) < RENT)


def _resident(household: Any, period: Any) -> Any:
    return _years(household("woont_sinds", period), household("aangevraagd", period)) >= 6


def _earns(person: Any, period: Any) -> Any:
    counted = np.isin(person("inkomen", period), [item.index for item in Income if item.value in COUNTS])
    return counted & (_years(person("geboren", period), person.household("aangevraagd", period)) >= 18)


def _met_8(household: Any, period: Any) -> Any:
    return household("resident", period) | household.any(household.members("earns", period))


def _competed(household: Any, period: Any) -> Any:
    return household("voorrang_ander", period) & ~household("kenmerk", period)


def _refused_9(household: Any, period: Any) -> Any:
    return household("competed", period) & ~_said(household, period, "oordeel_voorrang", "verlenen")


def _ordinary(household: Any, period: Any) -> Any:
    passed_8 = household("met_8", period) | _said(household, period, "hardheid_8", "onbillijk")
    return household("rechtmatig", period) & passed_8 & ~household("refused_9", period)


def _unmet_10(household: Any, period: Any) -> Any:
    return household("ordinary", period) & (household("woonverklaring", period) == Declaration.weigeren)


def _refused_10(household: Any, period: Any) -> Any:
    return household("unmet_10", period) & ~_said(household, period, "hardheid_10", "onbillijk")


def _conditions(household: Any, period: Any) -> Any:
    declared = household("woonverklaring", period) == Declaration.verlenen_met_voorschriften
    return household("ordinary", period) & declared


def _refused(household: Any, period: Any) -> Any:
    return ~household("ordinary", period) | household("refused_10", period)


def _live(household: Any, period: Any) -> Any:
    """Gates matter where something other than a plain grant would follow."""
    follows = household("refused", period) | household("conditions", period)
    return household("needed", period) & household("rechtmatig", period) & follows


def _screened(household: Any, period: Any) -> Any:
    return household("live", period) & (household("refused_10", period) | household("conditions", period))


def _unjudged(household: Any, period: Any, name: str) -> Any:
    return ~_said(household, period, name, "onbillijk") & ~_said(household, period, name, "niet_onbillijk")


def _gate_hardship(household: Any, period: Any) -> Any:
    at_8 = ~household("met_8", period) & _unjudged(household, period, "hardheid_8")
    at_10 = household("unmet_10", period) & _unjudged(household, period, "hardheid_10")
    return household("live", period) & (at_8 | at_10)


def _gate_priority(household: Any, period: Any) -> Any:
    passed = _said(household, period, "oordeel_voorrang", "aan_ander")
    return household("live", period) & household("refused_9", period) & ~passed


def _gate_hearing(household: Any, period: Any) -> Any:
    return household("screened", period) & ~household("gehoord", period)


def _gate_weighing(household: Any, period: Any) -> Any:
    weighed = np.logical_and.reduce([household(name, period) for name in WEIGHED])
    return household("screened", period) & ~weighed


def _incomplete(household: Any, period: Any, how: str) -> Any:
    unmet = {
        "hardheid_8": ~household("met_8", period), "oordeel_voorrang": household("competed", period),
        "hardheid_10": household("unmet_10", period),
    }  # fmt: skip
    lacking = [
        stands & (household(name, period) != KINDS[name].none) & ~household(f"{name}_{how}", period)
        for name, stands in unmet.items()
    ]
    return household("live", period) & np.logical_or.reduce(lacking)


def _gate_reasons(household: Any, period: Any) -> Any:
    return _incomplete(household, period, "gemotiveerd")


def _gate_mandate(household: Any, period: Any) -> Any:
    return _incomplete(household, period, "ondertekend")


def _verdict(household: Any, period: Any, met: Any) -> Any:
    found = np.where(met, Verdict.voldaan.index, Verdict.niet_voldaan.index)
    return np.where(household("needed", period), found, Verdict.niet_van_toepassing.index)


def _article_8(household: Any, period: Any) -> Any:
    return _verdict(household, period, household("met_8", period))


def _article_9(household: Any, period: Any) -> Any:
    return _verdict(household, period, ~household("competed", period))


def _article_10(household: Any, period: Any) -> Any:
    waits = household("needed", period) & ~household("ordinary", period)
    return np.where(waits, Verdict.onbekend.index, _verdict(household, period, ~household("unmet_10", period)))


def _advice(household: Any, period: Any) -> Any:
    gate = np.logical_or.reduce([household(name, period) for name in GATED])
    settled = np.where(household("conditions", period), Advice.verlenen_met_voorschriften.index, Advice.verlenen.index)
    settled = np.where(household("refused", period), Advice.weigeren.index, settled)
    settled = np.where(gate, Advice.beoordelen.index, settled)
    return np.where(household("needed", period), settled, Advice.geen_vergunning_nodig.index)


GATED = ("gate_hardship", "gate_priority", "gate_hearing", "gate_weighing", "gate_reasons", "gate_mandate")
FORMULAS = (
    _needed, _resident, _earns, _met_8, _competed, _refused_9, _ordinary, _unmet_10, _refused_10, _conditions, _refused,
    _live, _screened, _gate_hardship, _gate_priority, _gate_hearing, _gate_weighing, _gate_reasons, _gate_mandate,
    _article_8, _article_9, _article_10, _advice,
)  # fmt: skip
ASKED = ("advice", "article_8", "article_9", "article_10", *GATED)


def system() -> TaxBenefitSystem:
    """The rules, as OpenFisca-core holds them."""
    found = TaxBenefitSystem([Person, Household])
    for name, (entity, kind) in INPUTS.items():
        found.add_variable(_variable(name, entity, kind, None))
    for formula in FORMULAS:
        name = formula.__name__[1:]
        kind = Verdict if name.startswith("article") else Advice if name == "advice" else bool
        found.add_variable(_variable(name, Person if name == "earns" else Household, kind, formula))
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


def columns(found: Arrays, persons: int) -> Arrays:
    """The applications as OpenFisca-core stores inputs: enumerations by their number, persons after each other."""
    made = {name: found[name] for name in INPUTS if name not in ("geboren", "inkomen")}
    for name in ("geboren", "inkomen"):
        made[name] = np.stack([found[f"{name}_{place}"] for place in range(persons)], axis=1).ravel()
    return {name: _stored(name, values) for name, values in made.items()}


def _stored(name: str, values: Any) -> Any:
    kind = INPUTS[name][1]
    if kind is date:
        return values.astype("datetime64[D]")
    return values == 2 if kind is bool else values


def calculate(rules: TaxBenefitSystem, given: Arrays, persons: int) -> Arrays:
    """What is asked, for households of a fixed size whose inputs stand in arrays in their order."""
    households = len(given["aangevraagd"])
    builder = SimulationBuilder()
    builder.create_entities(rules)
    everyone = np.arange(households * persons)
    builder.declare_person_entity("person", everyone)
    group = builder.declare_entity("household", np.arange(households))
    builder.join_with_persons(group, everyone // persons, roles=np.repeat("member", households * persons))
    made = builder.build(rules)
    for name, column in given.items():
        made.set_input(name, PERIOD, column)
    return {name: made.calculate(name, PERIOD) for name in ASKED}


def answers(calculated: Arrays) -> Iterator[Answer]:
    """The answers in what OpenFisca-core gives back."""
    advice, *verdicts = ([item.value for item in calculated[name].decode()] for name in ASKED[:4])
    gates = zip(*(calculated[name].tolist() for name in GATED), strict=True)
    for said, eight, nine, ten, is_open in zip(advice, *verdicts, gates, strict=True):
        yield Answer(said, eight, nine, ten, frozenset(gate for gate, yes in zip(GATES, is_open, strict=True) if yes))
