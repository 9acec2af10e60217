"""What the General Administrative Law Act asks before an application is left aside or refused (articles 4:5 and 4:7)."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Final

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import Unknown, Value

ACT: Final = "algemene_wet_bestuursrecht"
ON: Final = date(2020, 1, 1)
# What is asked of the act, and the two facts that it needs both.
LEFT_ASIDE: Final = ("buiten_behandeling_mogelijk", "aanvulling_gevraagd", "termijn_ongebruikt_voorbij")
HEARD: Final = ("zienswijze_vragen", "steunt_op_gegevens_over_de_aanvrager", "wijkt_af_van_eigen_opgave")


def ask(output: str, **facts: Value) -> Value:
    return compile_plan(OUR_LAW, ACT, [output], ON).run(facts, ON)[output]


@pytest.mark.parametrize(("first", "second"), list(product([True, False], repeat=2)))
@pytest.mark.parametrize("question", [LEFT_ASIDE, HEARD], ids=lambda question: question[0])
def test_it_follows_from_both_facts_and_from_neither_alone(
    question: tuple[str, str, str], first: bool, second: bool
) -> None:
    """Nobody is left aside who was not asked first, or still has time; nobody is heard on what he said himself."""
    output, one, other = question
    assert ask(output, **{one: first, other: second}) is (first and second)


@pytest.mark.parametrize("question", [LEFT_ASIDE, HEARD], ids=lambda question: question[0])
def test_what_the_file_does_not_tell_is_asked_unless_it_decides_nothing(question: tuple[str, str, str]) -> None:
    output, one, other = question
    assert ask(output, **{one: True}) == Unknown({other})
    assert ask(output, **{other: False}) is False
