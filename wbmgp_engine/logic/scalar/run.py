"""Running a compiled plan: the same plan serves any number of runs, also at the same time in several threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from wbmgp_engine.errors import BadInput, MaxDepthExceeded
from wbmgp_engine.logic.plan import Declared, Plan, Step, slot_of_step
from wbmgp_engine.logic.scalar.linking import Answers, Code, first_operation, link, template
from wbmgp_engine.logic.scalar.step_functions import Slots
from wbmgp_engine.logic.values import NOT_TAKEN, ReferenceDate, Value

# Planning, writing code and drawing the trail are imported where they are done: a question that was kept from an
# earlier run needs none of them to be answered.
if TYPE_CHECKING:
    from wbmgp_engine.logic.planner import LawSource
    from wbmgp_engine.logic.scalar.evaluated import Evaluated, Told
    from wbmgp_engine.logic.scalar.trace import TraceNode
    from wbmgp_engine.logic.scalar.trail_json import Stated


CALLS = ("call", "open_term")


class CompiledPlan:
    """A question to the law, compiled: `run` answers it for the facts of one case. It can be pickled."""

    __slots__ = (
        "_answers", "_at_once", "_code", "_others", "_replaceable", "_replaced", "_rest", "_template", "last_step", "plan", "refine", "slots_before_operations",
        "stated", "told",
    )  # fmt: skip

    def __init__(self, plan: Plan, *, refine: bool = True, code: Code | None = None) -> None:
        self.plan = plan
        self.refine = refine
        self.slots_before_operations = first_operation(plan)
        self.last_step = self.slots_before_operations + slot_of_step(0)
        self._code = _generated(plan, refine) if code is None else code
        self._answers, self._rest = link(plan, self._code)
        # Code that first looks whether the caller gave the value of a call; made when one does.
        self._replaced: tuple[Answers, Answers] | None = None
        self._replaceable = frozenset(step.name for step in plan.steps if step.from_caller and step.kind in CALLS)
        self._at_once = tuple(name for name in plan.outputs if plan.at_once is None or name in plan.at_once)
        self._others = tuple(name for name in plan.outputs if name not in self._at_once)
        self._template = template(plan)
        # What expressions read whatever the facts are, as `Evaluated.told` finds it; the plan keeps the keys alive.
        self.told: dict[int, Told | None] = {}
        # What the trail states of places.
        self.stated: Stated = {}

    def __reduce__(self) -> tuple[Callable[..., CompiledPlan], tuple[Any, ...]]:
        return _restored, (self.plan, self.refine, self._code)

    @property
    def inputs(self) -> Mapping[str, Declared]:
        """The register inputs the question can read, by name, as they are declared."""
        return self.plan.inputs

    def run(self, facts: Mapping[str, Value], on: date | None = None) -> Run:
        """Answer for these facts, with `on` as `$referencedate` (default: the date the plan was made for).

        `facts` holds register inputs and parameters of the asked law by name; what is not there is unknown.
        Raises RunError or LawLookupError when a rule that is reached cannot be executed.
        """
        for name, value in self.plan.scope.items():
            if facts.get(name, value) != value:
                raise BadInput.one(
                    name,
                    f"{facts[name]!r} differs from the plan's {value!r}",
                    "make a plan for this scope",
                )
        today = self.plan.on if on is None else on
        slots = self._template[:]
        slots[0] = facts
        slots[1] = today
        slots[2] = ReferenceDate(today.year, today.month, today.day)
        answers = self._answers if self._replaceable.isdisjoint(facts) else self._with_replaced()[0]
        return Run(self, slots, self._answered(self._at_once, answers, slots))

    def the_others(self, slots: Slots) -> dict[str, Value]:
        """The outputs that were not asked at once, computed from the slots of a run on."""
        rest = self._rest if self._replaceable.isdisjoint(slots[0]) else self._with_replaced()[1]
        return self._answered(self._others, rest, slots)

    def _with_replaced(self) -> tuple[Answers, Answers]:
        if self._replaced is None:
            self._replaced = link(self.plan, _generated(self.plan, self.refine, replaced=True))
        return self._replaced

    def _answered(self, names: tuple[str, ...], answers: Answers, slots: Slots) -> dict[str, Value]:
        try:
            return dict(zip(names, answers(slots), strict=True))
        except RecursionError:
            raise MaxDepthExceeded(f"{self.plan.law_id}: the rules call each other too deep to be executed") from None


class Run:
    """The answer for one case. Everything a trace needs stands in the slots; nothing is computed again.

    What a plan does not ask at once is computed when an output of it, the trace or a slot is read; it adds to the same slots.
    """

    __slots__ = ("_answers", "_evaluated", "_slots", "_whole", "compiled")

    def __init__(self, compiled: CompiledPlan, slots: Slots, answers: dict[str, Value]) -> None:
        self.compiled = compiled
        self._slots = slots
        self._answers = answers
        self._whole: dict[str, Value] | None = None
        self._evaluated: Evaluated | None = None

    @property
    def outputs(self) -> dict[str, Value]:
        """Every output of the question, in its order. Raises as `CompiledPlan.run` does."""
        if self._whole is None:
            found = {**self._answers, **self.compiled.the_others(self._slots)}
            self._whole = {name: found[name] for name in self.compiled.plan.outputs}
        return self._whole

    @property
    def slots(self) -> Slots:
        """The slots of the whole run."""
        self.outputs  # noqa: B018 -- reading them fills what is not filled yet
        return self._slots

    @property
    def evaluated(self) -> Evaluated:
        """What the run evaluated, told from its slots; what was found once is kept."""
        if self._evaluated is None:
            from wbmgp_engine.logic.scalar.evaluated import Evaluated

            self._evaluated = Evaluated(self)
        return self._evaluated

    def __getitem__(self, output: str) -> Value:
        try:
            return self._answers[output]
        except KeyError:
            return self.outputs[output]

    def taken(self, step: Step | int) -> bool:
        """Whether this run computed the step (a definition always counts as taken)."""
        return self.value_of(step) is not NOT_TAKEN

    def value_of(self, step: Step | int) -> Any:
        """The value of a step, or NOT_TAKEN."""
        return self.slots[self.compiled.last_step - (step if isinstance(step, int) else step.index)]

    def trace(self) -> TraceNode:
        """The trail as a tree, built now: every step taken and not taken, with values and citations."""
        from wbmgp_engine.logic.scalar.trace import trace

        return trace(self)

    def reads(self, output: str) -> tuple[str, ...]:
        """The names of the facts that the run read below an output, in order of first reading."""
        from wbmgp_engine.logic.scalar.trace import facts_read

        return facts_read(self, output)


def _generated(plan: Plan, refine: bool, *, replaced: bool = False) -> Code:
    from wbmgp_engine.logic.scalar.codegen import Program

    return Program(plan, refine, replaced=replaced).code()


def _restored(plan: Plan, refine: bool, code: Code) -> CompiledPlan:
    return CompiledPlan(plan, refine=refine, code=code)


def compile_plan(
    lawbook: LawSource,
    law_id: str,
    outputs: Sequence[str],
    on: date,
    scope: Mapping[str, str] | None = None,
    *,
    known_on: date | None = None,
    refine: bool = True,
    conformance: bool = False,
    at_once: Sequence[str] | None = None,
) -> CompiledPlan:
    """Plan and compile a question: these outputs of a law, on the law of a date, in one scope.

    `refine`: an IF on an unknown condition takes the value on which all reachable branches agree. For `known_on` and
    `conformance` (other engines' files) see `build_plan`. `at_once`: the outputs a run answers right away (default: all);
    the others, with the errors they can meet, come when they are read.
    """
    from wbmgp_engine.logic.planner import build_plan

    plan = build_plan(lawbook, law_id, outputs, on, scope, known_on=known_on, conformance=conformance)
    plan = plan if at_once is None else replace(plan, at_once=tuple(at_once))
    return CompiledPlan(plan, refine=refine)
