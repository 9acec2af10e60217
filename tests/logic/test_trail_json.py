"""The trail as JSON: each thing once, and nothing lost: from it the whole tree can be written out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.commands.samples import GARIB
from tests.logic import strategies
from tests.logic.asking import ON, book
from tests.our_law import OUR_LAW
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.scalar.trace import TraceNode, place_json
from wbmgp_engine.logic.scalar.trail_json import trail_json
from wbmgp_engine.logic.values import NOT_TAKEN, dumps
from wbmgp_engine.scenarios import load_cases

PLACE = ("regeling", "geldigVanaf", "artikel", "pad", "grondslag")
Outline = Iterator[tuple[Any, ...]]
CASES = [case for case in load_cases() if case.demo]


def of_the_tree(nodes: Iterable[TraceNode], again: bool = False) -> Outline:
    """Kind, name, role, taken, value and place of each node, parents first, without what stands under another element."""
    for node in nodes:
        value = None if node.value is NOT_TAKEN or node.kind == "element" else dumps(node.value)
        place = {} if node.place is None else place_json(node.place)
        yield node.kind, node.name, node.role, node.taken, value, [place.get(key) for key in PLACE]
        below = again or (node.kind == "element" and not node.name.endswith("[0]"))
        if node.taken or not below:
            yield from of_the_tree(node.children, below)


def of_the_json(trail: list[dict[str, Any]]) -> Outline:
    """The same, from nothing but what the shape of the JSON says."""
    steps = {node["nr"]: node for node in _walk(trail) if "nr" in node}
    for top in trail:
        yield from _of_node(top, None, {}, steps)


def _walk(nodes: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _walk(node.get("onder", ()))


def _of_node(node: Mapping[str, Any], above: Any, where: Mapping[str, Any], steps: Mapping[int, Any]) -> Outline:
    role, stands = node.get("rol", ""), steps[node["zie"]] if "zie" in node else node
    place = {key: stands.get(key) for key in PLACE}
    if "nr" not in stands and node["soort"] not in ("literal", "list", "element"):
        inherited = {**where, "pad": f"{where['pad']}.{role}"}
        place = {key: node[key] if key in node else inherited[key] for key in PLACE}
    value = stands.get("waarde", above)
    shown = dumps(value) if node["genomen"] and node["soort"] != "element" else None
    yield node["soort"], node["naam"], role, node["genomen"], shown, list(place.values())
    for child in node.get("onder", ()):
        yield from _of_node(child, value, place if place["pad"] is not None else where, steps)


def assessed(data: Mapping[str, Any], on: Any = None) -> Assessment:
    return assess(Application.model_validate(data), lawbook=OUR_LAW, on=on)


def crowd(size: int) -> dict[str, Any]:
    """A household in which any adult's income and residence may count."""
    data = deepcopy(GARIB)
    data["situatie"]["verordening"].update(inkomenstoets="een_meerderjarige", verblijfstoets="een_meerderjarige")
    stay = {"gemeente": "GM0599", "vanaf": "2006-05-25", "tot": None}
    for number in range(size - 2):
        data["huishouden"].append(
            {"id": f"q{number}", "rol": "medebewoner", "geboortedatum": "1979", "verblijf": [stay], "inkomen": []}
        )
    return data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_nothing_of_a_decided_case_is_lost(case: Any) -> None:
    found = assessed(case.input, case.on)
    assert list(of_the_json(found.trail())) == list(of_the_tree(found.run.trace().children))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(outcome=strategies.outcomes, facts=strategies.facts)
def test_nothing_of_random_law_is_lost(outcome: Any, facts: Any) -> None:
    try:
        compiled = compile_plan(book(strategies.law(outcome, True, 1)), "wet_toeval", ["uitkomst"], ON, refine=False)
        tree = compiled.run(facts).trace().children
    except WbmgpError:
        return
    assert list(of_the_json(trail_json(tree))) == list(of_the_tree(tree))


def test_what_is_left_out_under_a_later_element_stands_under_the_first() -> None:
    left_out = 0
    for node in (node for top in assessed(crowd(5)).run.trace().children for node in top.walk()):
        elements = [child for child in node.children if child.kind == "element"]
        for later in elements[1:]:
            assert _operations(later) <= _operations(elements[0])
            left_out += sum(not inner.taken and bool(inner.children) for inner in later.walk())
    assert left_out


def _operations(element: TraceNode) -> set[str]:
    """Where in the law the operations below an element stand."""
    return {node.place.path for node in element.walk() if node.kind == "operation" and node.place is not None}


def test_a_step_has_one_number_and_is_referred_to_by_it() -> None:
    nodes = list(_walk(assessed(GARIB).trail()))
    numbers = [node["nr"] for node in nodes if "nr" in node]
    assert len(numbers) == len(set(numbers))
    references = [node for node in nodes if "zie" in node]
    assert references
    assert all(
        set(node) <= {"soort", "naam", "rol", "genomen", "zie"} and node["zie"] in numbers for node in references
    )


def test_the_same_question_has_the_same_trail() -> None:
    assert dumps(assessed(crowd(4)).trail()) == dumps(assessed(crowd(4)).trail())


def test_a_hundred_persons_take_less_than_two_million_signs() -> None:
    assert len(dumps(assessed(crowd(100)).trail())) < 2_000_000
