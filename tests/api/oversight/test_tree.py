"""A stored trail read as a tree: what carried the advice, what was not read, and the words of the rule book."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.our_law import OUR_LAW
from wbmgp_api.oversight.trail import Trail, verdicts_of
from wbmgp_api.oversight.tree import Branch, Tree, tree_of
from wbmgp_engine.facts import Application
from wbmgp_engine.permits import assess
from wbmgp_engine.scenarios import load_cases


@cache
def garib() -> Any:
    """The answer in the decided case of Garib, and its day."""
    case = next(one for one in load_cases() if one.demo)
    return assess(Application.model_validate(case.input), lawbook=OUR_LAW, on=case.on).to_json(), case.on


@cache
def grown() -> Tree:
    return tree_of(garib()[0], OUR_LAW)


def walked(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for one in branches:
        yield one
        yield from walked(one.below)


def named(name: str) -> list[Branch]:
    return [one for one in walked(grown().deciding) if one.name == name]


def test_the_refusal_rests_on_article_8_and_on_nothing_of_article_9() -> None:
    answer, day = garib()
    trail = Trail(answer["spoor"])
    carrying = {trail.steps[one]["naam"] for one in trail.carrying(verdicts_of(OUR_LAW, day))}
    assert {
        "weigeringsgrond",
        "weigering_artikel_8",
        "zes_jaar_ingezetene",
        "inkomen_telt",
        "vereiste_jaren",
    } <= carrying
    assert not {"weigering_artikel_9", "weigering_rechtmatig_verblijf", "voorschriften"} & carrying
    assert [one["naam"] for one in trail.deciding(verdicts_of(OUR_LAW, day))] == ["vergunningplicht", "weigeringsgrond"]


def test_a_step_stands_once_with_its_value_and_the_article_of_its_day() -> None:
    (years,) = named("zes_jaar_ingezetene")
    assert (years.read, years.value, years.carries) == (True, False, True)
    assert years.citation is not None and years.citation.jci is not None
    assert years.citation.jci.endswith(f"&g={garib()[1].isoformat()}") and years.citation.text == "art. 8 lid 1 Wbmgp"
    assert years.meaning.words == "zes jaar onafgebroken ingezetene van de regio"
    first, *again = named("vereiste_jaren")
    assert first.value == 6 and not first.elsewhere and any(one.read for one in again)
    assert all(one.elsewhere and one.value == 6 if one.read else one.value is ... for one in again)
    spelled = [
        one.number for one in walked(grown().deciding + grown().others) if one.number and one.read and not one.elsewhere
    ]
    assert len(spelled) == len(set(spelled))


def test_what_was_not_read_is_there_and_says_so() -> None:
    ninth = [one for one in named("weigering_artikel_9") if not one.read]
    assert ninth and all(one.value is ... and not one.below and not one.carries for one in ninth)


def test_a_comparison_that_was_not_read_names_what_it_would_have_compared() -> None:
    unread = [one for one in walked(grown().deciding) if one.name == "LESS_THAN" and not one.read]
    below = [{side.role: (side.name, side.value, side.carries) for side in one.below} for one in unread]
    assert {
        "subject": ("$referencedate", ..., False),
        "value": ("verordening_tot", ..., False),
    } in below


def test_every_step_of_the_trail_stands_in_the_tree() -> None:
    trail = Trail(garib()[0]["spoor"])
    shown = {one.number for one in walked(grown().deciding + grown().others)}
    read = {
        number for number, node in trail.steps.items() if node["genomen"] and node["soort"] not in ("call", "open_term")
    }
    assert read <= shown


@pytest.mark.parametrize(
    ("operation", "value", "said", "decided"),
    [
        ("OR", True, [True, False], [0]), ("OR", False, [False, False], [0, 1]), ("AND", False, [True, False], [1]),
        ("AND", True, [True, True], [0, 1]), ("EQUALS", True, [True, False], [0, 1]), ("OR", None, [None, False], [0, 1]),
    ],
)  # fmt: skip
def test_of_alternatives_those_that_hold_decide(
    operation: str, value: Any, said: list[Any], decided: list[int]
) -> None:
    below = [{"soort": "literal", "naam": "", "genomen": True, "waarde": one} for one in said]
    node = {"soort": "operation", "naam": operation, "genomen": True, "waarde": value, "onder": below}
    assert Trail([node]).made_by(node, value) == [below[place] for place in decided]


def test_words_of_another_rule_book_are_left_out_and_not_guessed() -> None:
    answer, _ = garib()
    from wbmgp_engine.law.lawbook import Lawbook

    empty = tree_of(answer, Lawbook.from_files({}))
    assert empty.deciding == () and all(one.meaning.words is None for one in walked(empty.others))
