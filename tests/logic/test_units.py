"""Units: same with same; an undeclared unit is never checked; a unit never changes a number."""

from __future__ import annotations

from typing import Any

import pytest

from tests.logic.asking import evaluate, op, register
from wbmgp_engine.errors import UnitMismatch
from wbmgp_engine.logic.values import Unknown


def unit(name: str, kind: str) -> dict[str, Any]:
    return register(name, "number", type_spec={"unit": kind})


INPUTS = [
    unit("euro", "euro"), unit("cent", "eurocent"), unit("cent2", "eurocent"), unit("jaar", "years"), unit("maand", "months"),
    unit("deel", "ratio"), unit("procent", "percentage"), register("kaal"), register("waar", "boolean"), register("rij", "array", **{"x-velden": {"w": {"type": "number"}}}),
]  # fmt: skip
FACTS = {
    "euro": 2, "cent": 100, "cent2": 50, "jaar": 6, "maand": 3, "deel": 1, "procent": 30, "kaal": 7, "waar": True, "rij": [{"w": 1}],
}  # fmt: skip

AGE = op("AGE", date_of_birth="2000-01-01", reference_date="$referencedate")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (op("ADD", values=["$cent", "$cent2", 5]), 155),
        (op("ADD", values=["$cent", "$kaal"]), 107),
        (op("MULTIPLY", values=["$cent", "$procent"]), 3000),
        (op("MULTIPLY", values=["$procent", "$cent", 2]), 6000),
        (op("ADD", values=[op("MULTIPLY", values=["$procent", "$cent"]), "$cent2"]), 3050),
        (op("DIVIDE", values=["$cent", "$cent2"]), 2),
        (op("ADD", values=[op("DIVIDE", values=["$cent", "$euro"]), "$deel"]), 51),
        (op("ADD", values=[op("ROUND", value="$cent", precision=-2), "$cent"]), 200),
        (op("GREATER_THAN", subject=AGE, value="$jaar"), True),
        (op("EQUALS", subject="$cent", value="$kaal"), False),
        (op("IN", subject="$cent", values=["$cent2", 100]), True),
        (op("IF", cases=[{"when": "$waar", "then": "$cent"}], default="$cent2"), 100),
        (op("FOREACH", collection="$rij", body="$cent", combine="ADD"), 100),
    ],
)
def test_units_that_go_together(expression: Any, expected: Any) -> None:
    assert evaluate(expression, FACTS, inputs=INPUTS) == expected


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (op("ADD", values=["$euro", "$cent"]), "ADD of euro and eurocent; convert one of them first"),
        (op("SUBTRACT", values=["$cent", 5, "$jaar"]), "SUBTRACT of eurocent and years"),
        (op("MAX", values=["$jaar", "$maand"]), "MAX of years and months"),
        (op("MULTIPLY", values=["$cent", "$cent2"]), "MULTIPLY of eurocent and eurocent; one of them must be a ratio"),
        (op("DIVIDE", values=["$cent", "$jaar"]), "DIVIDE of eurocent by years; divide like by like, or by a ratio"),
        (op("LESS_THAN", subject=AGE, value="$maand"), "LESS_THAN of years and months"),
        (op("EQUALS", subject="$euro", value="$cent"), "EQUALS of euro and eurocent"),
        (op("IN", subject="$euro", values=[1, "$cent"]), "IN of euro and eurocent"),
        (op("IF", cases=[{"when": "$waar", "then": "$euro"}], default="$cent"), "IF of euro and eurocent"),
        (op("AND", conditions=[False, op("EQUALS", subject="$euro", value="$cent")]), "EQUALS of euro and eurocent"),
        (
            op("ADD", values=["$euro", op("FOREACH", collection="$rij", body="$cent", combine="ADD")]),
            "ADD of euro and eurocent",
        ),
    ],
)
def test_units_that_do_not(expression: Any, message: str) -> None:
    with pytest.raises(UnitMismatch) as caught:
        evaluate(expression, FACTS, inputs=INPUTS)
    assert message in str(caught.value)
    assert str(caught.value).startswith("wet_proef (2020-01-01) art. 1, uit, ")


def test_a_mismatch_is_an_error_whatever_the_values() -> None:
    with pytest.raises(UnitMismatch):
        evaluate(op("ADD", values=["$euro", "$cent"]), {"euro": Unknown({"euro"})}, inputs=INPUTS)


def test_definitions_carry_units() -> None:
    definitions = {"grens": {"value": 6, "type": "number", "type_spec": {"unit": "years"}}, "getal": 6}
    options: dict[str, Any] = {"inputs": INPUTS, "definitions": definitions}
    assert evaluate(op("LESS_THAN_OR_EQUAL", subject="$jaar", value="$grens"), FACTS, **options) is True
    assert evaluate(op("LESS_THAN_OR_EQUAL", subject="$maand", value="$getal"), FACTS, **options) is True
    with pytest.raises(UnitMismatch):
        evaluate(op("LESS_THAN_OR_EQUAL", subject="$maand", value="$grens"), FACTS, **options)


def test_an_article_that_declares_no_unit_is_not_checked() -> None:
    months = op("MULTIPLY", values=[AGE, AGE])
    assert evaluate(months) == 900
    with pytest.raises(UnitMismatch, match="MULTIPLY of years and years"):
        evaluate(months, FACTS, inputs=INPUTS)
