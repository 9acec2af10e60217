"""The clock of one part: which earlier designations may bear on it, and how those that count lie towards its term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wbmgp_engine.designations.binding import Facts, or_unknown
from wbmgp_engine.designations.periods import Course, Period, courses
from wbmgp_engine.designations.question import Question
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.procedure import EarlierDesignation
from wbmgp_engine.facts.request import DesignationRequest, RequestedPart
from wbmgp_engine.logic.values import Unknown, Value

MOST = 1000  # what a list of the rules may hold
# What the rules read of how a term lies, and what `Course` calls it.
_LYING = {"aansluitend": "joins", "opent_reeks": "opens", "eerste_ooit": "first", "overlapt": "overlaps"}
_NOT_ASKED = Unknown(("klok",))


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier designation of this area, of one around it (`omvattend`) or of one inside it (`deel`)."""

    item: EarlierDesignation
    position: str
    path: str

    @property
    def period(self) -> Period | None:
        """Its days up to withdrawal; None when an edge is not known."""
        start, end = self.item.start, self.item.ended
        return Period(start, end) if start is not None and end is not None else None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The paths of the edges that are not known."""
        edges = {"van": self.item.start, "tot": self.item.ended}
        return tuple(f"{self.path}.{name}" for name, day in edges.items() if day is None)

    def facts(self, course: Mapping[str, Value]) -> Facts:
        """The row the rules read, with how it lies towards the term asked for."""
        return {
            "grond": self.item.ground, "ligging": self.position,
            "van": or_unknown(self.item.start, f"{self.path}.van"),
            "tot": or_unknown(self.item.ended, f"{self.path}.tot"), **course,
        }  # fmt: skip


class Register:
    """The earlier designations of a request, found by area; made once for all its parts."""

    def __init__(self, request: DesignationRequest) -> None:
        self.request = request
        self.known = request.given("earlier")
        self._by_area: dict[str, list[tuple[str, EarlierDesignation]]] = {}
        self._inside: dict[str, list[str]] = {}
        for index, item in enumerate(request.earlier):
            if item.start is None or item.start != item.ended:  # withdrawn on its first day: no day at all
                self._by_area.setdefault(item.area, []).append((f"eerdereAanwijzingen.{index}", item))
        for area in self._by_area:
            for outer in request.enclosing(area):
                self._inside.setdefault(outer, []).append(area)

    def of(self, part: RequestedPart) -> tuple[Earlier, ...]:
        """What may bear on the clock of a part. Raises BadInput for more than the rules can hold."""
        found = tuple(
            Earlier(item, position, path)
            for area, position in self._areas(part.area.id)
            for path, item in self._by_area.get(area, ())
        )
        if len(found) > MOST:
            problem = f"{len(found)} earlier designations bear on {part.area.id}"
            fix = f"list at most {MOST} for one area and what touches it"
            raise BadInput.one("eerdereAanwijzingen", problem, fix, "too_many_designations", most=MOST)
        return found

    def _areas(self, area: str) -> Iterator[tuple[str, str]]:
        yield area, "zelfde"
        yield from ((outer, "omvattend") for outer in sorted(self.request.enclosing(area)))
        yield from ((inner, "deel") for inner in self._inside.get(area, ()))


@dataclass(frozen=True, slots=True)
class Clock:
    """The earlier terms of one part as the rules read them; which of them count, the rules say."""

    part: RequestedPart
    path: str
    register: Register
    question: Question
    on: date

    def rows(self, known: Facts) -> list[Value] | Unknown:
        """The terms that count, each period once, with how they lie; unknown while an open question decides which count.

        The same days cannot be designated twice for one clock: a period that is listed twice is one term.
        """
        if not self.register.known:
            return Unknown(("eerdereAanwijzingen",))
        earlier = self.register.of(self.part)
        if not earlier or self.question.counting is None:
            return []
        counts = self._counts(known, earlier)
        if isinstance(counts, Unknown):
            if counts.missing & set(self.question.readings):
                return counts
            # Where a date is missing only some of them are in doubt: each by itself.
            counts = [self._counts(known, [item]) for item in earlier]
        return self._lying(
            [item for item, counting in zip(earlier, counts, strict=True) if counting not in (False, [False])]
        )

    def _counts(self, known: Facts, earlier: Sequence[Earlier]) -> Any:
        assert self.question.counting is not None
        values = self.question.counting.run(
            {**known, "eerdere_aanwijzingen": _rows(earlier, dict.fromkeys(_LYING, _NOT_ASKED))}, self.on
        )
        return self.question.of(values.outputs, "telt")

    def _lying(self, counting: Sequence[Earlier]) -> list[Value]:
        asked, missing = self.part, [edge for item in counting for edge in item.unknown]
        end = date.max if asked.endless else asked.end
        missing += [f"{self.path}.{name}" for name, day in (("vanaf", asked.start), ("tot", end)) if day is None]
        if asked.start is None or end is None or missing:
            return _rows(counting, dict.fromkeys(_LYING, Unknown(missing)))
        terms = {period: item for item in reversed(counting) if (period := item.period) is not None}
        lying = courses(list(terms), Period(asked.start, end))
        return [item.facts(_row(course)) for item, course in zip(terms.values(), lying, strict=True)]


def _rows(earlier: Sequence[Earlier], lying: Facts) -> list[Value]:
    return [item.facts(lying) for item in earlier]


def _row(course: Course) -> Facts:
    return {name: getattr(course, attribute) for name, attribute in _LYING.items()}
