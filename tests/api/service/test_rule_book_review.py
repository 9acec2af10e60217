"""A proposed rule book: its findings, and which old assessments would come out otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.working import DAY, DESK, REVIEWER, Desk, refusable
from tests.api.service.asking import BOOK
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.identity.principal import Role
from wbmgp_api.rulebooks import review, unpacking
from wbmgp_api.store.replay import Replayer, Simulated
from wbmgp_api.v1.rule_book_answers import Regelboektoets
from wbmgp_engine.errors import LawEnded

_ACT = "nl/wet/wet_bijzondere_maatregelen_grootstedelijke_problematiek/"


def zipped(files: Mapping[str, bytes]) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as written:
        for path, data in files.items():
            written.writestr(path, data)
    return held.getvalue()


def asked(desk: Desk, data: bytes, role: Role = Role.RULES, kind: str = "application/zip") -> Any:  # noqa: F811
    who = desk.asking.as_(role)
    return desk.asking.client.post("/v1/regelboeken/_toets", content=data, headers={**who, "Content-Type": kind})


def assessed(desk: Desk) -> str:  # noqa: F811
    case = desk.take_in(refusable())
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "toetsingen", REVIEWER)
    return case


def effects(got: Any) -> dict[str, Any]:
    assert got.status_code == 200, got.text
    Regelboektoets.model_validate_json(got.content)
    found: dict[str, Any] = got.json()
    assert found["bevindingen"] == []
    return dict(found["gevolgen"])


def test_the_rule_book_in_use_changes_nothing(either: Desk) -> None:  # noqa: F811
    assessed(either)
    got = asked(either, zipped({f"rules/{path}": data for path, data in BOOK.files.items()}))
    assert got.json()["hash"] == BOOK.hash
    assert effects(got) == {"bekeken": 1, "gelijk": 1, "gewist": 0, "nietBekeken": 0, "faalt": [], "anders": []}
    either.clock.at += 366 * DAY
    assert effects(asked(either, zipped(BOOK.files)))["bekeken"] == 0


def test_faults_come_with_their_place_and_nothing_is_made_again(desk: Desk) -> None:  # noqa: F811
    broken = dict(BOOK.files)
    path = next(name for name in broken if name.startswith(_ACT))
    broken[path] = broken[path] + b"\nzomaar: iets\n"
    got = asked(desk, zipped(broken))
    Regelboektoets.model_validate_json(got.content)
    assert got.json()["gevolgen"] is None and got.json()["bevindingen"]
    assert path in got.json()["bevindingen"][0]["plaats"]


def test_only_the_rule_keeper_may_and_only_a_zip_will_do(desk: Desk) -> None:  # noqa: F811
    assert asked(desk, b"", Role.LAWYER).status_code == 403
    assert asked(desk, b"[]", kind="application/json").status_code == 415
    for data in (b"", b"PK nothing", zipped({}), zipped({"../rules/a.yaml": b""}), zipped({"/etc/a": b""})):
        assert asked(desk, data).status_code == 400
    assert desk.asking.client.get("/v1/regelboeken/_toets", headers=desk.asking.as_(Role.RULES)).status_code == 404


def test_what_is_looked_at_is_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    assessed(desk)
    assessed(desk)
    monkeypatch.setattr(review, "MOST_CASES", 1)
    found = effects(asked(desk, zipped(BOOK.files)))
    assert (found["bekeken"], found["nietBekeken"]) == (1, 1)
    monkeypatch.setattr(unpacking, "MOST_FILES", 1)
    assert asked(desk, zipped(BOOK.files)).status_code == 400


def test_another_number_in_the_act_tells_which_cases_come_out_otherwise(either: Desk) -> None:  # noqa: F811
    case = assessed(either)
    changed = dict(BOOK.files)
    path = f"{_ACT}2017-07-01.yaml"
    changed[path] = changed[path].replace(b"vereiste_jaren: {value: 6,", b"vereiste_jaren: {value: 2,")
    assert changed[path] != BOOK.files[path]
    found = effects(asked(either, zipped(changed)))
    (one,) = found["anders"]
    assert (found["gelijk"], one["zaak"], one["advies"]["toen"]) == (0, case, "beoordelen")
    assert one["advies"]["nieuw"] == "verlenen"
    assert {"grond": "artikel_8", "toen": "niet_voldaan", "nieuw": "voldaan"} in one["gronden"]
    assert "gronden" in one["delen"] and not {"recht", "motor"} & set(one["delen"])
    assert "2024-05-25" not in str(found)


def test_what_was_erased_and_what_has_no_answer_is_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    assessed(desk)
    gone = lambda self, connection, row, on, book: Simulated(row, on, None, {}, (), "persoon")  # noqa: E731
    monkeypatch.setattr(Replayer, "simulate", gone)
    assert effects(asked(desk, zipped(BOOK.files)))["gewist"] == 1

    def lawless(self: Replayer, *given: Any) -> Simulated:
        raise LawEnded("there is no law on this day")

    monkeypatch.setattr(Replayer, "simulate", lawless)
    found = effects(asked(desk, zipped(BOOK.files)))
    assert (found["gelijk"], [one["rechtVan"] for one in found["faalt"]]) == (0, ["2026-11-18"])


def test_a_file_outside_the_layout_is_a_finding(desk: Desk) -> None:  # noqa: F811
    got = asked(desk, zipped({**BOOK.files, "nl/verkeerd.yaml": b"a: 1\n"}))
    assert (got.status_code, got.json()["hash"], got.json()["gevolgen"]) == (200, None, None)
    assert "nl/verkeerd.yaml" in got.json()["bevindingen"][0]["plaats"]


def test_half_a_rule_book_is_a_finding(desk: Desk) -> None:  # noqa: F811
    got = asked(desk, zipped({"nl/wet/a/2000-01-01.yaml": b"[1"}))
    assert (got.status_code, got.json()["gevolgen"]) == (200, None)
    assert got.json()["bevindingen"][0]["plaats"] == "regelboek"
