"""Where the rule files can be changed, and how: each mutant changes one thing, in every version that says the same there.

A version of the law that is like its neighbour is read by few cases, and a change in only one of them is noticed
otherwise (tests/law/test_versions_alike.py). So one mutant stands for the same place in all versions that are alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from wbmgp_engine.law.document import Article, Operation, Regulation
from wbmgp_engine.law.lawbook import Lawbook

Set = Callable[[Any], None]
_BOUNDARY = {
    "LESS_THAN": "LESS_THAN_OR_EQUAL",
    "LESS_THAN_OR_EQUAL": "LESS_THAN",
    "GREATER_THAN": "GREATER_THAN_OR_EQUAL",
    "GREATER_THAN_OR_EQUAL": "GREATER_THAN",
}
_OPPOSITE = {
    "LESS_THAN": "GREATER_THAN_OR_EQUAL",
    "LESS_THAN_OR_EQUAL": "GREATER_THAN",
    "GREATER_THAN": "LESS_THAN_OR_EQUAL",
    "GREATER_THAN_OR_EQUAL": "LESS_THAN",
    "AND": "OR",
    "OR": "AND",
}


class Change(NamedTuple):
    """One change at one place of one file: how to make it, and how to take it back."""

    kind: str
    where: str
    what: str
    apply: Callable[[], None]
    undo: Callable[[], None]


@dataclass(frozen=True, eq=False)
class Mutant:
    """The same change in every version that says the same there."""

    law: str
    kind: str
    where: str
    what: str
    versions: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def id(self) -> str:
        return f"{self.law} {self.where}: {self.kind}: {self.what}"

    @property
    def name(self) -> str:
        """The output, definition or open term that is changed."""
        return self.where.split()[-1]

    @property
    def places(self) -> frozenset[tuple[str, str, str, str]]:
        """Law, version, article and name of everything that is changed."""
        article = self.where.split()[1]
        return frozenset((self.law, version, article, self.name) for version in self.versions)

    def apply(self) -> None:
        for change in self.changes:
            change.apply()

    def undo(self) -> None:
        for change in self.changes:
            change.undo()


def mutants(lawbook: Lawbook, laws: frozenset[str]) -> list[Mutant]:
    """Every mutant of these laws."""
    found: dict[tuple[str, str, str, str], list[tuple[str, Change]]] = defaultdict(list)
    for law in sorted(laws):
        for version in lawbook.versions(law):
            for change in _of_regulation(version.regulation):
                found[law, change.kind, change.where, change.what].append((version.regulation.valid_from or "", change))
    return [
        Mutant(*key, tuple(version for version, _ in changes), tuple(change for _, change in changes))
        for key, changes in found.items()
    ]


def _of_regulation(regulation: Regulation) -> Iterator[Change]:
    for article in regulation.articles:
        if article.machine_readable is not None:
            yield from _of_article(article)


def _of_article(article: Article) -> Iterator[Change]:
    machine = article.machine_readable
    assert machine is not None
    for action in machine.execution.actions:
        where = f"art. {article.number} {action.output}"
        yield from _of_value(where, action.value, _attribute(action, "value"))
    for name, raw in machine.definitions.items():
        where = f"art. {article.number} definition {name}"
        holder = raw if isinstance(raw, dict) and "value" in raw else machine.definitions
        key = "value" if holder is raw else name
        yield from _of_value(where, holder[key], _item(holder, key))
    for term in machine.open_terms:
        where = f"art. {article.number} open term {term.id}"
        if term.default is not None:
            yield _change("default removed", where, term.id, _attribute(term, "default"), term.default, None)
            for action in term.default.actions:
                yield from _of_value(where, action.value, _attribute(action, "value"))
    for place, one in enumerate(machine.implements):
        where = f"art. {article.number} fills {one.open_term}"
        rest = [other for index, other in enumerate(machine.implements) if index != place]
        yield _change(
            "open term not filled", where, one.law, _attribute(machine, "implements"), machine.implements, rest
        )


def _attribute(target: Any, name: str) -> Set:
    return lambda value: target.__dict__.__setitem__(name, value)


def _item(target: Any, key: Any) -> Set:
    return lambda value: target.__setitem__(key, value)


def _change(kind: str, where: str, what: str, write: Set, old: Any, new: Any) -> Change:
    return Change(kind, where, what, lambda: write(new), lambda: write(old))


def said(raw: Any) -> str:
    """An expression in a few words: what tells one place from another."""
    if isinstance(raw, Operation):
        inside = ", ".join(said(value) for key, value in raw.operands.items())
        return f"{raw.operation}({inside})"
    if isinstance(raw, list):
        return "[" + ", ".join(map(said, raw)) + "]"
    if isinstance(raw, dict):
        return "{" + ", ".join(f"{key}: {said(value)}" for key, value in raw.items()) + "}"
    return "null" if raw is None else str(raw)


def _of_value(where: str, raw: Any, write: Set) -> Iterator[Change]:
    if isinstance(raw, Operation):
        yield from _of_operation(where, raw, write)
    elif isinstance(raw, list):
        yield from _of_list(where, raw, write)
    else:
        yield from _of_literal(where, raw, write)


def _of_literal(where: str, raw: Any, write: Set) -> Iterator[Change]:
    what = said(raw)
    if isinstance(raw, bool):
        yield _change("truth turned round", where, what, write, raw, not raw)
    elif isinstance(raw, int | Decimal):
        yield _change("number one higher", where, what, write, raw, raw + 1)
        yield _change("number one lower", where, what, write, raw, raw - 1)
    elif isinstance(raw, str) and not raw.startswith("$"):
        try:
            day = date.fromisoformat(raw)
        except ValueError:
            yield _change("code changed", where, what, write, raw, raw + "_anders")
            return
        for words, shift in (("a day later", 1), ("a day earlier", -1)):
            yield _change(f"date {words}", where, what, write, raw, (day + timedelta(days=shift)).isoformat())


def _of_list(where: str, raw: list[Any], write: Set) -> Iterator[Change]:
    if raw and not any(isinstance(item, Operation | dict | list) for item in raw):
        for place, item in enumerate(raw):
            rest = [other for index, other in enumerate(raw) if index != place]
            yield _change("code taken out of a list", where, f"{said(item)} of {said(raw)}", write, raw, rest)
        return
    for place, item in enumerate(raw):
        yield from _of_value(where, item, _item(raw, place))


def _of_operation(where: str, raw: Operation, write: Set) -> Iterator[Change]:
    name, operands, what = raw.operation, raw.operands, said(raw)
    rename = _attribute(raw, "operation")
    if name in _BOUNDARY:
        yield _change("boundary moved", where, what, rename, name, _BOUNDARY[name])
        yield _change("comparison turned round", where, what, rename, name, _OPPOSITE[name])
    elif name in ("EQUALS", "IN"):
        turned = Operation.model_construct(operation="NOT", operands={"value": raw}, legal_basis=None)
        yield _change("comparison turned round", where, what, write, raw, turned)
    elif name in ("AND", "OR"):
        yield _change("AND and OR swapped", where, what, rename, name, _OPPOSITE[name])
        conditions = operands["conditions"]
        for place, dropped in enumerate(conditions if len(conditions) > 1 else []):
            rest = [item for index, item in enumerate(conditions) if index != place]
            yield _change(
                "condition dropped",
                where,
                f"{said(dropped)} of {what}",
                _item(operands, "conditions"),
                conditions,
                rest,
            )
    elif name == "NOT":
        yield _change("NOT removed", where, what, write, raw, operands["value"])
    elif name == "FOREACH":
        combine = operands.get("combine")
        if combine in _OPPOSITE:
            yield _change("any and all swapped", where, what, _item(operands, "combine"), combine, _OPPOSITE[combine])
        if "filter" in operands:
            yield _change("filter dropped", where, what, _item(operands, "filter"), operands["filter"], True)
    elif name == "IF":
        yield from _of_choice(where, what, operands)
    yield from _inside(where, operands)


def _of_choice(where: str, what: str, operands: dict[str, Any]) -> Iterator[Change]:
    cases = operands["cases"]
    first = cases[0]

    def swap(_new: Any) -> None:
        first["then"], operands["default"] = operands.get("default"), first["then"]

    yield Change("branches swapped", where, what, lambda: swap(None), lambda: swap(None))
    for place, case in enumerate(cases):
        rest = [other for index, other in enumerate(cases) if index != place]
        if rest:
            yield _change("case dropped", where, f"{said(case)} of {what}", _item(operands, "cases"), cases, rest)


def _inside(where: str, operands: dict[str, Any]) -> Iterator[Change]:
    for key, value in operands.items():
        if key in ("as", "combine", "in", "precision"):
            continue
        if key == "conditions":  # dropping one is told apart from taking a code out of a list
            for place, condition in enumerate(value):
                yield from _of_value(where, condition, _item(value, place))
        elif key == "cases":
            for case in value:
                for part in ("when", "then"):
                    yield from _of_value(where, case[part], _item(case, part))
        elif value is not None:
            yield from _of_value(where, value, _item(operands, key))
