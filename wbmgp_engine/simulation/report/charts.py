"""The charts of the report as altair charts: every one from rows that stand in a table beside it.

A chart never relies on colour: options and groups have their own line, and values stand at the marks in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

from wbmgp_engine.simulation.report.colours import BLUE, INK, LINE, ORANGE, SERIES
from wbmgp_engine.simulation.report.drawing import WIDTH

Mark = dict[str, Any]
_ROW: Final = 26


def spans(marks: Sequence[Mark]) -> Any:
    """A dot per `name` with its interval, in a strip per `panel`: `panel`, `name`, `value`, `low`, `high`, `label`."""
    import altair as alt

    names = list(dict.fromkeys(mark["name"] for mark in marks))
    strips = [
        _strip(alt, [mark for mark in marks if mark["panel"] == panel], panel, names)
        for panel in dict.fromkeys(mark["panel"] for mark in marks)
    ]
    return alt.vconcat(*strips, spacing=14).resolve_scale(x="independent")


def _strip(alt: Any, marks: Sequence[Mark], panel: str, names: Sequence[str]) -> Any:
    base = alt.Chart(alt.Data(values=list(marks))).encode(y=alt.Y("name:N", sort=list(names), title=None))
    # Words above a dot need room behind the last one.
    most = max((mark["high"] for mark in marks), default=0) * 1.25
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, most or 1], nice=True), axis=alt.Axis(tickCount=5))
    rule = base.mark_rule(color=LINE, strokeWidth=3).encode(x=alt.X("low:Q", title=None), x2="high:Q")
    dot = base.mark_point(filled=True, size=90, color=BLUE, opacity=1).encode(x=x)
    text = base.mark_text(dy=-11, color=INK, fontSize=11).encode(x=x, text="label:N")
    title = alt.TitleParams(panel, anchor="start", color=INK, fontSize=13, frame="group")
    return alt.layer(rule, dot, text, title=title).properties(width=WIDTH, height=alt.Step(_ROW + 10))


def bars(marks: Sequence[Mark]) -> Any:
    """A bar per `name` with its value at the end, in a strip per `panel`: `panel`, `name`, `value`, `label`."""
    import altair as alt

    names = list(dict.fromkeys(mark["name"] for mark in marks))
    most = max((mark["value"] for mark in marks if mark["value"] is not None), default=0)
    panels = dict.fromkeys(mark["panel"] for mark in marks)
    scale = alt.Scale(domain=[0, most or 1], nice=True)
    return alt.vconcat(*(_bars(alt, marks, panel, names, scale) for panel in panels), spacing=14)


def _bars(alt: Any, marks: Sequence[Mark], panel: str, names: Sequence[str], scale: Any) -> Any:
    x = alt.X("value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5))
    own = alt.Data(values=[mark for mark in marks if mark["panel"] == panel])
    base = alt.Chart(own).encode(y=alt.Y("name:N", sort=list(names), title=None), x=x)
    bar = base.mark_bar(color=BLUE, height={"band": 0.6})
    text = base.mark_text(align="left", dx=5, color=INK, fontSize=11).encode(text="label:N")
    title = alt.TitleParams(panel, anchor="start", color=INK, fontSize=13, frame="group")
    return alt.layer(bar, text, title=title).properties(width=WIDTH, height=alt.Step(_ROW))


def lines(marks: Sequence[Mark], *, unit: str) -> Any:
    """A line per `name` over the years, each with its own dash and its name at the end: `name`, `year`, `value`."""
    import altair as alt

    names = list(dict.fromkeys(mark["name"] for mark in marks))
    years = [mark["year"] for mark in marks] or [0]
    legend = alt.Legend(title=None, orient="bottom", columns=2, symbolType="stroke", symbolSize=400)
    scale = alt.Scale(domain=names, range=list(SERIES))
    colour = alt.Color("name:N", scale=scale, legend=legend)
    dash = alt.StrokeDash("name:N", scale=alt.Scale(domain=names, range=_DASHES), legend=legend)
    during = alt.Scale(domain=[min(years), max(years)], nice=False)
    x = alt.X("year:Q", title=None, scale=during, axis=alt.Axis(format="d", tickMinStep=1, tickCount=8))
    above = alt.Axis(titleAngle=0, titleAlign="left", titleAnchor="end", titleX=0, titleY=-10, tickCount=5)
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=True), axis=above)
    chart = alt.Chart(alt.Data(values=list(marks))).mark_line(strokeWidth=2.5)
    return chart.encode(x=x, y=y, color=colour, strokeDash=dash).properties(width=WIDTH + 120, height=230)


_DASHES: Final = [[1, 0], [8, 4], [2, 3], [12, 3, 2, 3], [5, 2], [1, 5]]


def tornado(marks: Sequence[Mark], *, below: str, above: str) -> Any:
    """A bar per assumption from the outcome at its low value to that at its high one: `name`, `low`, `high`, `start`."""
    import altair as alt

    names = [mark["name"] for mark in marks]
    ends = [
        {"name": mark["name"], "from": mark["start"], "to": mark[end], "kind": kind}
        for mark in marks
        for end, kind in (("low", below), ("high", above))
    ]
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=270, labelPadding=14)
    base = alt.Chart(alt.Data(values=ends)).encode(y=alt.Y("name:N", sort=names, title=None, axis=axis))
    x = alt.X("to:Q", title=None, scale=alt.Scale(zero=False, padding=16), axis=alt.Axis(tickCount=5))
    legend = alt.Legend(title=None, orient="top", labelLimit=400, symbolOpacity=1)
    colour = alt.Color("kind:N", scale=alt.Scale(domain=[below, above], range=[BLUE, ORANGE]), legend=legend)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=[below, above], range=["square", "circle"]), legend=legend)
    bar = base.mark_rule(strokeWidth=6).encode(x=x, x2="from:Q", color=colour)
    end = base.mark_point(filled=True, size=110, opacity=1).encode(x=x, shape=shape, color=colour)
    start = [{"at": mark["start"]} for mark in marks[:1]]
    rule = alt.Chart(alt.Data(values=start)).mark_rule(color=INK, strokeWidth=1.5).encode(x="at:Q")
    return alt.layer(bar, end, rule).properties(width=WIDTH - 60, height=alt.Step(_ROW + 22))


def folded(text: str) -> str:
    """A long name on lines of an axis, at most three."""
    return "\n".join(wrap(text, 42, max_lines=3, placeholder=" …"))
