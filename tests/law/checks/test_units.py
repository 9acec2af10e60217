"""Units that do not go together are found; one that is not declared goes with all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.checks.islands import VALUE, computing, in_file, op, output
from wbmgp_engine.law.types import units

CONVERT = "convert one of them first"


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        (op("ADD", values=["$bedrag", "$euros"]), "amount", "ADD of eurocent and euro mixes units"),
        (
            op("SUBTRACT", values=["$bedrag", "$bedrag", "$euros"]),
            "amount",
            "SUBTRACT of eurocent and euro mixes units",
        ),
        (op("MIN", values=["$jaren", "$maanden"]), "number", "MIN of years and months mixes units"),
        (op("MAX", values=["$jaren", 2, "$maanden"]), "number", "MAX of years and months mixes units"),
        (op("EQUALS", subject="$jaren", value="$maanden"), "boolean", "EQUALS of years and months mixes units"),
        (op("LESS_THAN", subject="$jaren", value="$maanden"), "boolean", "LESS_THAN of years and months mixes units"),
        (op("MULTIPLY", values=["$jaren", "$bedrag"]), "number", "MULTIPLY of years and eurocent mixes units"),
        (op("DIVIDE", values=["$bedrag", "$euros"]), "number", "DIVIDE of eurocent and euro mixes units"),
        (op("IN", subject="$jaren", values=[1, "$maanden"]), "boolean", "IN of years and months mixes units"),
        (
            op("IF", cases=[{"when": "$ja", "then": "$bedrag"}], default="$euros"),
            "amount",
            "IF of eurocent and euro mixes units",
        ),
        (
            op("GREATER_THAN", subject=op("AGE", date_of_birth="$dag", reference_date="$later"), value="$maanden"),
            "boolean",
            "GREATER_THAN of years and months mixes units",
        ),
        (
            op("LESS_THAN", subject=op("DATE_DIFF", from_="$dag", to="$later", in_="months"), value="$jaren"),
            "boolean",
            "LESS_THAN of months and years mixes units",
        ),
    ],
)
def test_units_that_differ(value: Any, kind: str, message: str) -> None:
    assert in_file(computing(value, declared=output("uitkomst", kind))) == [f"{VALUE}: {message} → {CONVERT}"]


@pytest.mark.parametrize(
    ("value", "kind", "unit"),
    [
        (op("ADD", values=["$bedrag", 100, "$bedrag"]), "amount", "eurocent"),
        (op("MULTIPLY", values=["$bedrag", "$deel"]), "amount", "eurocent"),
        (op("MULTIPLY", values=["$bedrag", 12]), "amount", "eurocent"),
        (op("DIVIDE", values=["$bedrag", "$bedrag"]), "number", "ratio"),
        (op("DIVIDE", values=["$bedrag", "$deel"]), "amount", "eurocent"),
        (op("DIVIDE", values=[100, "$bedrag"]), "number", None),
        (op("ROUND", value="$bedrag", precision=-2), "amount", "eurocent"),
        (op("AGE", date_of_birth="$dag", reference_date="$later"), "number", "years"),
        (op("DATE_DIFF", from_="$dag", to="$later", in_="days"), "number", "days"),
        (op("IF", cases=[{"when": "$ja", "then": "$bedrag"}], default=0), "amount", "eurocent"),
        (op("FOREACH", collection="$mensen", as_="mens", body="$bedrag", combine="ADD"), "amount", "eurocent"),
    ],
)
def test_units_that_fit(value: Any, kind: str, unit: str | None) -> None:
    assert in_file(computing(value, declared=output("uitkomst", kind, unit))) == []


def test_an_output_has_the_unit_it_declares() -> None:
    value = op("IF", cases=[{"when": "$ja", "then": 0}], default="$bedrag")
    assert in_file(computing(value, declared=output("uitkomst", "amount", "euro"))) == [
        f"{VALUE}.default: uitkomst is declared in euro, but $bedrag is in eurocent"
        " → convert it, or declare the other unit"
    ]


def test_spans_of_time_stand_under_their_own_name() -> None:
    assert in_file(computing(op("DATE_ADD", date="$dag", years="$maanden"), declared=output("uitkomst", "date"))) == [
        f"{VALUE}.years: DATE_ADD takes $maanden as years, but it is in months → write it under months"
    ]
    good = op("DATE_ADD", date="$dag", months="$maanden", years=2)
    assert in_file(computing(good, declared=output("uitkomst", "date"))) == []


@pytest.mark.parametrize("known", [["euro"], ["euro", None, "euro"], [None, None]])
def test_the_same_unit_is_the_unit(known: list[str | None]) -> None:
    assert units.same(known) == known[0]


def test_a_product_measures_once() -> None:
    assert units.product(["ratio", "euro", "percentage"]) == "euro"
    assert units.product(["percentage", "ratio"]) == "ratio"
    with pytest.raises(units.UnitsDiffer, match="euro and years"):
        units.product(["euro", "ratio", "years"])
