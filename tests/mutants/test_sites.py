"""The mutants are made as they say, and nothing of them is left."""

from __future__ import annotations

from collections import Counter

from tests.mutants.killing import Suite, trials
from tests.mutants.rules import LAWS, reached
from tests.mutants.sites import mutants, said
from wbmgp_engine import Lawbook

KINDS = {
    "boundary moved", "comparison turned round", "AND and OR swapped", "condition dropped", "NOT removed",
    "any and all swapped", "filter dropped", "branches swapped", "case dropped", "truth turned round",
    "number one higher", "number one lower", "code changed", "code taken out of a list", "date a day later",
    "date a day earlier", "open term not filled", "default removed",
}  # fmt: skip


def _written(lawbook: Lawbook) -> str:
    """The expressions of all rules, as text."""
    actions = (
        action
        for law in sorted(LAWS)
        for version in lawbook.versions(law)
        for article in version.regulation.articles
        if article.machine_readable is not None
        for action in article.machine_readable.execution.actions
    )
    return "\n".join(f"{action.output} = {said(action.value)}" for action in actions)


def test_every_kind_occurs_every_mutant_is_another_and_none_stays() -> None:
    lawbook = Lawbook.load()
    before = _written(lawbook)
    found = mutants(lawbook, LAWS)
    assert {mutant.kind for mutant in found} == KINDS
    assert [name for name, count in Counter(mutant.id for mutant in found).items() if count > 1] == []
    for mutant in found:
        mutant.apply()
        mutant.undo()
    assert _written(lawbook) == before


def test_a_mutant_of_a_refusal_is_noticed_and_the_law_as_it_is_by_nobody() -> None:
    lawbook = Lawbook.load()
    tried = [trial for trial in trials(lawbook) if trial.name == "garib"]
    assert not tried[0].fails(lawbook)
    turned = [mutant for mutant in reached(lawbook, tried) if mutant.name == "weigering_artikel_8"]
    assert turned and not any(mutant.places.isdisjoint(tried[0].took) for mutant in turned)
    noticed = []
    for mutant in turned:
        mutant.apply()
        noticed.append(Suite(tried).killer(mutant, lawbook))
        mutant.undo()
    assert "garib" in noticed
    assert Suite(tried).killer(turned[noticed.index("garib")], lawbook) is None  # it was taken back
