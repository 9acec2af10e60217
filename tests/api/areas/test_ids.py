"""What is kept under a name of one's own has a name that can stand in an address, and that means nobody."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.areas.drawn import RULES
from tests.api.areas.test_designations import designation
from tests.api.areas.test_ordinances import ordinance
from tests.api.areas.test_statements import statement
from tests.api.cases.test_mandates import mandate
from tests.api.cases.working import LAWYER, Desk

AREA = {"id": "wijk", "naam": "Wijk", "van": "2026-11-18", "postcodes": ["3081AB"]}
KEPT: dict[str, Any] = {
    "/gebieden": AREA, "/aanwijzingen": designation(), "/verordeningen": ordinance(), "/registerverklaringen": statement(),
    "/mandaten": mandate(),
}  # fmt: skip


@pytest.mark.parametrize("path", KEPT)
def test_an_id_leads_nowhere_else_and_means_nobody(desk: Desk, path: str) -> None:
    role = LAWYER if path == "/mandaten" else RULES
    for name in ("..", ".", "a/b", "../aanvragen", "a?b", "a#b", "a%2fb", "a\\b", "a;b", "p-999990019", "999990019"):
        got = desk.ask("POST", path, role, KEPT[path] | {"id": name})
        assert got.status_code == 400, (name, got.text)
        assert "999990019" not in got.text
    if path != "/mandaten":
        assert desk.ask("POST", path, role, KEPT[path] | {"id": "_zoek"}).status_code == 400
    if path != "/aanwijzingen":  # that names an area
        assert desk.ask("POST", path, role, KEPT[path] | {"id": "een-wijk"}).status_code == 201
