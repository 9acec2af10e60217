"""What `wbmgp designations status` shows: a table that fits 80 columns, then what is not known and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import Console
from rich.markup import escape

from wbmgp_engine.designations.status import OVER, Calendar, OrdinanceClock, Status, whole_years
from wbmgp_engine.designations.status_words import FACT, HEAD, REASON, STATE
from wbmgp_engine.facts.wording import Language, day_in_words

_NARROWEST = 12
_COLUMNS = ("unit", "ground", "start", "end", "days", "extension", "request")


def show_status(calendar: Calendar, language: Language) -> None:
    """Print the calendar."""
    console = Console(highlight=False)
    for line in _table(calendar, language, console.width):
        console.print(line)
    console.print(HEAD["legend"][language])
    for heading, lines in _below(calendar, language):
        found = list(lines)
        if found:
            console.print(f"\n{heading}")
        for line in found:
            console.print(f"- {escape(line)}")


def _table(calendar: Calendar, language: Language, width: int) -> Iterator[str]:
    """The lines of the table; a name too long for its column stands whole on a line of its own."""
    yield HEAD["title"][language].format(day=day_in_words(calendar.on, language))
    heads = tuple(HEAD[name][language] for name in _COLUMNS)
    rows = list(_merged([(row.register.naam, *_cells(row, language)) for row in calendar.rows]))
    sizes = [max(map(len, column)) for column in zip(heads[1:], *(row[2:] for row in rows), strict=True)]
    unit = max(_NARROWEST, width - sum(sizes) - len(sizes))
    yield _row(heads, unit, sizes)
    shown = None
    for place, name, *cells in rows:
        if place != shown:
            yield f"[bold]{escape(place)}[/bold]"
            shown = place
        fits = len(name) <= unit
        if not fits:
            yield escape(name)
        yield escape(_row((name if fits else "", *cells), unit, sizes))


def _row(cells: Sequence[str], unit: int, sizes: Sequence[int]) -> str:
    return " ".join(cell.ljust(size) for cell, size in zip(cells, (unit, *sizes), strict=True)).rstrip()


def _merged(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Rows that differ in their ground only stand on one line."""
    grounds: dict[tuple[str, ...], list[str]] = {}
    for place, unit, ground, *rest in rows:
        grounds.setdefault((place, unit, *rest), []).append(ground)
    for (place, unit, *rest), found in grounds.items():
        yield place, unit, ", ".join(sorted(found, key=int)), *rest


def _cells(row: Status, language: Language) -> tuple[str, ...]:
    gone, more, over = HEAD["unknown"][language], row.extension, row.state in OVER
    number = more.number if more is not None else row.item.verlenging
    left = "–" if over else _number(more.left if more else None, gone)
    return (
        f"  {row.item.naam}",
        row.item.grond.removeprefix("artikel_"),
        _day(row.item.van, gone),
        _day(row.item.tot, gone),
        STATE[row.state][language] if row.days_left is None else str(row.days_left),
        gone if number is None and left == gone else f"{_number(number, gone)} ({left})",
        "–" if over or (more is not None and more.possible is False) else _day(row.request_by, gone),
    )


def _below(calendar: Calendar, language: Language) -> Iterator[tuple[str, Iterable[str]]]:
    yield HEAD["evaluation"][language], _evaluation(calendar, language)
    yield HEAD["cap"][language], _used(calendar, language)
    yield HEAD["readings"][language], _readings(calendar, language)
    yield HEAD["why"][language], _why(calendar, language)
    yield (
        HEAD["unplaced"][language],
        (
            f"{row.register.naam}, {row.year}: {row.ground.replace('_', ' ')} ({row.source}; {HEAD[row.certainty][language]})"
            for row in calendar.unplaced
        ),
    )
    yield HEAD["ordinances"][language], (_ordinance(row, language) for row in calendar.ordinances)
    yield HEAD["certainty"][language], _sources(calendar, language)


def _used(calendar: Calendar, language: Language) -> Iterator[str]:
    for row in calendar.rows:
        more, since = row.extension, row.item.van
        if row.used_days is not None and more is not None and more.cap_years is not None and since is not None:
            years, days = whole_years(row.used_days, since)
            text = HEAD["years"][language]
            yield text.format(unit=_unit(row), years=years, days=days, cap=more.cap_years)


def _unit(row: Status) -> str:
    return f"{row.register.naam}, {row.item.naam} ({row.item.grond.removeprefix('artikel_')})"


def _units(rows: Iterable[Status]) -> str:
    """Units with their grounds, each municipality and each unit named once."""
    places: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        units = places.setdefault(row.register.naam, {})
        units.setdefault(row.item.naam, []).append(row.item.grond.removeprefix("artikel_"))
    named = (
        f"{place}: " + ", ".join(f"{unit} ({', '.join(sorted(found, key=int))})" for unit, found in units.items())
        for place, units in places.items()
    )
    return "; ".join(named)


def _why(calendar: Calendar, language: Language) -> Iterator[str]:
    """Per municipality and reason which facts, not one line per row."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in calendar.rows:
        for fact, reason in row.unknown.items():
            found.setdefault((row.register.naam, reason), {})[FACT[fact][language]] = None
    for (place, reason), facts in found.items():
        yield f"{place}: {', '.join(facts)}: {REASON[reason][language]}"


def _evaluation(calendar: Calendar, language: Language) -> Iterator[str]:
    asked = [row for row in calendar.rows if row.extension is not None and row.extension.evaluation]
    if asked:
        yield HEAD["needed"][language].format(units=_units(asked))


def _readings(calendar: Calendar, language: Language) -> Iterator[str]:
    said: dict[str, list[Status]] = {}
    for row in calendar.rows:
        for reading in row.extension.readings if row.extension else ():
            text = HEAD["reading"][language].format(
                text=reading["tekst"][language], number=reading["verlenging"],
                left=reading["resterendeVerlengingen"], basis=reading["bron"]["tekst"],
            )  # fmt: skip
            said.setdefault(text, []).append(row)
    for text, rows in said.items():
        yield f"{_units(rows)}. {text}"


def _ordinance(row: OrdinanceClock, language: Language) -> str:
    gone, entry = HEAD["unknown"][language], row.to_json()
    text = HEAD["ordinance"][language].format(
        name=f"{row.register.naam}, {entry['naam'] or HEAD['no_name'][language]}", year=entry["jaar"],
        start=entry["van"] or gone, end=entry["tot"] or gone,
    )  # fmt: skip
    days = entry["dagenOver"]
    return text if days is None else text + HEAD["left"][language].format(days=days)


def _sources(calendar: Calendar, language: Language) -> Iterator[str]:
    found: dict[tuple[str, str, str], None] = {}
    for row in calendar.rows:
        found[(row.register.naam, "; ".join(row.item.bronnen), row.item.zekerheid)] = None
    for place, sources, certainty in found:
        yield f"{place}: {HEAD[certainty][language]} ({sources})"


def _day(day: date | None, gone: str) -> str:
    return gone if day is None else day.isoformat()


def _number(count: int | None, gone: str) -> str:
    return gone if count is None else str(count)
