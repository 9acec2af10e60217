"""The register of evaluations: which designation asks for one before it is extended, until when, and what was written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.areas import request_drafts as drafts
from wbmgp_api.areas.request_drafts import Draft
from wbmgp_api.pages.council.designating import calendar_of
from wbmgp_api.pages.council.requests import may_write
from wbmgp_api.pages.visiting import Visit
from wbmgp_engine.errors import LawLookupError

Row = Mapping[str, Any]
_OVER: Final = ("opgevolgd", "afgelopen")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a request says of the evaluation of an area and ground. `adopted`: by the council, a day or not known."""

    draft: Draft
    adopted: str | None
    finding: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """A designation with the evaluation that the rules ask at its extension: `asked` None where that is open."""

    row: Row
    asked: bool | None
    until: str | None
    recorded: tuple[Recorded, ...]

    @property
    def done(self) -> bool:
        """Whether a request holds an evaluation that the council adopted, with a finding."""
        return any(one.adopted and one.finding for one in self.recorded)


def register(rows: Iterable[Row], requests: Iterable[Draft]) -> list[Due]:
    """The designations that are not over, in the order of the calendar, each with what was written down of it."""
    found = [(draft, *one) for draft in requests for one in _found(draft)]
    return [
        Due(row, row["evaluatieVereist"], row["verzoekUiterlijk"], tuple(
            Recorded(draft, adopted, part.get("oordeel"))
            for draft, adopted, part in found
            if (part.get("gebied"), part.get("grond")) == (row["gebied"]["id"], row["grond"])
        ))
        for row in rows
        if row["toestand"] not in _OVER
    ]  # fmt: skip


async def show(visit: Visit) -> Response:
    """The register of the municipality."""
    found = await due(visit)
    return visit.show("council/evaluations.html", due=found, may_write=may_write(visit))


async def due(visit: Visit) -> list[Due]:
    """What the calendar of today asks, beside the requests that are being written."""
    try:
        rows = (await calendar_of(visit, visit.today, visit.who.tenant))["aanwijzingen"]
    except LawLookupError:
        rows = []
    return register(rows, await visit.do(partial(drafts.listed, visit.office, visit.who)))


def _found(draft: Draft) -> Iterator[tuple[str | None, Row]]:
    evaluation = draft.document.get("evaluatie")
    if isinstance(evaluation, Mapping):
        yield from ((evaluation.get("vastgesteldDoorRaad"), part) for part in evaluation.get("onderdelen") or [])
