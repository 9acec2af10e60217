"""The yearly indicator as CSV, JSON and a document to read."""

from __future__ import annotations

from typing import Any

from wbmgp_engine.designations.csv_text import csv_text
from wbmgp_engine.designations.evaluation_output import HIDDEN
from wbmgp_engine.designations.evaluation_words import LABEL, NAME, SAY
from wbmgp_engine.designations.kpi import Kpi, KpiRow
from wbmgp_engine.designations.markdown import Block, Section, Table, Words, markdown
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.version import NAME as ENGINE
from wbmgp_engine.version import VERSION


def kpi_csv(found: Kpi) -> str:
    """A row per unit and ground; an x is a count that is not published, an empty cell one that nobody recorded."""
    header = [
        "gemeente", "jaar", "gebied", "grond", "instrument", "actief", "besluiten", "weigeringen",
        "voorrangstoewijzingen",
    ]  # fmt: skip
    return csv_text(
        header,
        (
            [
                found.municipality,
                found.year,
                row.area,
                row.ground,
                row.instrument,
                SAY[str(row.active)]["nl"],
                *_counts(row),
            ]
            for row in found.rows
        ),
    )


def _counts(row: KpiRow) -> list[str | int | None]:
    counts = (row.decisions, row.refusals, row.priority)
    return [HIDDEN if count is None and row.recorded else count for count in counts]


def kpi_json(found: Kpi) -> dict[str, Any]:
    """The indicator as one JSON document; a count that is null is not published, or not recorded (`vastgelegd` false)."""
    return {
        "indicator": NAME, "gemeente": found.municipality, "jaar": found.year, "gepubliceerd": found.published,
        "actieveMaatregelen": found.active_measures, "regels": [row.to_json() for row in found.rows],
        "kanttekening": dict(SAY["kpi_note"]), "motor": {"naam": ENGINE, "versie": VERSION},
    }  # fmt: skip


def kpi_markdown(found: Kpi, smallest: int, language: Language = "nl") -> str:
    """The document to read; `smallest` is the smallest count that is published."""
    names = ("gebied", "grond", "actief", "besluiten", "geweigerd", "voorrang")
    rows = [_line(row, language) for row in found.rows]
    note = SAY["published"][language].format(most=smallest - 1) if found.published else SAY["internal"][language]
    blocks: list[Block] = [
        Words(note),
        Words(SAY["active"][language].format(count=found.active_measures)),
        Table([LABEL[name][language] for name in names], rows),
        Words(SAY["kpi_note"][language]),
    ]
    title = SAY["kpi"][language].format(year=found.year, municipality=found.municipality)
    return markdown([Section(title, blocks, level=1)])


def _line(row: KpiRow, language: Language) -> list[str]:
    ground = row.ground if row.instrument is None else f"{row.ground}, {row.instrument}"
    counts = [SAY["not_recorded"][language] if count is None else str(count) for count in _counts(row)]
    return [row.area, ground, SAY[str(row.active)][language], *counts]
