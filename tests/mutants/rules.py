"""Runs every mutant of the rule files against the cases; goes on where it was cut off.

python -m tests.mutants.rules --out .mutants/rules.jsonl [--part 0/2]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.mutants.killing import Trial, killer, same_place, trials
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
    places = set().union(*(trial.reads for trial in tried))
    found = [mutant for mutant in mutants(lawbook, LAWS) if any(same_place(mutant, place) for place in places)]
    return sorted(found, key=lambda mutant: sha256(mutant.id.encode()).digest())


def judged(lawbook: Lawbook, chosen: list[Mutant], tried: list[Trial]) -> Iterator[tuple[Mutant, str | None]]:
    """Every mutant with the case that notices it, or None."""
    for mutant in chosen:
        mutant.apply()
        try:
            yield mutant, killer(mutant, lawbook, tried)
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
    lines = asked.out.read_text(encoding="utf-8").splitlines() if asked.out.exists() else []
    known = {json.loads(line)["mutant"] for line in lines}
    chosen = [mutant for mutant in reached(lawbook, tried)[part::parts] if mutant.id not in known]
    with asked.out.open("a", encoding="utf-8") as file:
        for mutant, case in judged(lawbook, chosen, tried):
            line = {"mutant": mutant.id, "kind": mutant.kind, "versions": mutant.versions, "killed": case}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()


if __name__ == "__main__":
    main()
