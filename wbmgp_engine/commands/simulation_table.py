"""The table that closes `wbmgp simulate`: the options side by side, each number with its interval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from wbmgp_engine.simulation.dossier.figures import DESIGNATED, EVERYBODY, REGION, Figure, Figures
from wbmgp_engine.simulation.dossier.words import spread
from wbmgp_engine.simulation.measures import words

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from wbmgp_engine.simulation.options import Scenario

Language = Literal["nl", "en"]
Row = tuple[str, tuple[str, str]]
_TOUCHED: Final = ("geraakt", "geraakt")
_REST: Final = ("geraakt", "niet_geraakt")
# What a reader asks first, by place: which measure, and of whom.
_ROWS: Final[dict[str, tuple[Row, ...]]] = {
    DESIGNATED: (
        ("aanvragen", EVERYBODY), ("verleend", EVERYBODY), ("weigeringen", EVERYBODY),
        ("weigeringen.artikel_8", EVERYBODY), ("weigeringen.artikel_9", EVERYBODY),
        ("weigeringen.artikel_10", EVERYBODY), ("hardheid", EVERYBODY), ("voorrang", EVERYBODY),
        ("voorbijgegaan", EVERYBODY), ("instroom", _TOUCHED), ("instroom", _REST),
    ),
    REGION: (
        ("geweigerden", EVERYBODY), ("geweigerden.gevonden.aandeel", EVERYBODY), ("slaagkans", _TOUCHED),
        ("slaagkans", _REST), ("zoektijd", _TOUCHED), ("zoektijd", _REST),
    ),
}  # fmt: skip
_SAID: Final = {
    "title": {
        "nl": "{scenario} (jaren: {years}, herhalingen: {replicates})",
        "en": "{scenario} (years: {years}, replicates: {replicates})",
    },
    "hidden": {"nl": "verborgen", "en": "hidden"},
    "other_law": {"nl": "{name} (niet de wet die geldt)", "en": "{name} (not the law in force)"},
}  # fmt: skip


def closing_table(measures: pl.DataFrame, scenario: Scenario, replicates: int, language: Language) -> Table:
    """The options as columns, what a reader asks first as rows; a row that no option has is left out."""
    from rich.table import Table

    title = _SAID["title"][language].format(
        scenario=scenario.name[language], years=scenario.years, replicates=replicates
    )
    table = Table("", title=title)
    for option in scenario.options:
        name = option.name[language]
        table.add_column(_SAID["other_law"][language].format(name=name) if option.law else name, justify="right")
    figures = Figures(measures, tuple(_ROWS))
    for area in _ROWS:
        table.add_row(f"[bold]{_where(area, language)}[/bold]")
        for row in _rows(figures, area, scenario, language):
            table.add_row(*row)
        table.add_section()
    return table


def _rows(figures: Figures, area: str, scenario: Scenario, language: Language) -> Iterator[list[str]]:
    for measure, kind in _ROWS[area]:
        found = [figures.of(option.id, area, measure, kind) for option in scenario.options]
        if any(figure is not None and figure.own.value != 0 for figure in found):
            yield [_named(measure, kind, language), *(_cell(item, language) for item in found)]


def _named(measure: str, kind: tuple[str, str], language: Language) -> str:
    found = words.measure(measure)
    name = found.name[language] if kind == EVERYBODY else f"{found.name[language]}: {words.group(*kind)[language]}"
    return f"{name} ({words.unit(found.unit)[language]})" if found.unit == "maanden" else name


def _where(area: str, language: Language) -> str:
    named = words.area(area)
    assert named is not None
    return named[language]


def _cell(figure: Figure | None, language: Language) -> str:
    if figure is None:
        return "–"
    return _SAID["hidden"][language] if figure.hidden else spread(figure.own, language, figure.unit)
