"""Open terms: the caller's value, then the ordinance in scope, then the default, then null or an error."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.logic.asking import ON, article, book, field, law, op, register
from wbmgp_engine.errors import AbsentOperand, CircularReference, ResolutionError, TypeMismatch
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.logic.values import Unknown

CODE = {"name": "gemeente_code", "type": "string"}


def statute(*, required: bool = True, default: Any = None, value: Any = "$jaren", **term: Any) -> dict[str, Any]:
    """A law with the open term `jaren`, asked through its output `uit`."""
    declared: dict[str, Any] = {"id": "jaren", "type": "number", "required": required, **term}
    if default is not None:
        declared["default"] = {"actions": default}
    declared.setdefault("delegation_type", "GEMEENTELIJKE_VERORDENING")
    return law(article(actions={"uit": value}, open_terms=[declared], parameters=[CODE], input=[register("n")]))


def ordinance(value: Any, code: str = "GM9990", valid_from: str = "2021-01-01", **more: Any) -> dict[str, Any]:
    name = f"verordening_{code.lower()}"
    found = article(
        actions={"jaren": value}, output=[field("jaren")],
        implements=[{"law": "wet_proef", "article": "1", "open_term": "jaren"}], **more,
    )  # fmt: skip
    layer = {"regulatory_layer": "GEMEENTELIJKE_VERORDENING", "gemeente_code": code, "officiele_titel": name}
    return law(found, law_id=name, valid_from=valid_from, **layer)


def asked(*laws: dict[str, Any], code: str = "GM9990", on: date = ON, known_on: date | None = None) -> CompiledPlan:
    return compile_plan(book(*laws), "wet_proef", ["uit"], on, {"gemeente_code": code}, known_on=known_on)


def test_the_ordinance_in_scope_fills_the_term() -> None:
    laws = statute(), ordinance(2), ordinance(4, "GM9991")
    assert asked(*laws).run({})["uit"] == 2
    assert asked(*laws, code="GM9991").run({})["uit"] == 4


def test_without_an_ordinance_the_default_then_null_then_an_error() -> None:
    assert asked(statute(default=[{"output": "jaren", "value": 6}])).run({})["uit"] == 6
    assert asked(statute(required=False)).run({})["uit"] is None
    with pytest.raises(ResolutionError, match=r"nothing fills the open term 'jaren'; GEMEENTELIJKE_VERORDENING must"):
        asked(statute(), ordinance(2, "GM9991")).run({})


def test_an_error_only_when_the_term_is_read() -> None:
    assert (
        asked(statute(value=op("OR", conditions=[True, op("EQUALS", subject="$jaren", value=1)]))).run({})["uit"]
        is True
    )


def test_a_default_may_use_intermediates_parameters_and_inputs() -> None:
    default = [{"output": "helft", "value": 3}, {"output": "jaren", "value": op("ADD", values=["$helft", "$n"])}]
    assert asked(statute(default=default)).run({"n": 1})["uit"] == 4
    assert asked(statute(default=default)).run({})["uit"] == Unknown({"n"})


def test_a_default_that_reads_its_own_term_goes_round() -> None:
    default = [{"output": "jaren", "value": op("ADD", values=["$uit", 1])}]
    with pytest.raises(CircularReference):
        asked(statute(default=default)).run({})


def test_a_value_of_the_caller_wins() -> None:
    assert asked(statute(), ordinance(2)).run({"jaren": 9})["uit"] == 9
    with pytest.raises(TypeMismatch):
        asked(statute(), ordinance(2)).run({"jaren": "negen"})


def test_unknown_stays_unknown_and_null_falls_to_the_default() -> None:
    filled = ordinance("$n", input=[register("n")])
    default = [{"output": "jaren", "value": 6}]
    assert asked(statute(default=default), filled).run({})["uit"] == Unknown({"n"})
    assert asked(statute(default=default), filled).run({"n": None})["uit"] == 6
    assert asked(statute(default=default), filled).run({"n": 2})["uit"] == 2
    with pytest.raises(ResolutionError):
        asked(statute(), filled).run({"n": None})


def test_the_ordinance_of_the_date_counts() -> None:
    laws = statute(), ordinance(2, valid_from="2021-01-01"), ordinance(3, valid_from="2030-01-01")
    assert asked(*laws).run({})["uit"] == 3
    assert asked(*laws, on=date(2025, 1, 1)).run({})["uit"] == 2


def test_an_ordinance_that_works_back_counts_once_it_is_published() -> None:
    late = ordinance(2, valid_from="2030-06-01") | {"publication_date": "2030-05-25", "x-werkt-terug-tot": "2030-01-01"}
    laws = statute(required=False), late
    assert asked(*laws).run({})["uit"] is None
    assert asked(*laws, known_on=date(2030, 5, 25)).run({})["uit"] == 2


def test_an_ordinance_gets_the_parameters_it_declares() -> None:
    assert (
        asked(
            statute(),
            ordinance(
                op(
                    "IF", cases=[{"when": op("EQUALS", subject="$gemeente_code", value="GM9990"), "then": 7}], default=8
                ),
                parameters=[CODE],
            ),
        ).run({})["uit"]
        == 7
    )


def through_a_call(passed: dict[str, str]) -> CompiledPlan:
    """The statute is called by another law, which may or may not pass the municipality on."""
    source = {"regulation": "wet_proef", "output": "uit", "parameters": passed}
    inputs = [register("n"), {"name": "uit", "type": "number", "nullable": True, "source": source}]
    caller = article(actions={"antwoord": "$uit"}, parameters=[CODE], input=inputs)
    laws = statute(required=False), ordinance(2), law(caller, law_id="wet_vrager", bwb_id="BWBR0099990")
    return compile_plan(book(*laws), "wet_vrager", ["antwoord"], ON, {"gemeente_code": "GM9990"})


def test_territory_goes_along_only_when_it_is_passed() -> None:
    assert through_a_call({"gemeente_code": "$gemeente_code"}).run({})["antwoord"] == 2
    assert through_a_call({"gemeente_code": "GM9990"}).run({})["antwoord"] == 2
    assert through_a_call({"gemeente_code": "GM0000"}).run({})["antwoord"] is None
    assert through_a_call({}).run({})["antwoord"] is None


def test_a_value_passed_under_the_name_of_the_term_replaces_it() -> None:
    assert through_a_call({"gemeente_code": "$gemeente_code", "jaren": "$n"}).run({"n": 11})["antwoord"] == 11


def test_an_ordinance_that_reads_the_law_it_fills_gets_the_value_without_itself() -> None:
    default = [{"output": "jaren", "value": 6}]
    source = {"regulation": "wet_proef", "output": "uit", "parameters": {"gemeente_code": "$gemeente_code"}}
    inputs = [{"name": "landelijk", "type": "number", "source": source}]
    twice = ordinance(op("MULTIPLY", values=["$landelijk", 2]), parameters=[CODE], input=inputs)
    run = asked(statute(default=default), twice).run({})
    assert run["uit"] == 12


def test_two_equal_ordinances_are_an_error_when_the_term_is_read() -> None:
    other = ordinance(3) | {"$id": "verordening_dubbel"}
    plan = asked(statute(), ordinance(2), other)
    with pytest.raises(ResolutionError):
        plan.run({})


def test_a_required_term_may_not_be_filled_with_null_by_the_caller() -> None:
    with pytest.raises(AbsentOperand, match="jaren is null, but it is not nullable"):
        asked(statute(), ordinance(2)).run({"jaren": None})


def test_the_trace_shows_which_ordinance_filled_the_term() -> None:
    nodes = list(asked(statute(default=[{"output": "jaren", "value": 6}]), ordinance(2)).run({}).trace().walk())
    term = next(node for node in nodes if node.kind == "open_term")
    found = [(child.role, child.taken, child.place and child.place.law, child.value) for child in term.children]
    assert found[0] == ("target", True, "verordening_gm9990", 2)
    assert found[1][:2] == ("default", False)


def test_an_output_may_hand_on_the_term_of_its_own_name() -> None:
    """The usual form of delegation: output `jaren` of the statute is whatever fills its term `jaren`."""
    term = {"id": "jaren", "type": "number", "required": True, "delegation_type": "GEMEENTELIJKE_VERORDENING"}
    double = {"jaren": "$jaren", "dubbel": op("MULTIPLY", values=["$jaren", 2])}
    handed = law(article(actions=double, open_terms=[term], parameters=[CODE]))
    plan = compile_plan(
        book(handed, ordinance(2), lenient=True), "wet_proef", ["dubbel"], ON, {"gemeente_code": "GM9990"}
    )
    assert plan.run({})["dubbel"] == 4
    assert plan.run({"jaren": 5})["dubbel"] == 10
