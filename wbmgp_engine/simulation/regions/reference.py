"""What goes with what: the weights between two features that decide who is made with which, not how many are made."""

# Modules of models do without `from __future__ import annotations`: pydantic would compile each as text at every start.
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.law.faults import fault, faults_of, shown
from wbmgp_engine.law.yaml_reader import line_of, read_yaml
from wbmgp_engine.simulation.regions.columns import AGES, HOUSEHOLDS, INCOMES, KINDS, OWNED, PERSONS, TENURES
from wbmgp_engine.simulation.regions.fitting import Counts, Weights
from wbmgp_engine.simulation.regions.numbers import Number
from wbmgp_engine.simulation.regions.region import Certainty

SHIPPED: Final = Path(__file__).with_name("reference.yaml")
# How long somebody lives in the region: whole years, from the first up to the second.
STAYS: Final = {"tot_1": (0, 1), "1_tot_3": (1, 3), "3_tot_6": (3, 6), "6_tot_10": (6, 10), "vanaf_10": (10, 40)}
MEANS: Final = ("laag", "midden", "hoog")
EMPTY: Final = "leeg"
_RENTED: Final = tuple(tenure for tenure in TENURES if tenure != OWNED)

Positive = Annotated[Number, Field(gt=0)]
Less = Annotated[Number, Field(ge=0, lt=1)]
Row = dict[str, Annotated[Number, Field(ge=0)]]
FullRow = dict[str, Positive]


class Reference(BaseModel):
    """The tables of weights; a pair that is not there has weight 1. Only what may be 0 makes a pair impossible."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    KEYS: ClassVar[Mapping[str, tuple[Sequence[str], Sequence[str]]]] = {
        "leeftijdHuishouden": (AGES, HOUSEHOLDS), "leeftijdInkomen": (AGES, INCOMES),
        "huishoudenInkomen": (HOUSEHOLDS, INCOMES), "leeftijdVerblijf": (AGES, tuple(STAYS)),
        "inkomenVerblijf": (INCOMES, tuple(STAYS)), "draagkrachtBezit": ((*MEANS, EMPTY), TENURES),
        "huishoudenSoort": (HOUSEHOLDS, KINDS),
    }  # fmt: skip
    LISTS: ClassVar[Mapping[str, Sequence[str]]] = {
        "draagkracht": MEANS, "draagkrachtHuur": (*MEANS, EMPTY), "bezitHuur": _RENTED, "bezitSoort": _RENTED,
        "partnerInkomen": INCOMES, "personen": ("paar_met_kinderen", "eenouder"),
    }  # fmt: skip

    source: str = Field(alias="bron")
    certainty: Certainty = Field(alias="zekerheid")
    age_household: dict[str, Row] = Field(alias="leeftijdHuishouden")
    age_income: dict[str, Row] = Field(alias="leeftijdInkomen")
    household_income: dict[str, Row] = Field(alias="huishoudenInkomen")
    age_stay: dict[str, FullRow] = Field(alias="leeftijdVerblijf")
    income_stay: dict[str, FullRow] = Field(alias="inkomenVerblijf")
    means: dict[str, list[str]] = Field(alias="draagkracht")
    means_tenure: dict[str, FullRow] = Field(alias="draagkrachtBezit")
    means_rent: dict[str, Less] = Field(alias="draagkrachtHuur")
    household_kind: dict[str, FullRow] = Field(alias="huishoudenSoort")
    tenure_rent: dict[str, Less] = Field(alias="bezitHuur")
    tenure_kind: dict[str, Positive] = Field(alias="bezitSoort")
    partner_income: FullRow = Field(alias="partnerInkomen")
    persons: dict[str, FullRow] = Field(alias="personen")

    @model_validator(mode="before")
    @classmethod
    def _known(cls, raw: Any) -> Any:
        """Every key is one of the codes; a table of two features names them in rows and columns."""
        for name, table in raw.items() if isinstance(raw, dict) else ():
            rows, columns = cls.KEYS.get(name, (cls.LISTS.get(name, ()), ()))
            for row, weights in table.items() if rows and isinstance(table, dict) else ():
                _one_of(row, rows, name)
                for column in weights if columns and isinstance(weights, dict) else ():
                    _one_of(column, columns, name, row)
        return raw

    @model_validator(mode="after")
    def _every_income(self) -> Self:
        placed = sorted(income for incomes in self.means.values() for income in incomes)
        if placed != sorted(INCOMES):
            raise fault(
                "not every kind of income stands in one group", f"place {', '.join(INCOMES)} once", "draagkracht"
            )
        return self

    @model_validator(mode="after")
    def _sizes(self) -> Self:
        for kind, sizes in self.persons.items():
            least, most = PERSONS[kind]
            for size in sizes:
                if size not in map(str, range(least, most + 1)):
                    raise fault(f"{shown(size)} is no size of {kind}", f"use {least} to {most}", "personen", kind)
        return self

    @cached_property
    def persons_seed(self) -> Weights:
        """Weights by age band, kind of income and type of household: what is most tied first."""
        by_age = table(self.age_household, AGES, HOUSEHOLDS)[:, None, :]
        by_income = table(self.household_income, HOUSEHOLDS, INCOMES).T[None]
        weights: Weights = table(self.age_income, AGES, INCOMES)[:, :, None] * by_age * by_income
        return weights

    @cached_property
    def stay_seed(self) -> Weights:
        """Weights by age band and kind of income together, and length of residence."""
        by_age, by_income = table(self.age_stay, AGES, tuple(STAYS)), table(self.income_stay, INCOMES, tuple(STAYS))
        weights: Weights = by_age[:, None] * by_income[None]
        return weights.reshape(-1, len(STAYS))

    def dwelling_seed(self, classes: int) -> Weights:
        """Weights by tenure, rent class (the last is none at all) and kind; what is owned has no rent and is whole."""
        seed = np.zeros((len(TENURES), classes + 1, len(KINDS)))
        for place, tenure in enumerate(TENURES):
            if tenure == OWNED:
                seed[place, classes, 0] = 1
                continue
            falls = (1 - self.tenure_rent.get(tenure, 0)) ** np.arange(classes)
            seed[place, :classes] = falls[:, None] * np.array([1, self.tenure_kind.get(tenure, 1)])
        return seed

    def home_seed(self, classes: int) -> Weights:
        """Weights by means and type of household (the last row: nobody) and by dwelling, as `dwelling_seed` has them."""
        tenures = table(self.means_tenure, (*MEANS, EMPTY), TENURES)[:, None, :, None, None]
        less = np.array([self.means_rent.get(means, 0) for means in (*MEANS, EMPTY)])
        rents = ((1 - less[:, None]) ** np.append(np.arange(classes), 0))[:, None, None, :, None]
        kinds = table(self.household_kind, HOUSEHOLDS, KINDS)[None, :, None, None, :]
        whole = np.broadcast_to(tenures * rents * kinds, (4, len(HOUSEHOLDS), len(TENURES), classes + 1, len(KINDS)))
        rows: Weights = whole.reshape(4 * len(HOUSEHOLDS), -1)
        return rows[: 3 * len(HOUSEHOLDS) + 1]

    @cached_property
    def means_of(self) -> Counts:
        """The group of means of each kind of income, in the order of the codes."""
        groups = {income: MEANS.index(means) for means, incomes in self.means.items() for income in incomes}
        return np.array([groups[income] for income in INCOMES])


def table(weights: Mapping[str, Mapping[str, float]], rows: Sequence[str], columns: Sequence[str]) -> Weights:
    """The weights as an array; 1 where none is given.

    >>> table({"a": {"y": 3.0}}, ("a", "b"), ("x", "y")).tolist()
    [[1.0, 3.0], [1.0, 1.0]]
    """
    return np.array([[weights.get(row, {}).get(column, 1.0) for column in columns] for row in rows])


def read_reference(path: Path) -> Reference:
    """The tables in a file. BadInput with file, line, and fix."""
    if not path.is_file():
        raise BadInput.one(str(path), "is no file", "name a file beside regio.yaml, or leave samenhang out")
    text = path.read_bytes()
    raw = read_yaml(text, place=str(path))
    try:
        return Reference.model_validate(raw)
    except ValidationError as error:
        findings = [
            Finding(f"{path}:{line_of(text, found.path)}, {'.'.join(map(str, found.path))}", found.problem, found.fix)
            for found in faults_of(error)
        ]
        raise BadInput(findings) from None


def _one_of(name: str, known: Sequence[str], *path: str) -> None:
    if name not in known:
        raise fault(f"{shown(name)} is not known", f"use {', '.join(known)}", *path)
