"""What a name means in an article: read from the documents, for propositions and for leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.law.document import Action, Article, Input, MachineReadable, OpenTerm, Regulation

if TYPE_CHECKING:
    from wbmgp_engine.law.lawbook import Lawbook


class OutsideFragment(WbmgpError):
    """A rule file says something that this reader does not take: there is no second opinion then."""


class Given(NamedTuple):
    """A fact of a register or of the caller."""

    name: str


class Fixed(NamedTuple):
    """A definition, or a parameter that the question fixes."""

    value: Any


class Computed(NamedTuple):
    """What an article computes: an output, or an intermediate of its own."""

    call: Call
    name: str


class Term(NamedTuple):
    """An open term: what an ordinance says, and what counts where none says anything."""

    call: Call
    name: str
    filled: Computed | None
    otherwise: Computed | None


Meaning: TypeAlias = "Given | Fixed | Computed | Term"


@dataclass(frozen=True, eq=False)
class Question:
    """The rule book on a date in a scope: what is the same for all articles of one question."""

    lawbook: Lawbook
    on: date
    scope: Mapping[str, str]

    def output(self, law_id: str, output: str) -> Computed:
        """The output of the law that is asked. Raises LawLookupError."""
        regulation = self.lawbook.regulation(law_id, self.on)
        article = self.lawbook.article_of(regulation, output)
        return Computed(Call(self, regulation, article, self.scope, True, ()), output)


@dataclass(frozen=True, eq=False)
class Call:
    """An article as it is called. `terms` are the open terms being filled around it; `default` is one it falls back on."""

    question: Question
    law: Regulation
    article: Article
    passed: Mapping[str, Any]
    open: bool
    terms: tuple[str, ...]
    default: OpenTerm | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal for equal calls."""
        default = self.default.id if self.default is not None else None
        passed = tuple(sorted(self.passed.items()))
        return self.law.id, self.law.valid_from, self.article.number, passed, self.open, self.terms, default

    @property
    def machine(self) -> MachineReadable:
        return self.article.machine_readable or MachineReadable()

    def body(self, name: str) -> Any:
        """The expression that gives `name` its value; where older files have several, the last one counts."""
        values = [action.value for action in self._actions if action.output == name]
        return values[-1] if values else None

    @property
    def _actions(self) -> list[Action]:
        if self.default is not None and self.default.default is not None:
            return self.default.default.actions
        return self.machine.execution.actions

    def meaning(self, name: str) -> Meaning:
        """What `$name` means in this article. Raises OutsideFragment where nothing declares it."""
        if self.default is not None:
            if any(action.output == name for action in self._actions):
                return Computed(self, name)
            return self._without_default().meaning(name)
        execution = self.machine.execution
        if any(item.output == name for item in execution.actions) or any(
            item.name == name for item in execution.output
        ):
            return Computed(self, name)
        declared = self._declared(name)
        if declared is None:
            raise OutsideFragment(f"{self}: ${name} is not declared")
        return declared

    def _without_default(self) -> Call:
        return Call(self.question, self.law, self.article, self.passed, self.open, self.terms)

    def _declared(self, name: str) -> Meaning | None:
        machine = self.machine
        if name in machine.definitions:
            raw = machine.definitions[name]
            return Fixed(raw["value"] if isinstance(raw, Mapping) and "value" in raw else raw)
        for term in machine.open_terms:
            if term.id == name:
                return self._term(term)
        for item in machine.execution.input:
            if item.name == name:
                return Given(name) if item.source.is_register else self._called(item)
        for parameter in machine.execution.parameters:
            if parameter.name == name:
                return Fixed(self.passed[name]) if name in self.passed else Given(name)
        return None

    def _called(self, item: Input) -> Computed:
        output, question = item.source.output or item.name, self.question
        if item.source.regulation is None:
            article = question.lawbook.article_of(self.law, output)
            return Computed(Call(question, self.law, article, self.passed, self.open, self.terms), output)
        regulation = question.lawbook.regulation(item.source.regulation, question.on)
        article = question.lawbook.article_of(regulation, output)
        passed = {name: self._passed_on(name, raw) for name, raw in item.source.parameters.items()}
        return Computed(Call(question, regulation, article, passed, False, self.terms), output)

    def _passed_on(self, name: str, raw: Any) -> Any:
        """What goes along with a call has to be known beforehand: then no fact can hold the call up."""
        if isinstance(raw, str) and raw.startswith("$"):
            meaning = self.meaning(raw[1:])
            if not isinstance(meaning, Fixed):
                raise OutsideFragment(f"{self}: passes {raw} on as {name}; only what is fixed can be passed on here")
            raw = meaning.value
        return raw

    def _term(self, term: OpenTerm) -> Term:
        key = f"{self.law.id}#{self.article.number}#{term.id}"
        otherwise = None
        if term.default is not None:
            default = Call(self.question, self.law, self.article, self.passed, self.open, self.terms, term)
            otherwise = Computed(default, term.id)
        # An ordinance that reads the law whose term it fills gets that term without itself.
        return Term(self, term.id, None if key in self.terms else self._filling(term, key), otherwise)

    def _filling(self, term: OpenTerm, key: str) -> Computed | None:
        question = self.question
        scope = {name: value for name, value in self.passed.items() if name in question.scope}
        found = question.lawbook.implementations(self.law.id, self.article.number, term.id, question.on, scope)
        if found is None:
            return None
        regulation, article = found
        names = {item.name for item in (article.machine_readable or MachineReadable()).execution.parameters}
        passed = self.passed if self.open else {name: self.passed[name] for name in self.passed if name in names}
        return Computed(Call(question, regulation, article, passed, self.open, (*self.terms, key)), term.id)

    def __str__(self) -> str:
        return f"{self.law.id} ({self.law.valid_from}) art. {self.article.number}"
