"""Nothing depends on itself: in an article, over articles, over laws, through ordinances, on any day."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.law.checks.islands import AT, article, call, computing, field, in_book, law, machine, op, ordinance, output
from wbmgp_engine.law.checks.graph import Node, circles, reached

BREAK = "→ break the circle"


def circular(messages: list[str]) -> list[str]:
    return [message for message in messages if "depends on itself" in message]


def test_an_output_that_reads_itself() -> None:
    assert circular(in_book(computing(op("NOT", value="$uitkomst")))) == [
        f"{AT}.execution.actions.uitkomst: it depends on itself: uitkomst → uitkomst {BREAK}"
    ]


def test_intermediates_that_read_each_other() -> None:
    actions: list[dict[str, Any]] = [
        {"output": "een", "value": "$twee"}, {"output": "twee", "value": op("NOT", value="$drie")},
               {"output": "drie", "value": op("OR", conditions=["$ja", "$een"])}]  # fmt: skip
    assert circular(in_book(computing("$een", actions=actions))) == [
        f"{AT}.execution.actions.drie: it depends on itself: drie → een → twee → drie {BREAK}"
    ]
    actions[2]["value"] = "$ja"
    assert in_book(computing("$een", actions=actions)) == []


def test_an_element_with_the_name_of_an_output_is_no_circle() -> None:
    value = op("FOREACH", collection="$mensen", as_="uitkomst", body="$uitkomst.telt", combine="OR")
    assert circular(in_book(computing(value))) == []


def of_article(number: str, name: str, reads: str, **more: Any) -> dict[str, Any]:
    execution = {
        "input": [call(reads, **more)],
        "output": [output(name)],
        "actions": [{"output": name, "value": f"${reads}"}],
    }
    return article(number, machine_readable={"execution": execution})


def test_articles_that_read_each_other() -> None:
    document = law(of_article("4", "een", "twee"), of_article("5", "twee", "een"))
    assert circular(in_book(document)) == [
        "eiland.yaml, article 4, machine_readable.execution.actions.een: it depends on itself:"
        f" een → twee → eilandwet art. 5 twee → eilandwet art. 5 een → een {BREAK}"
    ]


def test_laws_that_read_each_other() -> None:
    one = law(of_article("4", "een", "twee", law="andere_wet"))
    two = law(of_article("5", "twee", "een", law="eilandwet"), law_id="andere_wet")
    assert circular(in_book(one, two)) == [
        "eiland.yaml, article 4, machine_readable.execution.actions.een: it depends on itself:"
        f" een → twee → andere_wet art. 5 twee → andere_wet art. 5 een → een {BREAK}"
    ]


def test_versions_that_never_meet_make_no_circle() -> None:
    one = law(of_article("4", "een", "twee", law="andere_wet"), starts="2031-01-01")
    two = law(
        article("5", machine_readable=machine(True, declared=output("twee"))), law_id="andere_wet", starts="2031-01-01"
    )
    two["articles"][0]["machine_readable"]["execution"]["actions"][0]["output"] = "twee"
    later_one = law(article("4", machine_readable=machine(True)), starts="2032-01-01")
    later_one["articles"][0]["machine_readable"]["execution"]["output"][0]["name"] = "een"
    later_one["articles"][0]["machine_readable"]["execution"]["actions"][0]["output"] = "een"
    later_two = law(of_article("5", "twee", "een", law="eilandwet"), law_id="andere_wet", starts="2032-01-01")
    assert in_book(one, two, later_one, later_two, places=("a.yaml", "b.yaml", "c.yaml", "d.yaml")) == []
    later_two["valid_from"] = "2031-06-01"
    assert len(circular(in_book(one, two, later_one, later_two, places=("a.yaml", "b.yaml", "c.yaml", "d.yaml")))) == 1


CODE = field("gemeente_code", "string")


def act(**term: Any) -> dict[str, Any]:
    terms = [{"id": "term", "type": "boolean", "delegation_type": "GEMEENTELIJKE_VERORDENING", **term}]
    return computing("$term", open_terms=terms, parameters=[CODE])


def reading_back(code: str = "GM9990") -> dict[str, Any]:
    execution = {
        "parameters": [CODE],
        "input": [call("uitkomst", law="eilandwet", parameters={"gemeente_code": "$gemeente_code"})],
        "output": [output("term")], "actions": [{"output": "term", "value": "$uitkomst"}],
    }  # fmt: skip
    implements = [{"law": "eilandwet", "article": "4", "open_term": "term"}]
    return ordinance(article("1", machine_readable={"implements": implements, "execution": execution}), code=code)


def test_an_ordinance_may_read_the_act_it_fills_when_the_act_has_something_without_it() -> None:
    default = {"actions": [{"output": "term", "value": False}]}
    assert in_book(act(default=default), reading_back()) == []
    assert circular(in_book(act(), reading_back())) == [
        f"{AT}.open_terms.term: it depends on itself: term → verordening_gm9990 art. 1 term"
        f" → verordening_gm9990 art. 1 uitkomst → uitkomst → term {BREAK}"
    ]


def test_a_default_that_reads_its_own_term() -> None:
    default = {"actions": [{"output": "half", "value": "$uitkomst"}, {"output": "term", "value": "$half"}]}
    assert circular(in_book(act(default=default))) == [
        f"{AT}.open_terms.term.default.actions.half: it depends on itself:"
        f" half → uitkomst → term → default of term → half {BREAK}"
    ]


def test_a_long_circle_is_shown_short() -> None:
    actions = [{"output": f"stap_{index:02}", "value": f"$stap_{(index + 1) % 30:02}"} for index in range(30)]
    assert circular(in_book(computing("$stap_00", actions=actions))) == [
        f"{AT}.execution.actions.stap_00: it depends on itself:"
        f" stap_00 → stap_01 → stap_02 → stap_03 → stap_04 → … → stap_00 {BREAK}"
    ]


def node(number: int) -> Node:
    return Node("eiland.yaml", "4", f"n{number:02}")


@given(st.dictionaries(st.integers(0, 9), st.sets(st.integers(0, 9), max_size=3), max_size=10))
def test_there_is_a_circle_exactly_when_something_reaches_itself(edges: dict[int, set[int]]) -> None:
    graph = {node(start): {node(end) for end in ends} for start, ends in edges.items()}
    found = list(circles(graph))
    circling = {start for start in graph if start in reached(graph, graph[start])}
    for circle in found:
        assert circle[0] == circle[-1] == min(circle)
        assert all(following in graph[step] for step, following in pairwise(circle))
        assert len(set(circle)) == len(circle) - 1
    groups = [
        {other for other in circling if circle[0] in reached(graph, [other]) and other in reached(graph, [circle[0]])}
        for circle in found
    ]
    assert sorted(one for group in groups for one in group) == sorted(circling)
