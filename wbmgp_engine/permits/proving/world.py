"""The cases of one proof, and whether they can be as a counterexample needs them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

import z3

from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.proofs.days import key_of
from wbmgp_engine.logic.proofs.formulas import Texts
from wbmgp_engine.permits.proving.case import Case
from wbmgp_engine.permits.proving.consistency import consistent
from wbmgp_engine.permits.proving.dossier import ON
from wbmgp_engine.permits.proving.fields import OPEN, Bounds
from wbmgp_engine.permits.proving.reading import Reading, Version
from wbmgp_engine.permits.proving.witness import application

GRANTS: Final = ("geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften")
ASKED: Final = ("aanvullen", "beoordelen")
REFUSAL: Final = "weigeren"
# How much work the first try of a search may be: counted, not timed. Every next one may be twice as much, and begins another
# way: by where it begins a search ends in a second or in an hour. All tries together are about two minutes.
FIRST_TRY: Final = 10_000_000
_TRIES: Final = 7


class Undecided(WbmgpError):
    """The solver gave up: nothing is proved and nothing refuted."""


class Witness(NamedTuple):
    """One application of a counterexample: its JSON, the day on which it is decided, and the advice it gets."""

    application: dict[str, Any]
    on: str
    advice: str

    def to_json(self) -> dict[str, Any]:
        """The application with the day and the advice beside it."""
        return {"beslisdatum": self.on, "advies": self.advice, "aanvraag": self.application}


class World:
    """Applications side by side under one version of the law. `decided` on the days of the versions it is asked for."""

    def __init__(self, reading: Reading, stretches: Sequence[Version], *, texts: Texts | None = None) -> None:
        self.reading, self._stretches = reading, stretches
        self.texts = Texts() if texts is None else texts
        self.cases: list[Case] = []
        self.supposed: list[z3.BoolRef] = []

    def case(self, *, like: Case | None = None, varied: Collection[str] = (), answered: bool = False) -> Case:
        """One more application; it shares with another one every field that is not varied.

        `answered`: what an application has no field for may be answered as well.
        """
        made = Case(self.reading.dossier.fields, self.texts, name="eerst" if like is None else "anders", like=like, varied=varied)  # fmt: skip
        self.cases.append(made)
        day = made.number(ON)
        self.suppose(consistent(made, self.bounds), z3.Or(*(_within(day, one) for one in self._stretches)))
        if not answered:
            self.suppose(*(z3.Not(made.known(f"open.{name}")) for name in OPEN))
        return made

    @property
    def bounds(self) -> Bounds:
        """How large the applications are."""
        return self.reading.dossier.bounds

    def suppose(self, *conditions: z3.BoolRef) -> None:
        """What holds in the counterexample that is sought."""
        self.supposed.extend(conditions)

    def advice(self, case: Case, *texts: str) -> z3.BoolRef:
        """That the advice is one of these."""
        return case.is_one_of(self.reading.advice, texts)

    def refused_at_all(self, case: Case) -> z3.BoolRef:
        """That a permit is needed and a ground to refuse stands, whether or not a gate is still open."""
        needed, refusal = (self.reading.verdicts[name] for name in ("vergunningplicht", "weigeringsgrond"))
        return z3.And(case.truth(needed).yes, case.truth(refusal).yes)

    def search(self) -> z3.ModelRef | None:
        """A model of all that is supposed; None where there can be none. Raises Undecided."""
        for number in range(_TRIES):
            solver = self._solver(number)
            if (found := solver.check()) != z3.unknown:
                return solver.model().translate(z3.main_ctx()) if found == z3.sat else None
        raise Undecided(solver.reason_unknown())

    def _solver(self, number: int) -> z3.Solver:
        """The solver of a try, in a context of its own: Z3 also chooses by what was made in a context before."""
        solver = z3.Solver(ctx=z3.Context())
        # Z3's older arithmetic: these formulas only compare dates, and it is ten times as fast at that.
        solver.set("arith.solver", 2)
        solver.set("random_seed", number)
        solver.set("rlimit", FIRST_TRY << number)
        conditions = (*(condition for case in self.cases for condition in case.can_be), *self.supposed)
        solver.add(*(one.translate(solver.ctx) for one in conditions))
        return solver

    def witnesses(self, model: z3.ModelRef) -> tuple[Witness, ...]:
        """The applications of a model."""
        return tuple(self.witness(case, model, number) for number, case in enumerate(self.cases, start=1))

    def witness(self, case: Case, model: z3.ModelRef, number: int) -> Witness:
        """The application that a model gives for a case."""
        fields = case.given(model)
        found = model.eval(case.formulas.value(self.reading.advice).number, model_completion=True).as_long()
        written = application(fields, self.bounds, f"tegenvoorbeeld-{number}")
        return Witness(written, str(fields[ON]), self.texts.text(found) or "")


def _within(day: z3.ArithRef, stretch: Version) -> z3.BoolRef:
    begun = day >= key_of(stretch.first)
    return begun if stretch.last is None else z3.And(begun, day <= key_of(stretch.last))
