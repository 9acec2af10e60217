"""One article as the checks see it: its scope and every expression in it, surveyed once, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.document import Article, Execution, MachineReadable, OpenTerm, Operation, Output, Regulation
from wbmgp_engine.law.types.inference import Path, Survey, survey
from wbmgp_engine.law.types.scope import Scope, article_scope, default_scope, parse_reference
from wbmgp_engine.law.types.static_type import StaticType, of_field

EXECUTION: Path = ("machine_readable", "execution")
TERMS: Path = ("machine_readable", "open_terms")
DEFINITIONS: Path = ("machine_readable", "definitions")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that an expression can end in: the expression itself, or a branch of the IF that it is."""

    path: Path
    expression: Any
    type: StaticType


@dataclass(frozen=True)
class Assignment:
    """One action: what it sets, with the declared type when that is an output, and a survey of its value."""

    name: str
    path: Path
    value: Any
    declared: StaticType | None
    scope: Scope
    survey: Survey

    def leaves(self) -> Iterator[Leaf]:
        """Every value that this assignment can end in."""
        if not _is_choice(self.value):
            yield Leaf(self.path, self.value, self.survey.type)
            return
        for site in self.survey.sites:
            if site.tail and _is_choice(site.operation):
                for operand in site.operands:
                    if not operand.role.endswith(".when") and not _is_choice(operand.expression):
                        yield Leaf((*site.path, *operand.role.split(".")), operand.expression, operand.type)


@dataclass(frozen=True)
class View:
    """An article of one version."""

    file: str
    regulation: Regulation
    article: Article

    @property
    def machine(self) -> MachineReadable:
        return self.article.machine_readable or MachineReadable()

    @property
    def execution(self) -> Execution:
        return self.machine.execution

    @cached_property
    def scope(self) -> Scope:
        return article_scope(self.article)

    @cached_property
    def outputs(self) -> Mapping[str, Output]:
        return {output.name: output for output in self.execution.output}

    @cached_property
    def actions(self) -> tuple[Assignment, ...]:
        """What the article computes."""
        found = []
        for action in self.execution.actions:
            path = (*EXECUTION, "actions", action.output, "value")
            declared = of_field(self.outputs[action.output]) if action.output in self.outputs else None
            found.append(_assignment(action.output, path, action.value, declared, self.scope))
        return tuple(found)

    @cached_property
    def defaults(self) -> tuple[tuple[OpenTerm, Assignment], ...]:
        """What its open terms are when nothing fills them."""
        found = []
        for term in self.machine.open_terms:
            scope = default_scope(term, self.scope)
            filled = StaticType(term.type, nullable=not term.required)
            for action in term.default.actions if term.default else ():
                path = (*TERMS, term.id, "default", "actions", action.output, "value")
                declared = filled if action.output == term.id else None
                found.append((term, _assignment(action.output, path, action.value, declared, scope)))
        return tuple(found)

    @property
    def assignments(self) -> Iterator[Assignment]:
        """Every assignment of the article."""
        yield from self.actions
        yield from (assignment for _, assignment in self.defaults)

    def finding(self, path: Path, problem: str, fix: str) -> Finding:
        """A finding in this article; `path` is the path of keys below it."""
        return finding(self.file, self.article.number, path, problem, fix)


def views(regulation: Regulation, file: str) -> list[View]:
    """The articles of a regulation."""
    return [View(file, regulation, article) for article in regulation.articles]


def finding(file: str, article: str | None, path: Path, problem: str, fix: str) -> Finding:
    """A finding on one line: file, article and the path of keys, what is wrong, and the fix."""
    parts = [file] if article is None else [file, f"article {_part(article)}"]
    if path:
        parts.append(".".join(_part(part) for part in path))
    return Finding(", ".join(parts), one_line(problem), one_line(fix))


def name_of(expression: Any) -> str:
    """How a message calls an expression."""
    if isinstance(expression, Operation):
        return f"the {expression.operation}"
    if parse_reference(expression) is not None:
        return short(expression)
    if isinstance(expression, (dict, list)):
        return "the mapping" if isinstance(expression, dict) else "the list"
    text = "null" if expression is None else str(expression).lower() if isinstance(expression, bool) else expression
    return short(repr(text) if isinstance(text, str) and isinstance(expression, str) else str(text))


def short(text: str) -> str:
    """A name as a message shows it: not longer than a line can bear."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def one_line(text: str) -> str:
    """The text without characters that break or turn a line."""
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


def _part(text: str) -> str:
    return short(one_line(text.replace(".", "_")))


def _assignment(name: str, path: Path, value: Any, declared: StaticType | None, scope: Scope) -> Assignment:
    return Assignment(name, path, value, declared, scope, survey(value, scope, path))


def _is_choice(expression: Any) -> bool:
    return isinstance(expression, Operation) and expression.operation in ("IF", "SWITCH")
