"""The clock of one part: which earlier designations may bear on it, and how those that count lie towards its term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wbmgp_engine.designations.binding import Facts, or_unknown
from wbmgp_engine.designations.periods import Period, courses
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.procedure import EarlierDesignation
from wbmgp_engine.facts.request import DesignationRequest, RequestedPart
from wbmgp_engine.logic.values import Unknown, Value

MOST = 1000  # what a list of the rules may hold
NOT_ASKED = "klok"


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
            raise BadInput.one("eerdereAanwijzingen", problem, f"list at most {MOST} for one area and what touches it")
        return found

    def _areas(self, area: str) -> Iterator[tuple[str, str]]:
        yield area, "zelfde"
        yield from ((outer, "omvattend") for outer in sorted(self.request.enclosing(area)))
        yield from ((inner, "deel") for inner in self._inside.get(area, ()))


def uncounted(earlier: Sequence[Earlier], why: tuple[str, ...] = (NOT_ASKED,)) -> list[Facts]:
    """The rows before it is known which terms count: how they lie towards the term asked for is unknown."""
    unknown = Unknown(why)
    lying: dict[str, Value] = dict.fromkeys(("aansluitend", "opent_reeks", "eerste_ooit", "overlapt"), unknown)
    return [item.facts(lying) for item in earlier]


def counted(earlier: Sequence[Earlier], counts: Sequence[Value], part: RequestedPart, path: str) -> list[Facts]:
    """The rows of the terms that count, each period once: the same days cannot be designated twice for one clock."""
    counting = [item for item, counts_too in zip(earlier, counts, strict=True) if counts_too is not False]
    missing = [edge for item in counting for edge in item.unknown]
    if part.start is None or part.end is None:
        missing += [f"{path}.{name}" for name, day in (("vanaf", part.start), ("tot", part.end)) if day is None]
    if part.start is None or part.end is None or missing:
        return uncounted(counting, tuple(missing))
    first: dict[Period, Earlier] = {}
    for item in counting:
        assert item.period is not None
        first.setdefault(item.period, item)
    lying = courses(list(first), Period(part.start, part.end))
    return [item.facts(_row(course)) for item, course in zip(first.values(), lying, strict=True)]


def _row(course: object) -> Facts:
    names = {"aansluitend": "joins", "opent_reeks": "opens", "eerste_ooit": "first", "overlapt": "overlaps"}
    return {name: getattr(course, attribute) for name, attribute in names.items()}
