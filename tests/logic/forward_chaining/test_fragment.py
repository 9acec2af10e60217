"""Each limit of the sound fragment, and, where it is cheap to show, what the engine does outside it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.logic.forward_chaining.joints import decided, host, raw_host
from wbmgp_engine.logic.forward_chaining.articles import OutsideFragment
from wbmgp_engine.logic.forward_chaining.fragment import (
    MOST_GROUPS,
    MOST_PROPERTIES,
    MOST_RULES,
    SENTINEL,
    all_of,
    check,
    fnv1a,
)
from wbmgp_engine.logic.forward_chaining.host import SESSION, EngineFault
from wbmgp_engine.logic.forward_chaining.skeleton import Joint

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
ALWAYS = {SENTINEL: all_of(())}
NOT = Joint("k1", "niet", ("p0",))


def _refused(rules: dict[str, Any], properties: list[str], words: str) -> None:
    with pytest.raises(OutsideFragment, match=words):
        check(rules, properties)


def test_a_rule_set_inside_the_fragment() -> None:
    check(ALWAYS | {f"k{number}.waar.": all_of([{"p": "waar"}]) for number in range(MOST_RULES - 1)}, ["p"])


def test_at_most_sixty_rules_in_a_level() -> None:
    _refused(ALWAYS | {f"k{number}.waar.": all_of([{"p": "waar"}]) for number in range(MOST_RULES)}, ["p"], "61 rules")


def test_at_most_250_properties_in_a_message() -> None:
    _refused(ALWAYS, [f"p{number}" for number in range(MOST_PROPERTIES)], "properties in one message")


def test_at_most_fourteen_groups_in_a_condition() -> None:
    groups = [{"$or": [{"p": "waar"}, {"p": "onwaar"}]}] * MOST_GROUPS
    _refused(ALWAYS | {"k1.waar.": all_of(groups)}, ["p"], "15 groups in one condition")
    check(ALWAYS | {"k1.waar.": all_of(groups[1:])}, ["p"])


def test_two_names_with_one_hash() -> None:
    """Names are told apart by 32 bits only: these two are one to the engine."""
    assert fnv1a("Z2024-122789") == fnv1a("Z2024-339192")
    _refused(ALWAYS, ["Z2024-122789", "Z2024-339192"], "32-bit hash: Z2024-122789 and Z2024-339192")
    _refused(ALWAYS | dict.fromkeys(("Z2024-122789", "Z2024-339192"), all_of(())), [], "names of rules")


def test_there_is_always_a_rule_that_fires() -> None:
    _refused({}, [], "always fires")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"p": "waar"}, "anchor"),
        ({"$and": []}, "anchor"),
        ({"$and": [{"p": "waar"}]}, "anchor"),
        (all_of([{"$nex": {"p": 1}}]), r"\$nex is no property"),
        (all_of([{"$not": [{"p": "waar"}]}]), r"\$not is no property"),
        (all_of([{"q": "waar"}]), "q is no property"),
        (all_of([{"$or": []}]), "empty"),
        (all_of([{"$or": "waar"}]), "empty"),
        (all_of([{"p": 5}]), "compared with 5"),
        (all_of([{"p": None}]), "compared with None"),
        (all_of([{"p": {"$m": "q"}}]), "compared with"),
        (all_of([{"p": "waar", "q": "waar"}]), "no condition of one key"),
        (all_of(["p"]), "no condition of one key"),  # type: ignore[list-item]
    ],
)
def test_only_equality_of_texts_after_the_anchor(condition: dict[str, Any], words: str) -> None:
    _refused(ALWAYS | {"k1.waar.": condition}, ["p"], words)


# On the engine ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def engine() -> Any:
    return pytest.importorskip("durable.engine")


def test_our_host_has_no_threads(engine: Any) -> None:
    before = threading.active_count()
    host(NOT)
    assert threading.active_count() == before


def test_worths_are_texts_because_the_engine_takes_five_for_five(engine: Any) -> None:
    """`x == 5` holds for the text "5"; so worths are words that no number looks like."""
    rules = raw_host({"r": {SENTINEL: all_of(()), "getal": all_of([{"p": 5}]), "tekst": all_of([{"p": "5"}])}})
    assert rules._run("r", {"peil": "1", "p": "5"}) in (["getal", "tekst"], ["tekst", "getal"])


def test_nothing_is_chained_because_a_negation_is_not_withdrawn(engine: Any) -> None:
    """The natural way to write "unless": the second fact comes too late for what already followed from its absence."""
    followed: list[str] = []

    class Quiet(engine.Host):  # type: ignore[misc]
        def _run(self) -> None: ...

    def grant(_closure: Any) -> None:
        followed.append("verlenen")

    rules = {"all": [{"a": {"aanvraag": "1"}}, {"b$not": {"bezwaar": "1"}}], "run": grant}
    quiet = Quiet({"stock": {"verlenen": rules}})
    quiet.assert_fact("stock", {"sid": "s", "aanvraag": "1"})
    quiet.assert_fact("stock", {"sid": "s", "bezwaar": "1"})
    assert followed == ["verlenen"]


def test_one_session_because_two_ids_can_share_their_facts(engine: Any) -> None:
    """The facts of one applicant fire a rule for another whose id has the same hash."""
    fired: list[str] = []

    class Quiet(engine.Host):  # type: ignore[misc]
        def _run(self) -> None: ...

    def hardship(_closure: Any) -> None:
        fired.append("samen")

    rules = {"all": [{"a": {"hardheid": "1"}}, {"b": {"inkomen": "1"}}], "run": hardship}
    quiet = Quiet({"stock": {"samen": rules}})
    quiet.assert_fact("stock", {"sid": "Z2024-122789", "hardheid": "1"})
    quiet.assert_fact("stock", {"sid": "Z2024-339192", "inkomen": "1"})
    assert fired == ["samen"] and SESSION == "wbmgp"


def test_a_fault_inside_an_action_is_not_swallowed(engine: Any) -> None:
    """The engine hides it in the state; here it is a fault."""
    rules = host(NOT)
    rules._fired = None  # type: ignore[assignment]
    with pytest.raises((EngineFault, AttributeError)):
        decided(rules, {"p0": "waar"})
    failing = host(NOT)

    class Full(list[str]):
        def append(self, item: str) -> None:
            super().append(item)
            raise MemoryError(item)

    failing._fired = Full()
    with pytest.raises(EngineFault, match="MemoryError"):
        decided(failing, {"p0": "waar"})


def test_what_no_rule_takes_is_a_fault(engine: Any) -> None:
    with pytest.raises(EngineFault, match="MessageNotHandled"):
        raw_host({"r": {"k1.waar.": all_of([{"p0": "waar"}])}})._run("r", {"peil": "1", "p0": "onwaar"})


def test_without_the_sentinel_an_answer_does_not_count(engine: Any) -> None:
    with pytest.raises(EngineFault, match="always fires"):
        raw_host({"r": {"k1.waar.": all_of([{"p0": "waar"}])}})._run("r", {"peil": "1", "p0": "waar"})


def test_two_worths_at_once_are_a_fault(engine: Any) -> None:
    rules = {SENTINEL: all_of(()), "k1.waar.": all_of([{"p0": "waar"}]), "k1.onwaar.": all_of([{"p0": "waar"}])}
    with pytest.raises(EngineFault, match="at once"):
        raw_host({"r": rules})._level("r", {"p0": "waar"}, {"waarden": {}, "door": {}})


def test_a_rule_set_is_given_back(engine: Any) -> None:
    rules = host(NOT)
    rules.close()
    with pytest.raises(EngineFault):
        decided(rules, {"p0": "waar"})


def test_nothing_of_one_question_is_left_for_the_next(engine: Any) -> None:
    rules = host(Joint("k1", "een", ("p0", "p1")))
    for _ in range(3):
        assert decided(rules, {"p0": "waar", "p1": "onwaar"})["waarden"] == {"k1": "waar"}
        assert decided(rules, {"p0": "onwaar", "p1": "onwaar"})["waarden"] == {"k1": "onwaar"}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc on this machine")
def test_memory_stays_flat(engine: Any) -> None:
    """A sample of what was measured over 20,000 questions; each takes a level of its own and the state goes with it."""
    rules = host(*[Joint(f"k{number}", "alle", ("p0", "p1", "p2")) for number in range(10)])

    def ask(times: int) -> int:
        for number in range(times):
            decided(rules, {f"p{place}": ("waar", "onwaar")[number >> place & 1] for place in range(3)})
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])

    first = ask(1500)
    assert ask(3000) - first <= 512  # pages of 4 KiB
