"""What depends on what: finds steps that depend on themselves and chains that are too deep to run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wbmgp_engine.errors import CircularReference, MaxDepthExceeded
from wbmgp_engine.logic import units
from wbmgp_engine.logic.plan import Failure, Step, references

# Each step that reads another one costs a Python frame or two; the interpreter stops near a thousand.
MAX_STEP_DEPTH = 200


def ordered(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with their dependencies, cycles and unit faults filled in.

    A cycle inside one article is an error as soon as one of its outputs is asked for. A cycle through calls is only
    an error when a run really goes round, so those steps are marked `guarded`. Raises MaxDepthExceeded.
    """
    linked = [replace(step, depends_on=_dependencies(step)) for step in steps]
    linked = [_with_gates(step, linked) for step in linked]
    groups = _cycles(linked)
    for group in groups:
        for index in group:
            linked[index] = _in_cycle(linked[index], [linked[item] for item in group])
    _check_depth(linked)
    return tuple(_with_unit_error(step, linked) for step in linked)


def _dependencies(step: Step) -> tuple[int, ...]:
    direct = [index for index in (step.target, step.fallback) if index is not None]
    return tuple(dict.fromkeys([*direct, *references(step.body)]))


def _with_gates(step: Step, steps: Sequence[Step]) -> Step:
    """The required parameters that decide whether a called article runs: those its output can read."""
    if step.target is None:
        return step
    parameters = (steps[index] for index in sorted(_reachable(step.target, steps)) if steps[index].kind == "parameter")
    passed = tuple(parameter.index for parameter in parameters if parameter.required and parameter.body is not None)
    return replace(step, gates=passed, depends_on=tuple(dict.fromkeys([*passed, *step.depends_on])))


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


def _cycles(steps: Sequence[Step]) -> list[set[int]]:
    """Tarjan's strongly connected components with more than one step, or one that reads itself. Iterative."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[set[int]] = []
    for root in range(len(steps)):
        if root in order:
            continue
        work = [(root, iter(steps[root].depends_on))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, following = work[-1]
            for child in following:
                if child not in order:
                    order[child] = low[child] = len(order)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(steps[child].depends_on)))
                    break
                if child in on_stack:
                    low[node] = min(low[node], order[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    component = set()
                    while node not in component:
                        component.add(stack.pop())
                    on_stack -= component
                    if len(component) > 1 or node in steps[node].depends_on:
                        found.append(component)
    return found


def _in_cycle(step: Step, group: Sequence[Step]) -> Step:
    names = ", ".join(sorted({member.name for member in group}))
    if any(member.kind != "action" for member in group):
        return replace(step, guarded=True)
    failure = Failure(step.name, CircularReference, f"{step.place}: depends on itself, through {names}; break the circle")
    return replace(step, body=failure, depends_on=())


def _check_depth(steps: Sequence[Step]) -> None:
    depth: dict[int, int] = {}
    busy: set[int] = set()
    for root in range(len(steps)):
        pending = [root]
        while pending:
            node = pending[-1]
            if node in depth:
                pending.pop()
                continue
            busy.add(node)
            open_children = [child for child in steps[node].depends_on if child not in depth and child not in busy]
            if open_children:
                pending.extend(open_children)
                continue
            depth[node] = 1 + max((depth.get(child, 0) for child in steps[node].depends_on), default=0)
            if depth[node] > MAX_STEP_DEPTH:
                raise MaxDepthExceeded(f"{steps[node].place}: a chain of more than {MAX_STEP_DEPTH} steps; shorten it")
            busy.discard(node)
            pending.pop()


def _with_unit_error(step: Step, steps: Sequence[Step]) -> Step:
    if step.body is None or step.kind != "action":
        return step
    return replace(step, unit_error=units.mismatch(step.body, steps))
