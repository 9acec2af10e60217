"""The pictures of docs/performance.md: Vega-Lite by altair, drawn as SVG by vl-convert, without a network.

Each picture says in its last line which rows it was drawn from (a hash), so that a test knows a stale one without being
able to draw. Beside each stands the table of the same figures.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from bench.goals import Row, Rows

WIDTH: Final = 560


def possible() -> bool:
    """Whether what draws is installed."""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


def draw(rows: Rows, folder: Path) -> None:
    """Draw every picture."""
    import vl_convert

    folder.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        values = picture.values(rows)
        svg = vl_convert.vegalite_to_svg(picture.chart(values).to_json())
        (folder / f"{name}.svg").write_text(f"{svg}\n{stamp(values)}\n", "utf-8")


def stamp(values: list[Row]) -> str:
    """The last line of a picture."""
    return f"<!-- rows {hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]} -->"


class Picture:
    """What a picture shows of the rows, and how."""

    def __init__(self, values: Callable[[Rows], list[Row]], chart: Callable[[list[Row]], Any]) -> None:
        self.values, self.chart = values, chart


def _decisions(rows: Rows) -> list[Row]:
    return [{"system": row["system"], "persons": row["size"], "µs": row["value"]} for row in rows.of("single")]


def _rates(rows: Rows) -> list[Row]:
    most = max((row["size"] for row in rows.of("population")), default=0)
    return [
        {"system": row["system"], "facts": row["case"], "rows a second": row["value"]}
        for row in rows.of("population", size=most)
    ]


def _grown(rows: Rows) -> list[Row]:
    found = rows.of("growth", system="wbmgp on Polars")
    return [{"what": row["case"], "to": row["size"], "ns a row": round(1e9 / row["value"], 1)} for row in found]


def _of_households(rows: Rows) -> list[Row]:
    found = rows.of("simulation", case="households")
    return [{"households": row["size"], "ns a household and month": row["value"]} for row in found]


def _bars(values: list[Row], x: str, facet: str, title: str) -> Any:
    import altair as alt

    base = alt.Chart(alt.Data(values=values), title=title).encode(
        x=alt.X(f"{x}:Q", scale=alt.Scale(type="log"), title=f"{x} (logarithmic)"),
        y=alt.Y("system:N", sort="x", title=None, axis=alt.Axis(labelLimit=260)),
        yOffset=f"{facet}:N",
        color=alt.Color(f"{facet}:N", scale=alt.Scale(range=["#1f5f8b", "#c76b29"])),
    )
    return base.mark_point(filled=True, size=90).properties(width=WIDTH, height=alt.Step(15))


def _lines(values: list[Row]) -> Any:
    import altair as alt

    def panel(what: str, scale: str) -> Any:
        shown = [value for value in values if value["what"] == what]
        return (
            alt.Chart(alt.Data(values=shown), title=f"nanoseconds a row, by {what}")
            .mark_line(point=True, color="#1f5f8b")
            .encode(
                x=alt.X("to:Q", scale=alt.Scale(type=scale), title=what),
                y=alt.Y("ns a row:Q", scale=alt.Scale(zero=True)),
            )
            .properties(width=200, height=180)
        )

    return alt.hconcat(panel("applications", "log"), panel("members", "linear"), panel("designations", "linear"))


def _per_household(values: list[Row]) -> Any:
    import altair as alt

    return (
        alt.Chart(alt.Data(values=values), title="A simulation: nanoseconds of processor time a household and month")
        .mark_line(point=True, color="#1f5f8b")
        .encode(
            x=alt.X("households:Q", scale=alt.Scale(type="log"), title="households (logarithmic)"),
            y=alt.Y("ns a household and month:Q", scale=alt.Scale(zero=True)),
        )
        .properties(width=WIDTH, height=180)
    )


PICTURES: Final[Mapping[str, Picture]] = {
    "single": Picture(_decisions, lambda values: _bars(values, "µs", "persons", "One decision: less is better")),
    "population": Picture(
        _rates, lambda values: _bars(values, "rows a second", "facts", "A population: more is better")
    ),
    "growth": Picture(_grown, _lines),
    "simulation": Picture(_of_households, _per_household),
}
