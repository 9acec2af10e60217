"""What the symbolic reader makes of parts of the grammar that our own rules hardly use: the right term, or a refusal with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.logic.asking import article, book, field, law, op, register
from wbmgp_engine.errors import AbsentOperand, InvalidOperation, TypeMismatch, WbmgpError
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.symbolic.lifting import lifted
from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.logic.symbolic.terms import Term, Terms

ON = date(2030, 5, 17)
INPUTS = [
    register("lijst", "array"), register("ander", "array"), register("ja", "boolean"), register("dag", "date"),
    register("tekst", "string"), register("getal"), register("rij", "object"),
]  # fmt: skip
ROW = {"soort": "ww"}


def read(expression: Any, facts: dict[str, Any] | None = None, on: date | None = ON) -> Term:
    """The output of a law of one expression; facts that are not given nobody knows, and without a day it may be any."""
    laws = book(law(article(actions={"uit": expression}, output=[field("uit", "boolean")], input=INPUTS)))
    plan = compile_plan(laws, "wet_proef", ["uit"], ON, refine=False).plan
    terms = Terms()
    given = {name: lifted(value, terms) for name, value in (facts or {}).items()}
    return SymbolicReader(plan, given, on or terms.input("dag", "date", certain=True), terms).output("uit")


def each(collection: Any, body: Any = "$x.soort") -> dict[str, Any]:
    """Whether a body holds for any element."""
    return op("FOREACH", collection=collection, as_="x", combine="OR", body=op("EQUALS", subject=body, value="ww"))


@pytest.mark.parametrize(
    ("expression", "facts", "answer"),
    [
        (op("EQUALS", subject="$referencedate.year", value=2030), {}, True),
        (op("GREATER_THAN", subject="$referencedate", value="2030-05-16"), {}, True),
        (op("LESS_THAN", subject="2030-05-18", value="$referencedate"), {}, False),
        (op("IN", subject="$tekst", values=[]), {"tekst": "a"}, False),
        (op("IN", subject="$tekst", value="$lijst"), {"tekst": "a", "lijst": ["b", "a"]}, True),
        (op("IN", subject="$getal", values=[1, 2]), {"getal": 2}, True),
        (op("EQUALS", subject="$lijst", value="$ander"), {"lijst": [], "ander": []}, True),
        (op("EQUALS", subject="$lijst", value="$ander"), {"lijst": [ROW], "ander": []}, False),
        (op("EQUALS", subject="$lijst", value=None), {"lijst": [ROW]}, False),
        (op("EQUALS", subject="$tekst", value=None), {"tekst": None}, True),
        (op("EQUALS", subject="$tekst", value=3), {"tekst": "drie"}, False),
        (op("EQUALS", subject="$rij.soort", value="ww"), {"rij": ROW}, True),
        (each("$lijst"), {"lijst": [ROW]}, True),
        (each("$lijst"), {"lijst": None}, False),
        (each("$rij"), {"rij": ROW}, True),
        (each(op("IF", cases=[{"when": "$ja", "then": "$lijst"}], default="$ander")), {"ja": False, "lijst": [ROW], "ander": []}, False),
        (each(op("IF", cases=[{"when": "$ja", "then": "$lijst"}], default=None)), {"ja": False, "lijst": [ROW]}, False),
        (op("EQUALS", subject=op("DATE_ADD", date="$dag", weeks=1), value="2030-01-08"), {"dag": date(2030, 1, 1)}, True),
        (op("EQUALS", subject=op("AGE", date_of_birth="$dag", reference_date="$referencedate"), value=29), {"dag": date(2000, 5, 18)}, True),
    ],
)  # fmt: skip
def test_fixed_facts_fold_to_an_answer(expression: Any, facts: dict[str, Any], answer: bool) -> None:
    found = read(expression, facts)
    assert (found.operator, found.what) == ("constant", answer)


@pytest.mark.parametrize(
    ("expression", "facts"),
    [
        (each("$lijst"), {}),
        (op("EQUALS", subject="$tekst", value="a"), {}),
        (op("EQUALS", subject="$rij.soort", value="ww"), {}),
        (op("EQUALS", subject="$lijst", value="$ander"), {"ander": []}),
        (op("EQUALS", subject="$lijst", value=None), {}),
        (op("AND", conditions=["$ja", op("EQUALS", subject="$getal", value=1)]), {"ja": True}),
    ],
)
def test_what_nobody_knows_stays_unknown(expression: Any, facts: dict[str, Any]) -> None:
    assert read(expression, facts).operator == "unknown"


@pytest.mark.parametrize(
    ("expression", "facts", "error"),
    [
        (op("LESS_THAN", subject="$getal", value=3), {"getal": None}, AbsentOperand),
        (op("LESS_THAN", subject="$lijst", value=3), {"lijst": [ROW]}, TypeMismatch),
        (op("EQUALS", subject="$lijst", value="$ander"), {"lijst": [ROW], "ander": [ROW]}, InvalidOperation),
        (op("EQUALS", subject="$rij", value="$rij"), {"rij": ROW}, InvalidOperation),
        (op("EQUALS", subject="$rij.duur", value=1), {"rij": ROW}, InvalidOperation),
        (op("EQUALS", subject=op("DATE_DIFF", from_="$dag", to="$referencedate", in_="$tekst"), value=1), {"dag": ON}, InvalidOperation),
        (op("EQUALS", subject=op("DATE_ADD", date="$dag", days="$getal"), value="2030-01-01"), {"dag": ON}, InvalidOperation),
        (op("EQUALS", subject=op("ADD", values=[1, "$getal"]), value=2), {"getal": 1}, InvalidOperation),
        (each(op("IF", cases=[{"when": "$ja", "then": "$lijst"}], default="$rij")), {"lijst": [ROW], "rij": ROW}, InvalidOperation),
        (op("EQUALS", subject=op("IF", cases=[{"when": "$ja", "then": "$rij"}], default=None), value=None), {"rij": ROW}, InvalidOperation),
    ],
)  # fmt: skip
def test_what_has_no_form_as_a_term_is_refused(expression: Any, facts: dict[str, Any], error: type[WbmgpError]) -> None:
    with pytest.raises(error):
        read(expression, facts)


def test_of_a_day_that_differs_only_the_whole_day_can_be_read() -> None:
    assert read(op("GREATER_THAN", subject="$referencedate", value="2030-01-01"), on=None).operator == "less"
    with pytest.raises(InvalidOperation, match="only the whole day"):
        read(op("EQUALS", subject="$referencedate.year", value=2030), on=None)
