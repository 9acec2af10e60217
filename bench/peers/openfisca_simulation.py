"""OpenFisca-core with the rules of the bench: applications in, one at a time or millions, and answers out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.peers.applications import ON, Arrays
from bench.peers.by_hand import GATES, Answer
from bench.peers.openfisca_rules import FORMULAS, GATED, INPUTS, Advice, Household, Person, Verdict

PERIOD = ON.isoformat()
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
    texts = (_texts(name)[calculated[name]] for name in ASKED[:4])
    gates = zip(*(calculated[name].tolist() for name in GATED), strict=True)
    for advice, eight, nine, ten, is_open in zip(*texts, gates, strict=True):
        yield Answer(advice, eight, nine, ten, frozenset(gate for gate, yes in zip(GATES, is_open, strict=True) if yes))


def as_series(calculated: Arrays, words: Any) -> dict[str, pl.Series]:
    """The answers as columns named like those of `bench.population.comparable`."""
    verdicts = ("advies", *(f"grond.artikel_{number}" for number in (8, 9, 10)))
    found = {
        told: pl.Series(_texts(name).tolist(), dtype=words).gather(pl.Series(np.asarray(calculated[name])))
        for told, name in zip(verdicts, ASKED, strict=False)
    }
    return found | {gate: pl.Series(calculated[name]) for gate, name in zip(GATES, GATED, strict=True)}


def _texts(name: str) -> Any:
    return np.array([item.value for item in (Advice if name == "advice" else Verdict)])
