"""What depends on what: finds steps that depend on themselves and chains that are too deep to run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from wbmgp_engine.errors import CircularReference, MaxDepthExceeded
from wbmgp_engine.logic.plan import Constant, Expression, Failure, Step, references

# Each step that reads another one costs a Python frame or two; the interpreter stops near a thousand.
MAX_STEP_DEPTH = 200


Graph: TypeAlias = Sequence[Sequence[int]]


def put_in_order(steps: Sequence[Step]) -> None:
    """Fill in what each step depends on, the gates of calls, and cycles.

    A cycle inside one article is an error as soon as one of its outputs is asked for. A cycle through calls is only
    an error when a run really goes round, so those steps are marked `guarded`. Raises MaxDepthExceeded.
    """
    for step in steps:
        step.depends_on = _dependencies(step)
    for step in steps:
        step.gates = _gates(step, steps)
        step.depends_on = tuple(dict.fromkeys([*step.gates, *step.depends_on]))
    graph = [step.depends_on for step in steps]
    finished = _finished(graph, range(len(graph)), set())
    for group in _cycles(graph, finished):
        _mark([steps[index] for index in group])
    _check_depth(steps, finished)


def _dependencies(step: Step) -> tuple[int, ...]:
    direct = [index for index in (step.target, step.fallback) if index is not None]
    return tuple(dict.fromkeys([*direct, *references(step.body)]))


def _gates(step: Step, steps: Sequence[Step]) -> tuple[int, ...]:
    """The required parameters that decide whether a called article runs: those its output can read."""
    if step.target is None:
        return ()
    found = (steps[index] for index in sorted(_reachable(step.target, steps)) if steps[index].kind == "parameter")
    return tuple(parameter.index for parameter in found if parameter.required and _may_miss(parameter.body))


def _may_miss(passed: Expression | None) -> bool:
    """Whether a passed value can turn out unknown or null; what was not passed is the called article's own error."""
    return passed is not None and not (isinstance(passed, Constant) and passed.value is not None)


def _reachable(start: int, steps: Sequence[Step]) -> set[int]:
    """What an output reads inside its own article, not looking into what it calls."""
    seen, pending = {start}, [start]
    while pending:
        step = steps[pending.pop()]
        if step.kind in ("call", "open_term", "parameter"):
            continue
        for index in step.depends_on:
            if index not in seen:
                seen.add(index)
                pending.append(index)
    return seen


def dependencies_first(steps: Sequence[Step]) -> list[int]:
    """The numbers of the steps, each after those it depends on; round a circle in any order."""
    return _finished([step.depends_on for step in steps], range(len(steps)), set())


def _cycles(graph: Graph, finished: Sequence[int]) -> list[list[int]]:
    """The groups of steps that reach each other, by Kosaraju: what one step reaches against the arrows, last one first."""
    readers: list[list[int]] = [[] for _ in graph]
    for index, children in enumerate(graph):
        for child in children:
            readers[child].append(index)
    seen: set[int] = set()
    groups = [_finished(readers, [root], seen) for root in reversed(finished)]
    return [group for group in groups if len(group) > 1 or (group and group[0] in graph[group[0]])]


def _finished(graph: Graph, roots: Iterable[int], seen: set[int]) -> list[int]:
    """What the roots reach, each after all that it reaches itself; without recursion."""
    done: list[int] = []
    for root in roots:
        pending = [(root, iter(graph[root]))] if root not in seen else []
        seen.add(root)
        while pending:
            _, children = pending[-1]
            child = next((child for child in children if child not in seen), None)
            if child is None:
                done.append(pending.pop()[0])
            else:
                seen.add(child)
                pending.append((child, iter(graph[child])))
    return done


def _mark(group: Sequence[Step]) -> None:
    names = ", ".join(sorted({step.name for step in group}))
    within_article = all(step.kind == "action" for step in group)
    for step in group:
        if within_article:
            message = f"{step.place}: depends on itself, through {names}; break the circle"
            step.body, step.depends_on = Failure(step.name, CircularReference, message), ()
        else:
            step.guarded = True


def _check_depth(steps: Sequence[Step], finished: Sequence[int]) -> None:
    depth: dict[int, int] = {}
    for index in finished:
        depth[index] = 1 + max((depth.get(child, 0) for child in steps[index].depends_on), default=0)
        if depth[index] > MAX_STEP_DEPTH:
            raise MaxDepthExceeded(f"{steps[index].place}: a chain of more than {MAX_STEP_DEPTH} steps; shorten it")
