"""Runs a program of levels on durable-rules: no threads, one composite fact for each level, nothing kept between runs.

Only this module imports the engine. A worker process runs it: a rule set that does not end holds the whole interpreter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.forward_chaining.fragment import ANCHOR, SENTINEL
from wbmgp_engine.logic.forward_chaining.levels import FOLDED, FOLDS, NEXT, SO_FAR
from wbmgp_engine.logic.forward_chaining.skeleton import CONSTANTS, FALSE, TRUE, UNKNOWN

# One session for the life of a worker: two ids with one 32-bit hash would share their facts.
SESSION: Final = "wbmgp"
_FIXED: Final = {CONSTANTS[True]: TRUE, CONSTANTS[False]: FALSE, CONSTANTS[None]: "leeg"}


class EngineFault(WbmgpError):
    """The engine did not do what a rule set says it does: there is no second opinion."""


class RuleHost:
    """The rule sets of one program, compiled once."""

    def __init__(self, program: Mapping[str, Any]) -> None:
        from durable import engine

        class Quiet(engine.Host):  # type: ignore[misc]
            def _run(self) -> None:
                """No dispatcher and no timers: their threads are what crashes the engine."""

        self._blocks = program["blokken"]
        self._fired: list[str] = []
        sets = {
            name: {id_: self._rule(id_, rule) for id_, rule in rules.items()}
            for name, rules in program["regels"].items()
        }
        self._host = Quiet(sets)

    def _rule(self, id_: str, condition: Mapping[str, Any]) -> dict[str, Any]:
        # One positional parameter: with two the engine takes it for an asynchronous action and stops in silence.
        def run(_closure: Any) -> None:
            self._fired.append(id_)

        return {"all": [{"m": condition}], "run": run}

    def decide(self, leaves: Mapping[str, Any]) -> dict[str, Any]:
        """The worths of all propositions; leaves and answer as {"waarden": {…}, "leden": {name: [{…}, …]}}.

        The answer also has `door`: through which propositions one is unknown. Raises EngineFault.
        """
        return self._block(0, leaves, {})

    def _block(self, number: int, leaves: Mapping[str, Any], around: Mapping[str, str]) -> dict[str, Any]:
        worths: dict[str, str] = {**_FIXED, **around, **leaves["waarden"]}
        found: dict[str, Any] = {"waarden": {}, "door": {}, "leden": {}}
        for step in self._blocks[number]["treden"]:
            if "leden" in step:
                self._members(step, leaves, worths, found)
            else:
                asked = {name: worths[name] for name in step["vraagt"] if name in worths}
                self._level(step["regels"], asked, found)
            worths |= found["waarden"]
        return found

    def _members(
        self, step: Mapping[str, Any], leaves: Mapping[str, Any], worths: Mapping[str, str], found: dict[str, Any]
    ) -> None:
        """A block for each element, and their answers taken together one by one."""
        name, block = step["leden"], self._blocks[step["blok"]]
        elements = leaves["leden"].get(name)
        if elements is None:  # the collection itself has no elements that could be read
            found["waarden"] |= {name: worths[name]} if name in worths else {}
            return
        around = {outer: worths[outer] for outer in block["buiten"] if outer in worths}
        found["leden"][name] = [self._block(step["blok"], element, around) for element in elements]
        folded: str | None = TRUE if step["wijze"] == "alle" else FALSE
        for element, inner in zip(elements, found["leden"][name], strict=True):
            known = {**_FIXED, **around, **element["waarden"], **inner["waarden"]}
            folded = self._fold(FOLDS[step["wijze"]], folded, known.get(block["antwoord"]))
        found["waarden"] |= {} if folded is None else {name: folded}

    def _fold(self, rules: str, so_far: str | None, following: str | None) -> str | None:
        asked = {SO_FAR: so_far, NEXT: following}
        sums: dict[str, Any] = {"waarden": {}, "door": {}}
        self._level(rules, {name: worth for name, worth in asked.items() if worth is not None}, sums)
        found: str | None = sums["waarden"].get(FOLDED)
        return found

    def _level(self, rules: str, asked: Mapping[str, str], found: dict[str, Any]) -> None:
        for id_ in self._run(rules, {ANCHOR: "1", **asked}):
            name, worth, through = id_.split(".")
            if found["waarden"].setdefault(name, worth) != worth:
                raise EngineFault(f"{rules}: {name} is {found['waarden'][name]} and {worth} at once")
            if worth == UNKNOWN:
                found["door"].setdefault(name, []).append(through.partition(":")[0])

    def _run(self, rules: str, message: Mapping[str, str]) -> list[str]:
        """The rules that fire on one message, each once."""
        self._fired.clear()
        try:
            state = self._host.assert_fact(rules, {**message, "sid": SESSION})
        except Exception as problem:  # of the engine, which names no classes of its own
            raise EngineFault(f"{rules}: {type(problem).__name__}: {problem}") from problem
        finally:
            if self._fired:  # deleting a state in which no action ran reads memory that nobody filled
                self._host.delete_state(rules, SESSION)
        if not isinstance(state, dict) or "exception" in state:
            raise EngineFault(f"{rules}: {state}")
        fired = list(dict.fromkeys(self._fired))
        if SENTINEL not in fired:
            raise EngineFault(f"{rules}: the rule that always fires did not")
        return [id_ for id_ in fired if id_ != SENTINEL]

    def close(self) -> None:
        """Give the rule sets back to the engine."""
        import durable_rules_engine

        while self._host._ruleset_list:
            rules = self._host._ruleset_list.pop()
            self._host._ruleset_directory.pop(rules._name)
            durable_rules_engine.delete_ruleset(rules._handle)
