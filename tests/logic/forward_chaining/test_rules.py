"""The rules of each kind of proposition, on the engine itself, for every combination of worths."""

from __future__ import annotations

from itertools import product

import pytest

from tests.logic.forward_chaining.joints import decided, host
from wbmgp_engine.logic.forward_chaining.host import RuleHost
from wbmgp_engine.logic.forward_chaining.skeleton import EMPTY, FALSE, TRUE, UNKNOWN, WORTHS, Joint

pytest.importorskip("durable_rules_engine")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

THREE = (TRUE, FALSE, UNKNOWN)
ABSENT = "geen"


def _worth(rules: RuleHost, *worths: str) -> tuple[str | None, list[str]]:
    given = {f"p{place}": worth for place, worth in enumerate(worths) if worth != ABSENT}
    found = decided(rules, given)
    return found["waarden"].get("k1"), sorted(found["door"].get("k1", []))


def _joint(kind: str, width: int) -> Joint:
    return Joint("k1", kind, tuple(f"p{place}" for place in range(width)))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [1, 2, 3, 6])
@pytest.mark.parametrize(("kind", "decisive", "other"), [("alle", FALSE, TRUE), ("een", TRUE, FALSE)])
def test_and_or(kind: str, decisive: str, other: str, width: int) -> None:
    rules = host(_joint(kind, width))
    for worths in product((*THREE, EMPTY, ABSENT) if width < 4 else THREE, repeat=width):
        unknown = [f"p{place}" for place, worth in enumerate(worths) if worth == UNKNOWN]
        if decisive in worths:
            assert _worth(rules, *worths) == (decisive, [])
        elif EMPTY in worths or ABSENT in worths:
            assert _worth(rules, *worths) == (None, [])
        else:
            assert _worth(rules, *worths) == ((UNKNOWN, unknown) if unknown else (other, []))


def test_not() -> None:
    rules = host(_joint("niet", 1))
    expected = {TRUE: (FALSE, []), FALSE: (TRUE, []), UNKNOWN: (UNKNOWN, ["p0"]), EMPTY: (None, []), ABSENT: (None, [])}
    for worth, answer in expected.items():
        assert _worth(rules, worth) == answer


def test_if_reads_no_branch_while_its_condition_is_unknown() -> None:
    rules = host(_joint("als", 3))
    for when, then, otherwise in product((*WORTHS, ABSENT), repeat=3):
        found = _worth(rules, when, then, otherwise)
        if when == UNKNOWN:
            assert found == (UNKNOWN, ["p0"])
        elif when in (TRUE, FALSE):
            taken, name = (then, "p1") if when == TRUE else (otherwise, "p2")
            assert found == (None if taken == ABSENT else taken, [name] if taken == UNKNOWN else [])
        else:
            assert found == (None, [])


def test_the_default_of_a_term_counts_only_where_nothing_fills_it() -> None:
    rules = host(_joint("term", 2))
    for filled, otherwise in product((*WORTHS, ABSENT), repeat=2):
        worth, name = (otherwise, "p1") if filled == EMPTY else (filled, "p0")
        assert _worth(rules, filled, otherwise) == (
            None if worth == ABSENT else worth,
            [name] if worth == UNKNOWN else [],
        )


def test_levels_follow_each_other() -> None:
    joints = [
        Joint("k3", "een", ("k2", "p1")),
        Joint("k2", "niet", ("k1",)),
        Joint("k1", "alle", ("p0", "vast_waar")),
        *[Joint(f"n{number}", "niet", ("p0",)) for number in range(40)],
    ]
    rules = host(*joints)
    for first, second in product(THREE, repeat=2):
        found = decided(rules, {"p0": first, "p1": second})["waarden"]
        turned = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[first]
        assert found["k1"] == first and found["k2"] == turned == found["n39"]
        assert (found["k3"] == TRUE) == (TRUE in (turned, second))
