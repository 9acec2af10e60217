"""What takes long is done in threads of its own: a few who ask for much keep no other municipality waiting."""

from __future__ import annotations

import threading
from typing import Any, Final

import pytest

from tests.api.cases.conftest import desk  # noqa: F401 -- the fixture
from tests.api.cases.working import DESK, Desk, asked
from tests.api.service.documents import rule_book_zip
from wbmgp_api.edge import bodies
from wbmgp_api.identity.principal import Role
from wbmgp_api.rulebooks import proposals
from wbmgp_api.sheets.reading import CSV
from wbmgp_api.v1 import areas, case_tables, checks, rule_books, simulations, uploads
from wbmgp_api.words import bad_input

MAP: Final = b'{"type": "FeatureCollection", "features": []}'
ZIP: Final = "application/zip"
LONG: Final[tuple[tuple[Any, str, Role, str, str, bytes], ...]] = (
    (uploads, "_readable", DESK, "/toetsingen/_upload", CSV, b"kenmerk\na\n"),
    (case_tables, "intakes", DESK, "/aanvragen/_upload", CSV, b"kenmerk\na\n"),
    (areas, "neighbourhoods", Role.RULES, "/gebieden/_importeer?jaar=2024", "application/json", MAP),
    (rule_books, "review", Role.RULES, "/regelboeken/_toets", ZIP, rule_book_zip()),
    (rule_books, "files_in", Role.RULES, "/regelboeken/_toets", ZIP, rule_book_zip()),
    (bodies, "_shallow", Role.RULES, "/gebieden/_importeer?jaar=2024", "application/json", MAP + b" " * 300_000),
    (simulations, "wanted", Role.COUNCIL, "/simulaties", "application/json", b'{"scenario": "kenmerk: a"}'),
    (proposals, "propose", Role.RULES, "/regelboeken", ZIP, rule_book_zip()),
    (proposals, "review_again", Role.RULES, f"/regelboeken/sha256:{'0' * 64}/_toets", ZIP, b""),
)  # fmt: skip


@pytest.mark.parametrize("place", range(len(LONG)))
def test_work_that_takes_long_is_apart(desk: Desk, place: int, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    module, name, role, path, kind, data = LONG[place]
    where = seen_in(monkeypatch, module, name)
    headers = {**desk.asking.as_(role), "Content-Type": kind, "Idempotency-Key": "lang-werk"}
    assert desk.asking.client.post(f"/v1{path}", content=data, headers=headers).status_code == 400
    assert [one.startswith("lang") for one in where] == [True]


@pytest.mark.parametrize(("persons", "apart"), [(10, False), (11, True)])
def test_a_large_household_is_apart_from_others(
    desk: Desk, persons: int, apart: bool, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    where = seen_in(monkeypatch, checks, "_toetsing")
    given = asked()
    given["huishouden"] += [{"id": f"p{number}", "rol": "medebewoner"} for number in range(2, persons + 1)]
    assert desk.asking.post("/v1/toetsingen", given, DESK).status_code == 400
    assert [one.startswith("lang") for one in where] == [apart]


def seen_in(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[str]:
    """The names of the threads in which a function is called, which then refuses."""
    found: list[str] = []

    def noted(*_: Any) -> Any:
        found.append(threading.current_thread().name)
        raise bad_input("too_deep", "input", most=1)

    monkeypatch.setattr(module, name, noted)
    return found
