"""`make mutants`: the rule files and the reader changed in one place at a time, and a report of who noticed.

    python -m tests.mutants [--minutes 30] [--only rules|questions|code]

What was judged before is kept in `.mutants/`; the report is docs/mutants.md. Outside CI.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any, Final

from tests.mutants import code, questions
from tests.mutants.killing import trials
from tests.mutants.report import report
from tests.mutants.rules import reached
from tests.mutants.watching import UNSEEN, Watcher
from wbmgp_engine import Lawbook

HOME: Final = Path(".mutants")
WORKERS: Final = 2
# Rules, other questions and code take a third each. The cases take two thirds of the time that there is for rules; what nobody noticed is looked at in the rest.
_SHARE: Final = 2 / 3
_PARTS: Final = 3


def judge_rules(seconds: int) -> None:
    """Every mutant of the rules against the cases, in two processes, as far as the time goes."""
    programs = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.mutants.rules",
                "--out",
                str(HOME / f"rules{part}.jsonl"),
                "--part",
                f"{part}/{WORKERS}",
            ]
        )
        for part in range(WORKERS)
    ]
    for program in programs:
        try:
            program.wait(seconds)
        except subprocess.TimeoutExpired:
            program.terminate()
            program.wait()


def judge_questions(seconds: int) -> None:
    """Every mutant that only other questions read against the tests of those, in a process of its own."""
    asked = ["--out", str(HOME / "questions.jsonl"), "--seconds", str(seconds)]
    subprocess.run([sys.executable, "-m", "tests.mutants.questions", *asked], check=True)


def lines() -> list[dict[str, Any]]:
    """What is known of the mutants of the rules; who survived an earlier suite may be noticed by a later one."""
    found: dict[str, dict[str, Any]] = {}
    for line in (line for path in sorted(HOME.glob("rules*.jsonl")) for line in code.kept(path)):
        if line["killed"] or line["mutant"] not in found:
            found[line["mutant"]] = line
    return list(found.values())


def look_at_survivors(found: list[dict[str, Any]], seconds: int) -> dict[str, str]:
    """What each mutant that nobody notices changes: nothing, words, the answer; as far as the time goes."""
    kept = HOME / "survivors.json"
    known: dict[str, str] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    survivors = [line["mutant"] for line in found if line["killed"] is None and line["mutant"] not in known]
    until = monotonic() + seconds
    if survivors and seconds:
        lawbook = Lawbook.load()
        watcher, by_id = Watcher(lawbook), {mutant.id: mutant for mutant in reached(lawbook, trials(lawbook))}
        for name in survivors:
            if monotonic() > until:
                break
            by_id[name].apply()
            try:
                known[name] = watcher.sees(by_id[name])
            finally:
                by_id[name].undo()
            kept.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    return {line["mutant"]: known.get(line["mutant"], UNSEEN) for line in found if line["killed"] is None}


def main() -> None:
    """Judge what has not been judged yet, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=30, help="for all parts together")
    parser.add_argument("--only", choices=("rules", "questions", "code", "report"))
    parser.add_argument("--watch", type=int, default=300, help="seconds for what survivors change for applications")
    asked = parser.parse_args()
    HOME.mkdir(exist_ok=True)
    seconds = asked.minutes * 60 // (1 if asked.only else _PARTS)
    if asked.only in (None, "rules"):
        judge_rules(int(seconds * _SHARE))
    if asked.only in (None, "questions"):
        judge_questions(seconds)
    if asked.only in (None, "code"):
        code.judge(seconds, HOME / "code.jsonl")
    lawbook = Lawbook.load()
    there = {mutant.id for mutant in reached(lawbook, trials(lawbook))}
    found = [line for line in lines() if line["mutant"] in there]  # the law may have changed since
    others = questions.results(HOME / "questions.jsonl", questions.others(lawbook))
    report(found, look_at_survivors(found, asked.watch), len(there), others, code.results(HOME / "code.jsonl"))


if __name__ == "__main__":
    main()
