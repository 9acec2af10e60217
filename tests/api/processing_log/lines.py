"""How tests look at the processing log: every line as a row, and the lines that one request left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import text

from tests.api.cases.test_guards import store_of
from tests.api.cases.working import Desk, asked
from tests.api.oversight.seats import who
from tests.api.service.asking import TENANT
from tests.our_law import OUR_LAW
from wbmgp_api.cases import finding
from wbmgp_api.cases.office import Office
from wbmgp_engine.processing import Activities

# Published test numbers: nobody has them.
ONE, TWO, THREE = "999993653", "999990019", "999994669"
NAMES: Final = b"n" * 32
"""The key of the desk."""

ASKED_FOR: Final = {one.uri: frozenset(one.told.categorieen) for one in Activities.of(OUR_LAW).all}
"""The categories of a case that each activity says it needs."""


def three(**changes: Any) -> dict[str, Any]:
    """An application of a household of three."""
    given = asked(**changes)
    given["huishouden"] += [
        {"id": "p2", "rol": "partner", "geboortedatum": "1980"},
        {"id": "p3", "rol": "kind", "geboortedatum": "2015-02-03"},
    ]
    return given


def numbered(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"burgerservicenummers": [{"persoon": person, "nummer": number} for person, number in pairs]}


def lines(desk: Desk) -> list[Any]:
    """Every line, in the order in which they were written."""
    words = text("SELECT * FROM verwerkingslog ORDER BY start_ms, parent_span_id IS NOT NULL AND subject IS NOT NULL")
    return store_of(desk).read(TENANT, lambda connection: list(connection.execute(words)))


def left(desk: Desk, work: Callable[[], Any]) -> list[Any]:
    """The lines that something left."""
    before = {line.span_id for line in lines(desk)}
    work()
    return [line for line in lines(desk) if line.span_id not in before]


def looks_by_record(office: Office, case: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every look in a case: its record, and the categories that were opened."""
    for one in finding.trail(office, who(), case)[1]:
        yield one.id, frozenset(one.categories)
