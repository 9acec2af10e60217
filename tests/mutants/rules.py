"""Runs every mutant of the rule files against the cases; goes on where it was cut off, and tries who survived again when
there are other cases.

python -m tests.mutants.rules --out .mutants/rules.jsonl [--part 0/2]
"""

from __future__ import annotations

import argparse
import gc
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.mutants.code import kept
from tests.mutants.killing import Suite, Trial, trials
from tests.mutants.sites import Mutant, mutants
from wbmgp_engine import Lawbook
from wbmgp_engine.permits.question import ENTRY

# What the permit question can reach; requests for designation and ordinances are asked other questions.
LAWS: Final = frozenset(
    {
        ENTRY, "wet_bijzondere_maatregelen_grootstedelijke_problematiek", "huisvestingswet", "huisvestingswet_2014",
        "besluit_selectieve_woningtoewijzing", "algemene_wet_bestuursrecht", "verordening_situatie",
    }
)  # fmt: skip


def reached(lawbook: Lawbook, tried: list[Trial]) -> list[Mutant]:
    """The mutants of what the permit question reads, in an order of no meaning: who stops early has a fair sample."""
    places = frozenset().union(*{trial.reads for trial in tried})
    found = [mutant for mutant in mutants(lawbook, LAWS) if not mutant.places.isdisjoint(places)]
    return sorted(found, key=lambda mutant: sha256(mutant.id.encode()).digest())


def judged(lawbook: Lawbook, chosen: list[Mutant], tried: list[Trial]) -> Iterator[tuple[Mutant, str | None]]:
    """Every mutant with the case that notices it, or None."""
    suite = Suite(tried)
    for mutant in chosen:
        mutant.apply()
        try:
            yield mutant, suite.killer(mutant, lawbook)
        finally:
            mutant.undo()


def main() -> None:
    """Judge one part of the mutants and write a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", default="0/1", help="which of how many parts")
    asked = parser.parse_args()
    part, parts = map(int, asked.part.split("/"))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    lawbook = Lawbook.load()
    tried = trials(lawbook)
    lines = [line for path in asked.out.parent.glob("rules*.jsonl") for line in kept(path)]
    suite = sha256("\n".join(sorted(trial.name for trial in tried)).encode()).hexdigest()[:12]
    known = {line["mutant"] for line in lines if line["killed"] or line.get("suite") == suite}
    survived = {line["mutant"] for line in lines} - known
    chosen = [mutant for mutant in reached(lawbook, tried)[part::parts] if mutant.id not in known]
    chosen.sort(key=lambda mutant: mutant.id not in survived)
    gc.collect()
    gc.freeze()  # compiling makes much, and a heap full of law need not be walked for it each time
    with asked.out.open("a", encoding="utf-8") as file:
        for mutant, case in judged(lawbook, chosen, tried):
            line = {
                "mutant": mutant.id,
                "kind": mutant.kind,
                "versions": mutant.versions,
                "killed": case,
                "suite": suite,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()


if __name__ == "__main__":
    main()
