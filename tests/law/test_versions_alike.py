"""What differs between two versions of a law, name by name: a change in one of them only has to be meant.

Most cases are decided under one version. What the versions share is tried by all of them, so a slip in one file would
be seen by few; here it is seen as a difference that nobody wrote down.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.rules import LAWS
from tests.mutants.sites import said
from wbmgp_engine import Lawbook
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.yaml_reader import read_yaml

DIFFERENCES = Path(__file__).with_name("versions_alike.yaml")


def content(regulation: Regulation) -> dict[str, list[str]]:
    """Everything that a regulation computes, by name, in words that can be compared."""
    found: dict[str, list[str]] = defaultdict(list)
    for article in regulation.articles:
        machine, number = article.machine_readable, article.number
        if machine is None:
            continue
        for action in machine.execution.actions:
            found[action.output].append(f"{number}: {said(action.value)}")
        for item in machine.execution.input:
            source = item.source
            found[f"input {item.name}"].append(
                f"{number}: {source.regulation} {source.output} {said(source.parameters)}"
            )
        for name, raw in machine.definitions.items():
            found[f"definition {name}"].append(f"{number}: {said(raw)}")
        for term in machine.open_terms:
            defaults = [said(action.value) for action in term.default.actions] if term.default is not None else []
            found[f"open term {term.id}"].append(f"{number}: {defaults}")
        for one in machine.implements:
            found[f"fills {one.open_term}"].append(f"{number}: {one.law} {one.article}")
    return dict(found)


def differences(before: Regulation, after: Regulation) -> dict[str, list[str]]:
    """The names that changed, came and went."""
    old, new = content(before), content(after)
    return {
        "veranderd": sorted(name for name in old.keys() & new.keys() if old[name] != new[name]),
        "nieuw": sorted(new.keys() - old.keys()),
        "weg": sorted(old.keys() - new.keys()),
    }


def neighbours() -> dict[str, dict[str, list[str]]]:
    """Every two versions that follow each other, with what differs."""
    lawbook = Lawbook.load()
    return {
        f"{law} {before.regulation.valid_from} {after.regulation.valid_from}": differences(
            before.regulation, after.regulation
        )
        for law in sorted(LAWS)
        for before, after in pairwise(lawbook.versions(law))
    }


EXPECTED: dict[str, Any] = read_yaml(DIFFERENCES.read_bytes(), place=DIFFERENCES.name)


@pytest.mark.parametrize("pair", EXPECTED)
def test_two_versions_differ_where_the_law_changed_and_nowhere_else(pair: str) -> None:
    assert neighbours()[pair] == EXPECTED[pair]


def test_every_two_versions_are_compared() -> None:
    assert neighbours().keys() == EXPECTED.keys()
