"""docs/mutants.md: what was changed, who noticed, and why nobody noticed the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tests.mutants.code import UNTESTED, Code, difference
from tests.mutants.killing import PINNED
from tests.mutants.questions import Others
from tests.mutants.watching import ANSWER, NOTHING, UNSEEN, WORDS
from wbmgp_engine.law.yaml_reader import read_yaml

REPORT: Final = Path("docs/mutants.md")
REASONS: Final = Path(__file__).with_name("reasons.yaml")
CODE_REASONS: Final = Path(__file__).with_name("code_reasons.yaml")
_OPEN: Final = "NOT EXPLAINED YET"
_CLASSES: Final = {
    NOTHING: "No generated application has another output",
    WORDS: "Only outputs that choose words or remarks change",
    ANSWER: "An answer changes, and no case notices",
    UNSEEN: "Not tried on generated applications yet",
}
_HEAD: Final = """# Mutants

`make mutants` changes the law and the reader in one place at a time and sees whether somebody notices. It writes this page. What was chosen, and why: [023](decisions/023-mutants.md).

## Rule files

"""

_QUESTIONS: Final = """
## Rule files that only other questions read

Requests for designation, ordinances, evaluations and the record of proportionality. Each mutant is judged by the tests of those questions that come by the changed place (`tests/mutants/questions.py`).

"""


def report(
    lines: Sequence[Mapping[str, Any]], survivors: Mapping[str, str], number: int, others: Others, code: Code
) -> None:
    """Write the page."""
    rules, questions = _rules(lines, survivors, number), told(others)
    parts = [_HEAD, *rules, _QUESTIONS, *questions, "\n## Reader and permits\n\n", *_code(code)]
    REPORT.write_text("".join(parts), encoding="utf-8")


def _rules(lines: Sequence[Mapping[str, Any]], survivors: Mapping[str, str], number: int) -> Iterator[str]:
    by = Counter(_by(line) for line in lines)
    yield (
        f"{len(lines)} of {number} mutants of what the permit question reads were judged, in an order of no meaning. "
        f"The cases notice {by['case']}, the pinned answers of generated applications {by['pinned']} more. "
        "One mutant stands for the same change in every version that says the same there; a change in one of them only "
        "is noticed by `tests/law/test_versions_alike.py`.\n\n"
    )
    yield "| change | judged | noticed by a case | only by a pinned answer | by neither |\n| :-- | --: | --: | --: | --: |\n"
    for kind in sorted({line["kind"] for line in lines}):
        of = Counter(_by(line) for line in lines if line["kind"] == kind)
        yield f"| {kind} | {of.total()} | {of['case']} | {of['pinned']} | {of['nobody']} |\n"
    reasons = read_yaml(REASONS.read_bytes(), place=REASONS.name)
    for found, words in _CLASSES.items():
        named = sorted(name for name, seen in survivors.items() if seen == found)
        if named:
            yield f"\n### {words} ({len(named)})\n\n"
            yield from (f"- `{_short(name)}`{_reason(name, found, reasons)}\n" for name in named)


def told(others: Others) -> Iterator[str]:
    """What the page says of the mutants that only other questions read."""
    named = {fate: sorted(name for name, (_, by) in others.fates.items() if by == fate) for fate in (None, UNTESTED)}
    noticed = len(others.fates) - sum(map(len, named.values()))
    reasons = read_yaml(REASONS.read_bytes(), place=REASONS.name)
    yield (
        f"{len(others.fates)} of {len(others.fates) + others.pending} were judged, in an order of no meaning: {noticed} "
        f"were noticed, {len(named[None])} survived, {len(named[UNTESTED])} stand where none of these tests comes.\n\n"
    )
    yield "| change | judged | noticed | survived | no test comes by |\n| :-- | --: | --: | --: | --: |\n"
    for kind in sorted({kind for kind, _ in others.fates.values()}):
        of = Counter(by if by in named else "noticed" for other, by in others.fates.values() if other == kind)
        yield f"| {kind} | {of.total()} | {of['noticed']} | {of[None]} | {of[UNTESTED]} |\n"
    for fate, words in ((None, "Survived"), (UNTESTED, "No test comes by")):
        why = {name: _reason(name, "", reasons) for name in named[fate]}
        open_ones = sum(said.endswith(_OPEN) for said in why.values())
        yield f"\n### {words} ({len(why)}, of which {open_ones} without a reason)\n\n"
        yield from (f"- `{_short(name)}`{said}\n" for name, said in why.items())


def _by(line: Mapping[str, Any]) -> str:
    if line["killed"] is None:
        return "nobody"
    return "pinned" if line["killed"].startswith(PINNED) else "case"


def _reason(name: str, found: str, reasons: Sequence[Mapping[str, str]]) -> str:
    why = next((item["waarom"] for item in reasons if re.search(item["mutant"], name)), None)
    if why is None and found == WORDS:
        why = "it chooses a sentence; sentences are held by tests/permits and tests/golden"
    return f" – {why or _OPEN}"


def _short(name: str) -> str:
    return name if len(name) <= 240 else name[:237] + "…"


def _code(code: Code) -> Iterator[str]:
    judged = code.noticed + len(code.survived)
    yield (
        f"Of the mutants that mutmut makes of the modules named in `pyproject.toml` {judged} were judged, in an order of "
        f"no meaning: {code.noticed} were noticed, {len(code.survived)} survived; {code.untested} stand where none of the "
        f"chosen tests comes, {code.pending} were not judged yet.\n"
    )
    changed = {name: difference(name) for name in code.survived}
    words = [name for name, (only_words, _) in changed.items() if only_words]
    yield (
        f"\n{len(words)} survivors change only the words of a message; tests hold which error is met, and its words at "
        "the edges of the program (tests/facts, tests/commands, tests/law).\n"
    )
    reasons = read_yaml(CODE_REASONS.read_bytes(), place=CODE_REASONS.name)
    for name in sorted(changed.keys() - set(words)):
        line = changed[name][1]
        why = next((item["waarom"] for item in reasons if re.search(item["mutant"], f"{name} {line}")), None)
        yield f"\n- `{name.removeprefix('wbmgp_engine.')}`: `{line}` – {why or _OPEN}"
    yield "\n"
