"""What a request for designation asks of the law, compiled once per rule book, regime and level.

The entry regulation answers on three levels: a part of the request (`onderdeel`), the request as a whole (`verzoek`),
and the Minister's term (`termijn`). Which outputs are verdicts, conditions, criteria, gates and remarks stands in the
rules; nothing here names an article or a date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from wbmgp_engine.law.citation_of import Citation, cited
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import CompiledPlan, compile_plan
from wbmgp_engine.logic.values import Value

if TYPE_CHECKING:
    from wbmgp_engine.law.metadata import LegalBasis

ENTRY = "toets_aanwijzingsverzoek"
Level = Literal["onderdeel", "verzoek", "termijn"]


class Output(NamedTuple):
    """An output of the entry regulation: its name, its x- extensions and where it rests."""

    name: str
    extensions: Mapping[str, Any]
    legal_basis: LegalBasis | None

    def extension(self, name: str) -> Any:
        """The value of extension `x-NAME`, or None."""
        return self.extensions.get(f"x-{name}")


class Question:
    """The compiled question of one level with everything the rules say about its outputs."""

    def __init__(self, lawbook: Lawbook, on: date, level: Level) -> None:
        self.outputs = {output.name: output for output in _outputs(lawbook, on, level)}
        self._having: dict[str, list[Output]] = {}
        for output in self.outputs.values():
            for name in output.extensions:
                self._having.setdefault(name, []).append(output)
        self.verdicts: dict[str, str] = {
            output.extension("uitkomst"): output.name for output in self.having("uitkomst")
        }
        # No refinement: a value that nobody knows stays unknown, with what would tell.
        self.compiled: CompiledPlan = compile_plan(lawbook, ENTRY, tuple(self.outputs), on, refine=False)
        counted = self.verdicts.get("telt")
        self.counting = compile_plan(lawbook, ENTRY, (counted,), on, refine=False) if counted else None
        assert (self.fields, self.readings, self.regulations) is not None  # worked out now, to be kept with the rest

    def having(self, extension: str) -> Sequence[Output]:
        """The outputs that carry extension `x-NAME`, in the order of the rules."""
        return self._having.get(f"x-{extension}", ())

    def of(self, values: Mapping[str, Value], verdict: str) -> Value:
        """The value of the output that carries this verdict; None where the rules of the date have no such output."""
        return values[self.verdicts[verdict]] if verdict in self.verdicts else None

    def citation(self, output: str, on: date) -> Citation:
        """Where an output rests in the law."""
        return cited(self.outputs[output].legal_basis, on)

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, Any]]:
        """What the rules declare of each fact, `name` or `name.column`: its x- extensions without the x-."""
        found: dict[str, dict[str, Any]] = {}
        for step in self.compiled.plan.register_steps():
            extensions = (step.declared.extensions if step.declared is not None else None) or {}
            found.setdefault(step.name, {}).update({key[2:]: value for key, value in extensions.items()})
        return found

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The open legal questions that the rules can reach, in the order of their names."""
        return tuple(sorted(name for name, declared in self.fields.items() if "lezing" in declared))

    @cached_property
    def regulations(self) -> set[tuple[str, str]]:
        """(id, valid_from) of every regulation the question can reach."""
        return {(step.place.law, step.place.valid_from or "") for step in self.compiled.plan.steps}


def _outputs(lawbook: Lawbook, on: date, level: Level) -> Iterator[Output]:
    for article in lawbook.regulation(ENTRY, on).articles:
        for output in article.outputs:
            found = Output(output.name, output.model_extra or {}, output.legal_basis)
            if (found.extension("niveau") or "onderdeel") == level:
                yield found


def ask(lawbook: Lawbook, on: date, level: Level) -> Question:
    """The compiled question for the law of a date; the same object as long as the versions are the same."""
    key = (ENTRY, level, lawbook.regime(on, {}))
    return lawbook.once(
        "designation", key, lambda: lawbook.kept(f"question {key}", lambda: Question(lawbook, on, level))
    )
