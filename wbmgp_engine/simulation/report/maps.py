"""A map of the areas in five classes, each with its number upon it, so that nobody needs the colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10
from typing import Final

from markupsafe import escape

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.regions.region import Area
from wbmgp_engine.simulation.report.colours import BLACK_TEXT, HIDDEN, INK, LINE, RISING, TURNING, WHITE_TEXT
from wbmgp_engine.simulation.report.drawing import FONT, titled
from wbmgp_engine.simulation.report.numbers import Number, short
from wbmgp_engine.simulation.report.plane import Plane
from wbmgp_engine.simulation.report.words import Unit, said

_WIDTH: Final = 400
_LEGEND: Final = 240


@dataclass(frozen=True, slots=True)
class Classes:
    """Four edges between five classes, and the colours of each."""

    edges: tuple[float, ...]
    colours: Sequence[tuple[str, str]]
    labels: tuple[str, ...]

    def of(self, value: float) -> int:
        """The class of a value, from 0."""
        return sum(value >= edge for edge in self.edges)


def rising(values: Sequence[float], unit: Unit, language: Language) -> Classes:
    """Classes of equal width from nothing to the largest value, at round edges."""
    step = _nice(max(values, default=0) / 5)
    edges = tuple(step * number for number in range(1, 5))
    texts = [short(edge, unit, language) for edge in edges]
    middle = [said("class_between", language, low=low, high=high) for low, high in pairwise(texts)]
    labels = (said("class_below", language, high=texts[0]), *middle, said("class_above", language, low=texts[-1]))
    return Classes(edges, RISING, labels)


def turning(values: Sequence[float], unit: Unit, language: Language) -> Classes:
    """Classes around no change: much less, less, about the same, more, much more."""
    step = _nice(max(map(abs, values), default=0) / 2)
    texts = {"much": short(step, unit, language), "some": short(step / 10, unit, language)}
    labels = tuple(
        said(key, language, **texts) for key in ("much_less", "some_less", "about_same", "some_more", "much_more")
    )
    return Classes((-step, -step / 10, step / 10, step), TURNING, labels)


@dataclass(frozen=True, slots=True)
class Choropleth:
    """A map: the values by area (None: none, or hidden), the classes, and the areas with an outline."""

    areas: Sequence[Area]
    numbers: Mapping[str, Number]
    values: Mapping[str, float]
    classes: Classes
    designated: AbstractSet[str]

    def svg(self, name: str, title: str, language: Language) -> str:
        """The map with its legend."""
        plane = Plane(self.areas, _WIDTH, 420)
        height = max(plane.height + 12, 240)
        # Designated areas come last, so that no neighbour covers their outline.
        ordered = sorted(self.areas, key=lambda area: (area.id in self.designated, area.id))
        body = "".join(part for area in ordered for part in self._area(plane, area))
        legend = "".join(self._legend(language))
        style = f'font-family="{FONT}" font-size="12"'
        whole = f'<g {style}><g transform="translate(6 6)">{body}</g><g transform="translate({_WIDTH + 24} 12)">{legend}</g></g>'
        return titled(f'<svg viewBox="0 0 {_WIDTH + _LEGEND + 24} {height:.0f}">{whole}</svg>', name, title)

    def _area(self, plane: Plane, area: Area) -> Iterator[str]:
        path, (x, y) = plane.path(area), plane.middle(area)
        fill, colour, mark = self._look(area.id)
        yield f'<path d="{path}" fill="{fill}" stroke="{LINE}" stroke-width="0.8"><title>{escape(area.name)}</title></path>'
        if area.id in self.designated:
            yield from _outline(f'd="{path}"', "path")
        yield f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" fill="{colour}">{mark}</text>'

    def _look(self, area: str) -> tuple[str, str, str]:
        if area in self.values:
            at = self.classes.of(self.values[area])
            return (*self.classes.colours[at], str(at + 1))
        number = self.numbers.get(area)
        return HIDDEN, BLACK_TEXT, "×" if number is not None and number.hidden else "–"

    def _legend(self, language: Language) -> Iterator[str]:
        looks = [
            (*look, str(at + 1), label)
            for at, (look, label) in enumerate(zip(self.classes.colours, self.classes.labels, strict=True))
        ]
        looks.append((HIDDEN, BLACK_TEXT, "×", said("class_hidden", language)))
        for at, (fill, colour, mark, label) in enumerate(looks):
            y = at * 26
            yield f'<rect x="0" y="{y}" width="26" height="18" fill="{fill}" stroke="{LINE}"/>'
            yield f'<text x="13" y="{y + 13}" text-anchor="middle" fill="{colour}">{mark}</text>'
            yield f'<text x="34" y="{y + 13}" fill="{INK}">{escape(label)}</text>'
        if self.designated:
            y = len(looks) * 26
            yield from _outline(f'x="2" y="{y + 1}" width="22" height="15"', "rect")
            yield f'<text x="34" y="{y + 13}" fill="{INK}">{escape(said("outlined", language))}</text>'


def _outline(shape: str, kind: str) -> Iterator[str]:
    """A dark line with light dashes upon it, which stands out on every colour."""
    yield f'<{kind} {shape} fill="none" stroke="{BLACK_TEXT}" stroke-width="4" stroke-linejoin="round"/>'
    yield f'<{kind} {shape} fill="none" stroke="{WHITE_TEXT}" stroke-width="1.4" stroke-dasharray="5 4"/>'


def _nice(size: float) -> float:
    """The next larger of 1, 2, 5, 10, 20 and so on, also below 1."""
    if size <= 0:
        return 1.0
    power = 10.0 ** floor(log10(size))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= size)
