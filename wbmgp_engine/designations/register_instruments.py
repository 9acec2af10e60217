"""The instruments of the register of designations, held against the act of the first day of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from wbmgp_engine.designations.instrument import instrument_asked, names_instrument
from wbmgp_engine.errors import Finding, RuleFileError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import load_register, municipalities
from wbmgp_engine.law.register_schema import DecisionFile, GroundEntry

_NAME: Final = "instrument"


def check_instruments(lawbook: Lawbook) -> list[Finding]:
    """Instruments that the act does not ask for, and those that are absent without standing in `niet_bekend`.

    A municipality whose files cannot be read is left out: `check_registers` says what is wrong with them.
    """
    return [found for code in municipalities(lawbook.files) for found in _of(lawbook, code)]


def _of(lawbook: Lawbook, code: str) -> Iterator[Finding]:
    try:
        register = load_register(lawbook, code)
    except RuleFileError:
        return
    for path, decision in register.decisions.items() if register else ():
        yield from _superfluous(lawbook, path, decision)
        yield from _unlisted(lawbook, path, decision)


def _superfluous(lawbook: Lawbook, path: str, decision: DecisionFile) -> Iterator[Finding]:
    for keys, ground, first in _grounds(decision):
        said = instrument_asked(lawbook, ground.grond, first)
        if ground.instrument is not None and said is not None and not said.asked:
            problem = f"{said.citation.text} has no instrument for {ground.grond} on {first}"
            yield Finding(f"rules/{path}, {keys}.{_NAME}", problem, "delete it")


def _unlisted(lawbook: Lawbook, path: str, decision: DecisionFile) -> Iterator[Finding]:
    asking = [ground for _, ground, first in _grounds(decision) if names_instrument(lawbook, ground.grond, first)]
    absent = any(ground.instrument is None for ground in asking)
    listed = any(item.feit == _NAME for item in decision.niet_bekend)
    if absent and not listed:
        yield Finding(f"rules/{path}", f"{_NAME}: absent, but not in niet_bekend", "add it there as feit")
    if listed and not absent:
        why = "known" if asking else "not asked by the act"
        yield Finding(f"rules/{path}", f"{_NAME}: in niet_bekend, but {why}", "take it out of niet_bekend")


def _grounds(decision: DecisionFile) -> Iterator[tuple[str, GroundEntry, date]]:
    """Each ground with its keys in the file and the first day on which it can count."""
    for index, ground in enumerate(decision.gronden):
        yield f"gronden.{index}", ground, decision.first_day()
    for at, part in enumerate(decision.onderdelen):
        for index, ground in enumerate(part.gronden):
            yield f"onderdelen.{at}.gronden.{index}", ground, decision.first_day(part)
