"""The page that shows what the register holds: written from the data alone, so that it cannot say more than it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import Register, load_register, municipalities, national_register
from wbmgp_engine.law.register_schema import (
    Certainty,
    CompletePeriod,
    DecisionFile,
    Fact,
    NationalPeriod,
    NotKnown,
    OrdinanceEntry,
    Sourced,
)

_CERTAINTY: dict[Certainty, str] = {"gelezen": "read", "afgeleid": "inferred", "uit_geheugen": "from memory"}

_HEAD = """# Known ordinances and designations

This page is generated from `rules/aanwijzingen/` and never edited: change the data, then run
`python -m wbmgp_engine.law.register_page > docs/known-ordinances-and-designations.md`.

Every value stands with its source and its certainty: *read* in that source, *inferred* from what was read, or *from
memory* and not verified. What is not known is absent, and listed. Periods run from the first day up to, not including,
the last. Where the register is not stated to be complete, an assessment without a `situatie` asks the municipality.
"""


def register_page(lawbook: Lawbook) -> str:
    """The page in Markdown. Raises RuleFileError for a register that cannot be read."""
    national = national_register(lawbook.files)
    lines = [_HEAD, "## All municipalities\n", *_complete(national.volledig), *_unknown(national.niet_bekend)]
    for code in municipalities(lawbook.files):
        register = load_register(lawbook, code)
        assert register is not None
        lines += [f"## {register.naam} ({code})\n", *_municipality(register)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _municipality(register: Register) -> Iterator[str]:
    assert register.own is not None
    yield f"Code: {_fact(register.own.gemeente)}.\n"
    yield from _complete(register.own.volledig)
    for period in register.own.regio:
        codes = ", ".join(period.gemeenten)
        yield f"Region {_span(period.van, period.tot)}: {codes} ({_source(period)}).\n"
    for path, decision in register.decisions.items():
        yield from _decision(path, decision, [item for item in register.designations if item.bestand == path] != [])
    if register.own.verordeningen:
        yield "### Ordinances\n"
        yield from (_ordinance(item) for item in register.own.verordeningen)
        yield ""
    yield from _unknown(register.own.niet_bekend)


def _decision(path: str, decision: DecisionFile, units: bool) -> Iterator[str]:
    yield f"### Decision of {decision.besluitdatum.waarde if decision.besluitdatum else decision.jaar.waarde}\n"
    named = [
        ("year", decision.jaar), ("request received", decision.ontvangen), ("decided", decision.besluitdatum),
        ("from", decision.van), ("until", decision.tot), ("extension", decision.verlenging),
        ("withdrawn on", decision.ingetrokken_op),
    ]  # fmt: skip
    yield from (f"- {label}: {_fact(fact)}" for label, fact in named if fact is not None)
    yield from (f"- {ground.grond}: {_source(ground)}" for ground in decision.gronden)
    yield f"- file: `rules/{path}`\n"
    if units:
        yield from _table(("unit", "kind", "ground", "instrument", "term", "source"), _rows(decision))
    yield from _unknown(decision.niet_bekend)


def _rows(decision: DecisionFile) -> Iterator[tuple[str, ...]]:
    for part in decision.onderdelen:
        named = [("from", part.van), ("until", part.tot), ("extension", part.verlenging)]
        term = "; ".join(f"{label} {_fact(fact)}" for label, fact in named if fact is not None)
        for ground in part.gronden:
            instrument = _fact(ground.instrument) if ground.instrument else ""
            source = (
                _source(ground)
                if _source(ground) == _source(part.gebied)
                else f"{_source(part.gebied)}; {_source(ground)}"
            )
            yield part.gebied.naam, part.gebied.soort, ground.grond, instrument, term, source


def _ordinance(item: OrdinanceEntry) -> str:
    named: list[tuple[str, Fact[str] | None]] = [
        ("adopted", item.vastgesteld), ("from", item.van), ("until", item.tot),
        ("works back to", item.werkt_terug_tot), ("dwellings", item.woonruimten),
    ]  # fmt: skip
    title = item.naam.waarde if item.naam else f"ordinance of {item.jaar.waarde}"
    parts = [f"**{title}**, {item.jaar.waarde}" + (f", {item.vindplaats}" if item.vindplaats else "")]
    if item.artikelen:
        parts.append(f"Wbmgp articles {', '.join(item.artikelen.waarde)} ({_source(item.artikelen)})")
    parts += [f"{label} {_fact(fact)}" for label, fact in named if fact is not None]
    if item.regeling:
        parts.append(f"in the rules as `{item.regeling}`")
    unknown = ", ".join(_gap(gap) for gap in item.niet_bekend)
    return f"- {'; '.join(parts)}" + (f". Not known: {unknown}." if unknown else ".")


def _complete(periods: Sequence[CompletePeriod]) -> Iterator[str]:
    if not periods:
        yield "Not stated to be complete for any period, beyond what is stated for all municipalities.\n"
        return
    yield "Complete:\n"
    for item in periods:
        but = f", except {', '.join(item.behalve)}" if isinstance(item, NationalPeriod) and item.behalve else ""
        yield f"- {_span(item.van, item.tot)}{but}: {_source(item)}"
    yield ""


def _unknown(gaps: Sequence[NotKnown]) -> Iterator[str]:
    if gaps:
        yield f"Not known: {'; '.join(map(_gap, gaps))}.\n"


def _gap(gap: NotKnown) -> str:
    return gap.feit + (f" ({gap.toelichting})" if gap.toelichting else "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _fact(fact: Fact[Any]) -> str:
    return f"{fact.waarde} ({_source(fact)})"


def _source(stated: Sourced) -> str:
    return f"{stated.bron}, {_CERTAINTY[stated.zekerheid]}"


def _span(start: str | None, end: str | None) -> str:
    return f"{start or 'the beginning'} to {end or 'now'}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(register_page(Lawbook.load()))
