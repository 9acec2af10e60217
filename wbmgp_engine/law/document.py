"""Rule files as typed documents: the vocabulary of the law format, schema v0.8.0, in the subset this engine reads.

Keys that are not understood are refused with their place. What the grammar allows as an extension starts with `x-`
and stands only where the schema is open: at the root and on parameters, inputs, outputs and definitions.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

FieldType = Literal["string", "number", "boolean", "amount", "date", "object", "array"]
Layer = Literal[
    "VERDRAG", "EU_VERORDENING", "EU_RICHTLIJN", "GRONDWET", "WET", "KONINKLIJK_BESLUIT", "AMVB",
    "MINISTERIELE_REGELING", "PROVINCIALE_VERORDENING", "WATERSCHAPS_VERORDENING",
    "GEMEENTELIJKE_VERORDENING", "BELEIDSREGEL", "UITVOERINGSBELEID",
]  # fmt: skip

# operation → (operands it must have, operands it may have); `legal_basis` may stand on each.
OPERANDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (frozenset(required.split()), frozenset(optional.split()))
    for name, required, optional in [
        ("ADD", "values", ""), ("SUBTRACT", "values", ""), ("MULTIPLY", "values", ""), ("DIVIDE", "values", ""),
        ("MIN", "values", ""), ("MAX", "values", ""),
        ("ROUND", "value precision", ""), ("CEIL", "value precision", ""), ("FLOOR", "value precision", ""),
        ("EQUALS", "subject value", ""), ("GREATER_THAN", "subject value", ""), ("LESS_THAN", "subject value", ""),
        ("GREATER_THAN_OR_EQUAL", "subject value", ""), ("LESS_THAN_OR_EQUAL", "subject value", ""),
        ("AND", "conditions", ""), ("OR", "conditions", ""), ("NOT", "value", ""),
        ("IF", "cases", "default"), ("IN", "subject", "values value"), ("LIST", "items", ""),
        ("FOREACH", "collection body", "as filter combine"),
        ("AGE", "date_of_birth reference_date", ""), ("DATE_DIFF", "from to in", ""),
        ("DATE_ADD", "date", "years months weeks days"), ("DATE", "year month day", ""),
        ("DAY_OF_WEEK", "date", ""), ("DATE_PART", "date in", ""), ("START_OF", "date in", ""),
    ]
}  # fmt: skip
OPERAND_KEYS = frozenset().union(*(required | optional for required, optional in OPERANDS.values()))

# Operations of older schema versions: `law run` accepts them, rule files of this project do not.
LEGACY_OPERANDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "NOT_EQUALS": (frozenset({"subject", "value"}), frozenset()),
    "NOT_IN": (frozenset({"subject"}), frozenset({"values", "value"})),
    "IS_NULL": (frozenset({"subject"}), frozenset()),
    "NOT_NULL": (frozenset({"subject"}), frozenset()),
    "SWITCH": (frozenset({"cases"}), frozenset({"default"})),
}


class LegalBasis(BaseModel):
    """Where a field, action or operation rests; an onderdeel goes into `juriconnect` as `&o=a`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    law: str | None = None
    bwb_id: str | None = None
    article: str | None = None
    paragraph: str | None = None
    sentence: str | None = None
    url: str | None = None
    juriconnect: str | None = None
    explanation: str | None = None


class Operation(BaseModel):
    """One operation with its operands. An operand is a literal, a `$variable`, a list, or another Operation.

    >>> Operation.model_validate({"operation": "NOT", "value": "$waar"}).operands
    {'value': '$waar'}
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    operation: str
    operands: dict[str, Any]
    legal_basis: LegalBasis | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "operands" in data:
            return data
        name = data.get("operation")
        known = OPERANDS.get(name) or LEGACY_OPERANDS.get(name)  # type: ignore[arg-type]
        if known is None:
            raise ValueError(f"unknown operation {name!r}; use one of {', '.join(sorted(OPERANDS))}")
        required, optional = known
        given = set(data) - {"operation", "legal_basis"}
        if missing := required - given:
            raise ValueError(f"{name} misses {', '.join(sorted(missing))}")
        if surplus := given - required - optional:
            raise ValueError(f"{name} does not take {', '.join(sorted(surplus))}")
        operands = {key: _operand(key, data[key]) for key in data if key in given}
        return {"operation": name, "operands": operands, "legal_basis": data.get("legal_basis")}


def _operand(key: str, raw: Any) -> Any:
    if key == "cases":
        if not isinstance(raw, list) or not raw:
            raise ValueError("cases takes a list of {when, then} with at least one case")
        for case in raw:
            if not isinstance(case, dict) or set(case) != {"when", "then"}:
                raise ValueError("a case holds exactly 'when' and 'then'")
        return [{"when": as_value(case["when"]), "then": as_value(case["then"])} for case in raw]
    return as_value(raw)


def as_value(raw: Any) -> Any:
    """Turn parsed YAML into a value expression: mappings with `operation` become Operations, at any depth."""
    if isinstance(raw, dict):
        if "operation" in raw:
            return Operation.model_validate(raw)
        return {key: as_value(item) for key, item in raw.items()}
    if isinstance(raw, list):
        return [as_value(item) for item in raw]
    if isinstance(raw, float):
        raise ValueError(f"{raw!r} is a float; numbers are exact: write it as a decimal in the file")
    return raw


ValueExpression = Annotated[Any, BeforeValidator(as_value)]


class TypeSpec(BaseModel):
    """Unit and display of a number; `precision`, `min` and `max` are shown, never computed with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: Literal["euro", "eurocent", "ratio", "percentage", "years", "weeks", "months", "days"] | None = None
    precision: int | None = None
    min: int | Decimal | None = None
    max: int | Decimal | None = None


class Origin(BaseModel):
    """Who may supply a fact and on which ground; `OORDEEL` is a human judgement, decided by a named official."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    waarde: Literal["BELANGHEBBENDE", "REGISTER", "DOSSIER", "OORDEEL", "KANAAL"]
    grondslag: str | None = None
    register_: str | None = Field(default=None, alias="register")
    rol: str | None = None


class _Open(BaseModel):
    """A place where the schema is open: keys beyond the known ones must be `x-` extensions."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)

    @model_validator(mode="after")
    def _only_extensions(self) -> _Open:
        for key in self.model_extra or {}:
            if not key.startswith("x-"):
                raise ValueError(f"unknown key {key!r}; extensions start with 'x-'")
        return self

    def extension(self, name: str) -> Any:
        """The value of extension `x-NAME`, or None."""
        return (self.model_extra or {}).get(f"x-{name}")


class Field_(_Open):
    """What parameters, inputs and outputs share."""

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


class Source(BaseModel):
    """Where an input comes from: another law, another article of this law, or (empty) a register."""

    model_config = ConfigDict(extra="forbid", frozen=True)

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


class Output(Field_):
    """A value other articles and callers may ask for."""


class Action(BaseModel):
    """One assignment: `output` gets `value`. An output that is not declared is a local intermediate."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    output: str
    value: ValueExpression = None
    legal_basis: LegalBasis | None = None

    @model_validator(mode="before")
    @classmethod
    def _arithmetic_form(cls, data: Any) -> Any:
        """The grammar also lets an action be an operation itself: {output, operation, values | value, precision}."""
        if not isinstance(data, dict) or "operation" not in data:
            return data
        operation = {key: data[key] for key in ("operation", "values", "value", "precision") if key in data}
        if operation["operation"] not in {"ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX", "ROUND", "CEIL", "FLOOR", "NOT"}:
            raise ValueError(f"{operation['operation']} cannot stand at action level; nest it under 'value'")
        rest = {key: item for key, item in data.items() if key not in operation}
        return {**rest, "value": operation}


class Produces(_Open):
    """What kind of legal act the article yields; data to show, never to compute with."""

    legal_character: str | None = None
    decision_type: str | None = None
    procedure_id: str | None = None
    submission: dict[str, Any] | None = None
    decides_on: list[str] | None = None
    extensions: dict[str, Any] | None = None


class Execution(BaseModel):
    """The computable part of an article."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    produces: Produces | None = None
    parameters: list[Parameter] = Field(default_factory=list)
    input: list[Input] = Field(default_factory=list)
    output: list[Output] = Field(default_factory=list)
    actions: list[Action] = Field(default_factory=list)


class OpenTermDefault(BaseModel):
    """What an open term is when nothing fills it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    actions: list[Action]


class OpenTerm(BaseModel):
    """A term that a lower regulation fills."""

    model_config = ConfigDict(extra="forbid", frozen=True)

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


class Implements(BaseModel):
    """Says which open term of which law this article fills; its output carries the term's id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    law: str
    article: str
    open_term: str
    gelet_op: str | None = None


class MachineReadable(BaseModel):
    """Everything of an article that a machine reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    definitions: dict[str, ValueExpression] = Field(default_factory=dict)
    execution: Execution = Field(default_factory=Execution)
    open_terms: list[OpenTerm] = Field(default_factory=list)
    implements: list[Implements] = Field(default_factory=list)
    markings: list[dict[str, Any]] = Field(default_factory=list)
    declares: list[dict[str, Any]] = Field(default_factory=list)
    competent_authority: Any = None


class Article(BaseModel):
    """One article: its number, our own short summary as `text`, where the official text stands, and its rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str
    text: str
    url: str | None = None
    machine_readable: MachineReadable | None = None
    references: list[dict[str, Any]] = Field(default_factory=list)
    placement: dict[str, Any] | None = None


class Regulation(_Open):
    """One regulation as it stood from `valid_from` on. `valid_to` is the last day, only for a real ending."""

    schema_: str | None = Field(default=None, alias="$schema")
    id: str = Field(alias="$id")
    regulatory_layer: Layer
    publication_date: str | None = None
    url: str | None = None
    articles: list[Article]
    name: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
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
