"""The question a permit application puts to the law, compiled once per rule book, regime and scope.

Which outputs are grounds, gates and remarks stands in the rules (`x-grond`, `x-poort`, `x-opmerking`, `x-uitkomst` on
the outputs of the entry regulation); nothing here names an article or a date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from wbmgp_engine.law.citation_of import short_citation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.plan import Place, Step
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.permits.asked import SCOPE

if TYPE_CHECKING:
    from wbmgp_engine.law.metadata import LegalBasis

ENTRY = "toets_huisvestingsvergunning"


class Output(NamedTuple):
    """An output of the entry regulation: its name, its x- extensions and where it rests."""

    name: str
    extensions: Mapping[str, Any]
    legal_basis: LegalBasis | None

    def extension(self, name: str) -> Any:
        """The value of extension `x-NAME`, or None."""
        return self.extensions.get(f"x-{name}")


class Ground(NamedTuple):
    """A ground of the law: the output that says whether it applies, and the one that says whether it is met.

    `facts_from` names the call whose facts carry the ground, where the ground also waits for others.
    """

    id: str
    applies: str
    met: str
    only_when_applicable: bool
    facts_from: str | None


class Gate(NamedTuple):
    """What must be closed before a refusal or conditions can be recorded.

    `said_otherwise`: the words for it where another output (`als`) is true.
    """

    id: str
    ground: str | None
    opens: str
    closed: str
    kind: str
    statutory_when: str | None
    who: Mapping[str, str]
    also_rests_on: Mapping[str, str] | None
    said_otherwise: Mapping[str, str] | None = None


class Remark(NamedTuple):
    """Something the reader must know that does not change the outcome; `always`: also where no permit is needed.

    Where it comes with a question, `fact` and `supplier` say what is asked of whom.
    """

    output: str
    text: Mapping[str, str]
    also_when_unknown: bool
    always: bool
    question: Mapping[str, str] | None
    fact: str
    supplier: str


class Question:
    """The compiled question with everything the rules say about its outputs."""

    def __init__(self, lawbook: Lawbook, on: date, scope: Mapping[str, str], entry: str = ENTRY) -> None:
        self.lawbook = lawbook
        self._outputs = {output.name: output for output in _outputs(lawbook, entry, on)}
        self.grounds = tuple(_ground(output) for output in self._having("grond"))
        self.gates = tuple(_gate(output) for output in self._having("poort"))
        self.remarks = tuple(_remark(output) for output in self._having("opmerking"))
        self.verdicts: dict[str, str] = {
            output.extension("uitkomst"): output.name for output in self._having("uitkomst")
        }
        self.words: dict[str, str] = {output.extension("woorden"): output.name for output in self._having("woorden")}
        # No refinement: where an IF waits for an answer its branches stay unread, as the AMvB's order demands.
        names = tuple(self._outputs)
        self.compiled: CompiledPlan = compile_plan(
            lawbook, entry, names, on, scope, refine=False, at_once=self._decisive()
        )

    def __getstate__(self) -> dict[str, Any]:
        """What another run needs, with what it would otherwise compute again; the lawbook it has itself."""
        names = ("fields", "regulations", "steps_to_persons", "_columns", "_facts_steps", "_cited_grounds")
        computed = {name: getattr(self, name) for name in names}
        return {name: value for name, value in {**self.__dict__, **computed}.items() if name != "lawbook"}

    def _decisive(self) -> tuple[str, ...]:
        """What decides: the verdicts, the grounds and the gates. Remarks and words wait until somebody reads them."""
        grounds = (name for ground in self.grounds for name in (ground.applies, ground.met))
        gates = (name for gate in self.gates for name in (gate.opens, gate.closed))
        return (*self.verdicts.values(), *grounds, *gates)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Every output of the entry regulation, in its order."""
        return tuple(self._outputs.values())

    def _having(self, extension: str) -> list[Output]:
        return [output for output in self._outputs.values() if output.extension(extension) is not None]

    def reasons(self, output: str) -> Mapping[str, Mapping[str, Any]]:
        """The texts of an output per verdict: {"waar": {"nl": …, "en": …, "meer": [{"als": output, …}]}, …}."""
        return self._outputs[output].extension("redenen") or {}

    def elsewhere(self, output: str) -> Sequence[Mapping[str, str]]:
        """Where an output rests instead when another output (`als`) is true, in the order of the rules."""
        return self._outputs[output].extension("rust-op") or ()

    def basis(self, output: str) -> Place:
        """Where an output rests in the law."""
        return self.compiled.plan.steps[self.compiled.plan.outputs[output]].place

    @cached_property
    def regulations(self) -> tuple[tuple[str, str], ...]:
        """(id, valid_from) of every regulation the question can reach, sorted."""
        return tuple(sorted({(step.place.law, step.place.valid_from or "") for step in self.compiled.plan.steps}))

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, Any]]:
        """What the rules declare of each register input, `name` or `name.column`: its x- extensions without the x-."""
        found: dict[str, dict[str, Any]] = {}
        for step in self.compiled.plan.register_steps():
            for key, extensions in _declared(step):
                found.setdefault(key, {}).update(extensions)
        return found

    def cited_ground(self, ground: str) -> str:
        """The words for the ground on which a fact may be asked, written as `law_id#article lid n`."""
        return self._cited_grounds.get(ground, ground)

    @cached_property
    def _cited_grounds(self) -> dict[str, str]:
        grounds = {(declared.get("origin") or {}).get("grondslag", "") for declared in self.fields.values()}
        grounds |= {
            item["grondslag"] for declared in self.fields.values() for item in declared.get("grondslag-bij", ())
        }
        return {ground: short_citation(self.lawbook, ground, self.compiled.plan.on) for ground in grounds}

    def kind_of(self, key: str) -> str | None:
        """The declared type of a register input (`name`) or of a column of its elements (`name.column`)."""
        name, _, column = key.partition(".")
        declared = self.compiled.inputs.get(name)
        for part in column.split(".") if column else ():
            declared = (declared.columns or {}).get(part) if declared is not None else None
        return declared.type if declared is not None else None

    def facts_step(self, ground: Ground) -> int:
        """The step of the plan whose facts carry a ground."""
        return self._facts_steps[ground.met]

    @cached_property
    def _facts_steps(self) -> dict[str, int]:
        return {ground.met: self._facts_step(ground) for ground in self.grounds}

    def _facts_step(self, ground: Ground) -> int:
        steps, outputs = self.compiled.plan.steps, self.compiled.plan.outputs
        met = outputs[ground.met]
        if ground.facts_from is None:
            return met
        home = steps[met].place
        return next(
            step.index
            for step in steps
            if step.name == ground.facts_from and (step.place.law, step.place.article) == (home.law, home.article)
        )

    def columns_below(self, ground: Ground) -> Mapping[str, tuple[str, ...]]:
        """The register inputs a ground can reach, each with the element columns declared where it is read."""
        return self._columns[ground.met]

    @cached_property
    def steps_to_persons(self) -> frozenset[int]:
        """The steps below which the law looks at each person."""
        from wbmgp_engine.logic.scalar.fields_read import steps_to

        return steps_to(self.compiled.plan, "personen")

    @cached_property
    def _columns(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        return {ground.met: self._reachable(self.facts_step(ground)) for ground in self.grounds}

    def _reachable(self, start: int) -> Mapping[str, tuple[str, ...]]:
        steps, pending, seen = self.compiled.plan.steps, [start], set[int]()
        found: dict[str, tuple[str, ...]] = {}
        while pending:
            step = steps[pending.pop()]
            if step.index in seen:
                continue
            seen.add(step.index)
            pending.extend(step.depends_on)
            if step.kind == "register":
                columns = tuple(key.partition(".")[2] for key, _ in _declared(step) if "." in key)
                found[step.name] = tuple(dict.fromkeys((*found.get(step.name, ()), *columns)))
        return found


def _outputs(lawbook: Lawbook, entry: str, on: date) -> Iterator[Output]:
    for article in lawbook.regulation(entry, on).articles:
        for output in article.outputs:
            yield Output(output.name, output.model_extra or {}, output.legal_basis)


def _ground(output: Output) -> Ground:
    spec = output.extension("grond")
    return Ground(
        spec["id"], output.name, spec["voldaan"], bool(spec.get("alleen_als_van_toepassing")), spec.get("feiten_van")
    )


def _gate(output: Output) -> Gate:
    spec = output.extension("poort")
    return Gate(
        spec["id"],
        spec.get("grond"),
        output.name,
        spec["gesloten"],
        spec["aard"],
        spec.get("wet_als"),
        spec["wie"],
        spec.get("ook"),
        spec.get("anders_gezegd"),
    )


def _remark(output: Output) -> Remark:
    spec = output.extension("opmerking")
    asked = spec.get("vraag", {})
    return Remark(
        output.name, _words(spec), bool(spec.get("ook_bij_onbekend")), bool(spec.get("altijd")),
        _words(asked) if asked else None, asked.get("feit", SCOPE), asked.get("leverancier", "gemeente"),
    )  # fmt: skip


def _words(spec: Mapping[str, Any]) -> Mapping[str, str]:
    return {"nl": spec["nl"], "en": spec["en"]}


def _declared(step: Step) -> Iterator[tuple[str, dict[str, Any]]]:
    extra = (step.declared.extensions if step.declared is not None else None) or {}
    yield (step.name, {key[2:]: value for key, value in extra.items() if key != "x-velden"})
    for column, declared in (extra.get("x-velden") or {}).items():
        yield from _columns(f"{step.name}.{column}", declared)


def _columns(key: str, declared: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield (key, {name[2:]: value for name, value in declared.items() if name.startswith("x-") and name != "x-velden"})
    for column, below in (declared.get("x-velden") or {}).items():
        yield from _columns(f"{key}.{column}", below)


def ask(lawbook: Lawbook, on: date, scope: Mapping[str, str], entry: str = ENTRY) -> Question:
    """The compiled question for the law of a date in a scope; the same object as long as the versions are the same."""
    key = (entry, lawbook.regime(on, scope), tuple(sorted(scope.items())))

    def compiled() -> Question:
        question = lawbook.kept(f"question {key}", lambda: Question(lawbook, on, scope, entry))
        question.lawbook = lawbook
        return question

    return lawbook.once("permit", key, compiled)
