"""Populations of one-person households: ours, by hand, and by others, over the same rows; every answer is compared first.

Two populations of each size: `unknown` has facts that nobody knows, for those that know three values (ours, Polars by
hand, the NumPy floor); `known` has none, for those that do not (OpenFisca-core, zen-engine). Ours is timed on rows that
are in order (what the others start from too), with the edge that looks through every value, and from Parquet to Parquet
by the code of `wbmgp batch`. Polars by hand and OpenFisca-core get the whole at once or the batches that we take,
whichever is faster.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl

from bench.household import APPLICATION
from bench.measuring import Row, faster, rate
from bench.peers import numpy_floor, polars_by_hand
from bench.peers.applications import ON, Arrays, application, arrays, rows
from bench.peers.by_hand import GATES, Answer
from bench.peers.polars_by_hand import differences
from bench.peers.population import frame
from wbmgp_engine import Lawbook
from wbmgp_engine.facts.situation import Situation
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.populations.files import BATCH, Source
from wbmgp_engine.populations.judging import DECIDED, Judge, Span
from wbmgp_engine.populations.rows import Rows
from wbmgp_engine.populations.running import judge_file, side_by_side

OURS, EDGE, PARQUET = "wbmgp on Polars", "wbmgp on Polars, with the edge", "wbmgp batch, Parquet to Parquet"
HAND, FLOOR = "Polars by hand", "NumPy floor"
OPENFISCA, ZEN = "OpenFisca-core", "zen-engine, evaluate_batch"
SAMPLE = 10_000
UNKNOWN, KNOWN = "unknown", "known"
Say = Callable[[str], None]
Part: TypeAlias = tuple[int | None, pl.DataFrame]


def measured(sizes: Sequence[int], say: Say = print) -> Iterator[Row]:
    """Rows per second. Raises SystemExit where an answer differs: nothing of that population is timed then."""
    for size in sizes:
        for case, systems in ((UNKNOWN, _with_unknown), (KNOWN, _without)):
            say(f"{size:,} rows, {case}: making them")
            given = Population.of(size, complete=case == KNOWN)
            found: dict[str, Row] = {}
            for name, work, count in systems(given, say):
                say(f"{size:,} rows, {case}: {name}")
                found[name] = rate(work, count) | {"compared": count}
            for name, figures in found.items():
                ratio = round(found[OURS]["value"] / figures["value"], 3)
                yield {"bench": "population", "system": name, "case": case, "size": size, **figures, "ratio": ratio,
                       "agrees": True}  # fmt: skip


@dataclass(frozen=True)
class Population:
    """The same applications as arrays and as a frame, and who judges them."""

    arrays: Arrays
    frame: pl.DataFrame
    rows: Rows

    @classmethod
    def of(cls, size: int, persons: int = 1, *, complete: bool) -> Population:
        """Applications under the one situation of the bench."""
        made = arrays(size, 11, persons, complete=complete)
        return cls(made, frame(made), Rows(judge()))

    @property
    def words(self) -> pl.Enum:
        """The texts of the answers."""
        return pl.Enum(self.rows.judge.words)

    def batches(self) -> Iterator[pl.DataFrame]:
        """The rows as `wbmgp batch` takes them."""
        for start in range(0, len(self.frame), BATCH):
            yield self.frame.slice(start, BATCH)

    def answers(self) -> list[pl.DataFrame]:
        """Ours, through the edge, as `wbmgp batch` goes about it."""
        found = list(side_by_side(self.rows.answers, self.batches()))
        assert all(one is not None for one in found), [str(problem) for problem in self.rows.findings.first()]
        return [one for one in found if one is not None]

    def in_order(self) -> list[Part]:
        """The rows after the edge."""
        return [part for batch in self.batches() for part in self.rows.looked_at(batch)]

    def judged(self, parts: list[Part]) -> list[pl.DataFrame]:
        """Ours, of rows that are in order."""
        return [answers for found in side_by_side(self._judged, parts) for answers in found]

    def _judged(self, part: Part) -> list[pl.DataFrame]:
        size, frame = part
        days = frame[DECIDED]
        span = Span(GIVEN, days.min(), days.max())  # type: ignore[arg-type] # the column has dates
        return [answers for _, answers in self.rows.judged(frame, size, [span])]


def judge(situation: dict[str, Any] | None = None) -> Judge:
    """Who judges the applications of the bench, on its day, in its situation or another."""
    given = json.dumps(situation or APPLICATION["situatie"])
    return Judge(Lawbook.load(), on=ON, situation=Situation.model_validate_json(given))


Timed = tuple[str, Callable[[], object], int]


def _with_unknown(given: Population, say: Say) -> Iterator[Timed]:
    size = len(given.frame)
    say("comparing ours with Polars by hand and the NumPy floor, every row and column")
    _same(HAND, compared(given, hand))
    _same(FLOOR, compared(given, floor))
    parts = given.in_order()
    yield OURS, lambda: given.judged(parts), size
    yield EDGE, given.answers, size
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder, "population.parquet"), Path(folder, "answers.parquet")
        given.frame.write_parquet(file)
        yield PARQUET, lambda: judge_file(Source(str(file)), str(out), given.rows.judge), size
    whole = polars_by_hand.answers(given.frame.lazy(), given.words)
    in_batches = [polars_by_hand.answers(batch.lazy(), given.words) for batch in given.batches()]
    yield HAND, faster(whole.collect, lambda: [query.collect() for query in in_batches]), size
    yield FLOOR, lambda: numpy_floor.answers(given.arrays), size


def hand(given: Population, part: slice) -> dict[str, pl.Series]:
    """The answers of Polars by hand to some rows."""
    found = polars_by_hand.answers(given.frame[part].lazy(), given.words).collect()
    return {name: found[name] for name in found.columns}


def floor(given: Population, part: slice) -> dict[str, pl.Series]:
    """The answers of the NumPy floor to some rows."""
    found = numpy_floor.answers({name: values[part] for name, values in given.arrays.items()})
    return {name: numpy_floor.as_series(name, values, given.words) for name, values in found.items()}


def compared(given: Population, theirs: Callable[[Population, slice], dict[str, pl.Series]]) -> dict[str, int]:
    """In how many rows each column differs, batch by batch."""
    found: dict[str, int] = {}
    for start, batch in zip(range(0, len(given.frame), BATCH), given.batches(), strict=True):
        ours = given.rows.answers(batch)
        assert ours is not None, [str(problem) for problem in given.rows.findings.first()]
        for name, count in differences(comparable(ours), theirs(given, slice(start, start + BATCH))).items():
            found[name] = found.get(name, 0) + count
    return found


def _same(name: str, differing: dict[str, int]) -> None:
    if differing:
        raise SystemExit(f"nothing is timed, {name} differs from ours in rows: {differing}")


def _without(given: Population, say: Say) -> Iterator[Timed]:
    from bench.peers import openfisca_simulation

    size = len(given.frame)
    law, columns = openfisca_simulation.system(), openfisca_simulation.columns(given.arrays, 1)
    say("comparing ours with OpenFisca-core and zen-engine")
    calculated = openfisca_simulation.calculate(law, columns, 1)

    def others(given: Population, part: slice) -> dict[str, pl.Series]:
        some = {name: values[part] for name, values in calculated.items()}
        return openfisca_simulation.as_series(some, given.words)

    _same(OPENFISCA, compared(given, others))
    read, batch = _zen({name: values[:SAMPLE] for name, values in given.arrays.items()})
    ours = short(given.rows.answers(given.frame[:SAMPLE]))
    wrong = sum(mine != read(theirs) for mine, theirs in zip(ours, batch(), strict=True))
    _same(ZEN, {"answer": wrong} if wrong else {})
    parts = given.in_order()
    yield OURS, lambda: given.judged(parts), size
    chunks = [
        {name: values[start : start + BATCH] for name, values in columns.items()} for start in range(0, size, BATCH)
    ]

    def in_chunks() -> None:
        for chunk in chunks:
            openfisca_simulation.calculate(law, chunk, 1)

    yield OPENFISCA, faster(lambda: openfisca_simulation.calculate(law, columns, 1), in_chunks), size
    yield ZEN, batch, min(size, SAMPLE)


def comparable(answers: pl.DataFrame) -> pl.DataFrame:
    """What others answer too: advice, the verdicts on the articles, and each gate, whichever ground it stands before."""
    gates = (
        pl.any_horizontal(name for name in answers.columns if name.split(".")[:2] == ["poort", gate]).alias(gate)
        for gate in GATES
    )
    return answers.with_columns(*gates)


def short(answers: pl.DataFrame | None) -> Iterator[Answer]:
    """Our answers in the form that others give."""
    assert answers is not None
    verdicts = (f"grond.artikel_{number}" for number in (8, 9, 10))
    for advice, eight, nine, ten, *gates in comparable(answers).select("advies", *verdicts, *GATES).iter_rows():
        yield Answer(advice, eight, nine, ten, frozenset(gate for gate, yes in zip(GATES, gates, strict=True) if yes))


def _zen(some: Arrays) -> tuple[Callable[[Any], Answer], Callable[[], list[Any]]]:
    """How an answer is read, and a batch of questions; content compiled once."""
    import zen

    from bench.peers import zen_rules

    content = zen.ZenDecisionContent(zen_rules.decision())
    engine = zen.ZenEngine({"loader": lambda key: content})
    requests = [{"key": "bench", "context": application(row)} for row in rows(some)]
    return lambda found: zen_rules.answer(found["data"]["result"]), lambda: engine.evaluate_batch(requests)
