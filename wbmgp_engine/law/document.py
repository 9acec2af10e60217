"""Rule files as typed documents: the vocabulary of the law format, schema v0.8.0, in the subset this engine reads.

Keys that are not understood are refused with their place. What the grammar allows as an extension starts with `x-`
and stands only where the schema is open: at the root and on parameters, inputs, outputs and definitions. The
conformance mode of `law run` (validation context `{"lenient": True}`) also takes what older schema versions wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, model_validator

from wbmgp_engine.law.checked import Checked, Closed, Constant, Day, FirstDay, Open
from wbmgp_engine.law.faults import fault, is_lenient
from wbmgp_engine.law.metadata import LegalBasis, Origin, TypeSpec
from wbmgp_engine.law.operations import (
    AT_ACTION_LEVEL,
    LEGACY_OPERANDS,
    OPERAND_KEYS,
    OPERANDS,
    Operation,
    ValueExpression,
    as_value,
)
from wbmgp_engine.law.vocabulary import Layer

__all__ = [
    "LEGACY_OPERANDS", "OPERANDS", "OPERAND_KEYS", "Action", "Article", "Execution", "FieldType", "Field_",
    "Implements", "Input", "Layer", "LegalBasis", "MachineReadable", "OpenTerm", "OpenTermDefault", "Operation",
    "Origin", "Output", "Parameter", "Produces", "Regulation", "Source", "TypeSpec", "ValueExpression", "as_value",
]  # fmt: skip

FieldType = Literal["string", "number", "boolean", "amount", "date", "object", "array"]


class Field_(Open):
    """What parameters, inputs and outputs share."""

    refused: ClassVar[Mapping[str, str]] = {"temporal": "delete it; nothing reads it"}

    name: str
    type: FieldType
    description: str | None = None
    nullable: bool = False
    type_spec: TypeSpec | None = None
    legal_basis: LegalBasis | None = None


class Parameter(Field_):
    """A value the caller passes; optional and left out means unknown."""

    required: bool = True
    origin: Origin | None = None


class Source(Checked):
    """Where an input comes from: another law, another article of this law, or (empty) a register."""

    refused: ClassVar[Mapping[str, str]] = {"endpoint": "delete it; nothing reads it"}

    regulation: str | None = None
    output: str | None = None
    parameters: dict[str, str] = Field(default_factory=dict)
    description: str | None = None

    @property
    def is_register(self) -> bool:
        return self.regulation is None and self.output is None


class Input(Field_):
    """A value the article fetches itself."""

    source: Source

    @model_validator(mode="before")
    @classmethod
    def _from_a_register(cls, data: Any, info: ValidationInfo) -> Any:
        """Older files leave `source` out for a register."""
        if isinstance(data, dict) and "source" not in data and is_lenient(info):
            return {**data, "source": {}}
        return data


class Output(Field_):
    """A value other articles and callers may ask for."""


class Action(Checked):
    """One assignment: `output` gets `value`. An output that is not declared is a local intermediate."""

    output: str
    value: ValueExpression = None
    legal_basis: LegalBasis | None = None

    refused: ClassVar[Mapping[str, str]] = {"resolve": "delete it; an open term is filled by its implementation"}

    @model_validator(mode="before")
    @classmethod
    def _operation_form(cls, data: Any, info: ValidationInfo) -> Any:
        """The grammar also lets an action be an operation itself: {output, operation, values | value, precision}."""
        if not isinstance(data, dict) or "operation" not in data:
            return data
        name, lenient = data["operation"], is_lenient(info)
        if not lenient and name in OPERANDS and name not in AT_ACTION_LEVEL:
            raise fault(
                f"{name} cannot stand at action level", f"nest it: value: {{operation: {name}, …}}", "operation"
            )
        rest = {key: data[key] for key in data if key in cls.model_fields and key != "value"}
        operation = {key: data[key] for key in data if key not in rest and key not in cls.refused}
        return {**rest, "value": as_value(operation, lenient=lenient)}


class Produces(Open):
    """What kind of legal act the article yields; data to show, never to compute with."""

    legal_character: str | None = None
    decision_type: str | None = None
    procedure_id: str | None = None
    submission: dict[str, Any] | None = None
    decides_on: list[str] | None = None
    extensions: dict[str, Any] | None = None


class Execution(Closed):
    """The computable part of an article."""

    produces: Produces | None = None
    parameters: list[Parameter] = Field(default_factory=list)
    input: list[Input] = Field(default_factory=list)
    output: list[Output] = Field(default_factory=list)
    actions: list[Action] = Field(default_factory=list)


class OpenTermDefault(Closed):
    """What an open term is when nothing fills it."""

    actions: list[Action]


class OpenTerm(Closed):
    """A term that a lower regulation fills."""

    id: str
    type: Literal["string", "number", "boolean", "amount", "date"]
    required: bool = True
    description: str | None = None
    delegated_to: str | None = None
    delegation_type: Layer | None = None
    legal_basis: str | None = None
    default: OpenTermDefault | None = None
    expected_source: str | None = None
    decided_per_case_by: str | None = None


class Implements(Closed):
    """Says which open term of which law this article fills; its output carries the term's id."""

    law: str
    article: str
    open_term: str
    gelet_op: str | None = None


class MachineReadable(Checked):
    """Everything of an article that a machine reads. The last three are kept, in conformance mode only, unexecuted."""

    definitions: dict[str, Constant] = Field(default_factory=dict)
    execution: Execution = Field(default_factory=Execution)
    open_terms: list[OpenTerm] = Field(default_factory=list)
    implements: list[Implements] = Field(default_factory=list)
    markings: list[dict[str, Any]] = Field(default_factory=list)
    declares: list[dict[str, Any]] = Field(default_factory=list)
    competent_authority: Any = None
    hooks: list[dict[str, Any]] = Field(default_factory=list)
    overrides: list[dict[str, Any]] = Field(default_factory=list)
    untranslatables: list[dict[str, Any]] = Field(default_factory=list)

    refused: ClassVar[Mapping[str, str]] = {
        "hooks": "hooks are not run: let the article read what it needs as an input",
        "overrides": "overrides are not run: write the exception in the article itself",
        "untranslatables": "it is of an older grammar: write markings",
        "requires": "delete it; nothing reads it",
        "endpoint": "delete it; nothing reads it",
        "enables": "delete it; the grammar dropped it",
        "origins": "write origin on the parameter",
        "executes": "delete it; nothing reads it",
    }


class Article(Checked):
    """One article: its number, our own short summary as `text`, where the official text stands, and its rules."""

    number: str
    text: str
    url: str | None = None
    machine_readable: MachineReadable | None = None
    references: list[dict[str, Any]] = Field(default_factory=list)
    placement: dict[str, Any] | None = None

    refused: ClassVar[Mapping[str, str]] = {"ref": "write url"}

    @property
    def outputs(self) -> list[Output]:
        """The outputs that others may ask this article for."""
        return self.machine_readable.execution.output if self.machine_readable else []


class Regulation(Open):
    """One regulation as it stood from `valid_from` on. `valid_to` is the last day, only for a real ending."""

    schema_: str | None = Field(default=None, alias="$schema")
    id: str = Field(alias="$id")
    regulatory_layer: Layer
    publication_date: Day | None = None
    url: str | None = None
    articles: list[Article]
    name: str | None = None
    valid_from: FirstDay | None = None
    valid_to: Day | None = None
    bwb_id: str | None = None
    celex_nummer: str | None = None
    tractatenblad_id: str | None = None
    gemeente_code: str | None = None
    provincie_code: str | None = None
    waterschap_code: str | None = None
    officiele_titel: str | None = None
    eli: str | None = None
    unts_nummer: str | None = None
    stcrt_id: str | None = None
    organisation: str | None = None
    legal_basis: list[dict[str, Any]] | None = None
    preamble: dict[str, Any] | None = None
    procedure: list[dict[str, Any]] | None = None
    competent_authority: Any = None

    refused: ClassVar[Mapping[str, str]] = {"procedure": "procedures are not run: delete it"}

    @property
    def starts(self) -> date | None:
        """First day in force; None matches every date (conformance mode only)."""
        return (
            None if self.valid_from is None or self.valid_from.startswith("#") else date.fromisoformat(self.valid_from)
        )

    @property
    def ends(self) -> date | None:
        """Last day in force, inclusive; None while it has no end."""
        return date.fromisoformat(self.valid_to) if self.valid_to else None

    @property
    def published(self) -> date | None:
        return date.fromisoformat(self.publication_date) if self.publication_date else None

    @property
    def works_back_to(self) -> date | None:
        """The day an ordinance reaches back to, from extension `x-werkt-terug-tot`; None when it does not."""
        text = self.extension("werkt-terug-tot")
        return None if text is None else date.fromisoformat(text)

    @cached_property
    def article_of_output(self) -> dict[str, Article]:
        """Which article declares an output, for every output of the regulation; the first one wins."""
        return {output.name: article for article in reversed(self.articles) for output in article.outputs}

    def article(self, number: str) -> Article | None:
        """The article with this number, or None."""
        return next((article for article in self.articles if article.number == number), None)
