"""Effects by group: each beside all others, as a ratio and as a difference, with and without the measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wbmgp_engine.simulation.options import BASELINE, Option
from wbmgp_engine.simulation.report.blocks import Row, Section, Table, Words
from wbmgp_engine.simulation.report.telling import Key, Told
from wbmgp_engine.simulation.report.words import dimension_said, group_said

# What divides people by what the rules do to them, or dwellings, is told elsewhere.
_ELSEWHERE: Final = ("geraakt", "bestemming", "aangewezen")
_SHOWN: Final = ("slaagkans", "slaagkans.verhouding", "slaagkans.groepsverschil", "zoektijd", "zoektijd.verhouding")
_REFUSED: Final = ("weigeringsaandeel", "weigeringsaandeel.verhouding", "weigeringsaandeel.groepsverschil")
# What is beside the rest already stands without its difference with doing nothing: the tables would be unreadable.
_BESIDE: Final = ("slaagkans", "zoektijd", "instroom")


def grouping(told: Told) -> Section:
    """A part per dimension, those that the council supplied last, each with a table per option."""
    inner = [
        Section(f"groepen-{at}", dimension_said(dimension, told.language), list(_tables(told, dimension, groups)))
        for at, (dimension, groups) in enumerate(_dimensions(told))
    ]
    lead = [Words(told.say("grouping_lead")), Words(told.say("grouping_fair"), "note")]
    return Section("groepen", told.say("t_grouping"), lead, inner)


def _dimensions(told: Told) -> Iterator[tuple[str, Sequence[str]]]:
    found: dict[str, list[str]] = {}
    for dimension, group in told.figures.groups("slaagkans"):
        found.setdefault(dimension, []).append(group)
    own = sorted(found, key=lambda name: (name.startswith("groep_"), name))
    yield from ((name, found[name]) for name in own if name not in _ELSEWHERE)


def _tables(told: Told, dimension: str, groups: Sequence[str]) -> Iterator[Table]:
    name = dimension_said(dimension, told.language)
    keys = [Key(measure) for measure in _SHOWN]
    inflow = Key("instroom", area="aangewezen", words="k_inflow_all")
    head = (name, *map(told.called, keys), told.called(inflow))
    for option in told.options:
        rows = [_row(told, option, dimension, group, [*keys, inflow]) for group in groups]
        yield Table(told.say("group_caption", name=name, option=told.name(option)), head, rows)
        if option in told.touching:
            yield _refused(told, option, dimension, groups)


def _refused(told: Told, option: Option, dimension: str, groups: Sequence[str]) -> Table:
    """Whom refusals fall on: the share by group, beside all others."""
    name = dimension_said(dimension, told.language)
    caption = told.say("refused_caption", name=name[:1].lower() + name[1:], option=told.name(option))
    keys = [Key(measure, area="aangewezen") for measure in _REFUSED]
    rows = [_row(told, option, dimension, group, keys) for group in groups]
    return Table(caption, (name, *map(told.called, keys)), rows)


def _row(told: Told, option: Option, dimension: str, group: str, keys: Sequence[Key]) -> Row:
    asked = [Key(key.measure, dimension, group, key.area) for key in keys]
    cells = [
        told.cell(told.number(option, key), beside=option.id != BASELINE and key.measure in _BESIDE) for key in asked
    ]
    return Row(group_said(dimension, group, told.language), cells)
