"""Several processes on one PostgreSQL: what reaches two of them at once is done once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests.api.cases.working import DESK, REVIEWER, asked
from tests.api.service.asking import TENANT
from tests.api.service.processes import PATIENCE, Line, Running, serving, wait_until_ready
from tests.api.store.conftest import postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.postgres_server import Server
from wbmgp_engine import cli

LINES = 12


@pytest.fixture(scope="module")
def several(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Server, postgres_model: str  # noqa: F811
) -> Iterator[Running]:  # fmt: skip
    owner = create_engine(postgres_server.url("owner"), isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text(f"CREATE DATABASE samen TEMPLATE {postgres_model}"))
    owner.dispose()
    with serving(tmp_path_factory.mktemp("samen"), postgres_server.url("app", "samen"), "--workers", "2") as running:
        yield running


@pytest.fixture
def lines(several: Running) -> Iterator[list[Line]]:
    """Open connections, of which each process has some."""

    def sockets(process: int) -> int:
        return len(list(Path(f"/proc/{process}/fd").iterdir()))

    before = {process: sockets(process) for process in several.workers()}
    assert len(before) == 2
    until = time.monotonic() + PATIENCE
    with ExitStack() as open_lines:
        made: list[Line] = []
        while len(made) < LINES or any(sockets(process) <= count for process, count in before.items()):
            assert time.monotonic() < until, "one process takes every connection"
            more = [open_lines.enter_context(Line(several.port)) for _ in range(LINES)]
            together(more, lambda _, line: line.ask("GET", "/gereed"))
            made = [*made, *more][-LINES:]
        yield made


def together(lines: list[Line], ask: Callable[[int, Line], Any]) -> list[Any]:
    """What each got, all asked at once."""
    with ThreadPoolExecutor(len(lines)) as pool:
        return list(pool.map(lambda one: ask(*one), enumerate(lines)))


def intake(several: Running, line: Line, key: str) -> Any:
    headers = several.as_(DESK) | {"Idempotency-Key": key}
    return line.ask("POST", "/v1/aanvragen", {"aanvraag": asked(kenmerk=key)}, headers)


def step(several: Running, line: Line, case: str, act: str, version: int, who: str, body: Any = None) -> Any:
    headers = several.as_(REVIEWER, who) | {"If-Match": f'"{version}"'}
    return line.ask("POST", f"/v1/aanvragen/{case}/{act}", body, headers)


def _same(several: Running, key: str, number: int, line: Line) -> Any:
    return intake(several, line, key)


def test_the_same_key_to_both_is_one_case(several: Running, lines: list[Line]) -> None:
    for number in range(5):
        got = together(lines, partial(_same, several, f"dezelfde-{number}"))
        assert {status for status, _, _ in got} == {201}
        assert len({document["id"] for _, _, document in got}) == 1
    listed = lines[0].ask("GET", "/v1/aanvragen?pageSize=100", None, several.as_(DESK))[2]
    assert listed["aantal"] == 5


def test_of_officers_who_decide_at_once_one_wins_and_the_others_lose_nothing(
    several: Running, lines: list[Line]
) -> None:
    case = intake(several, lines[0], "een-besluit")[2]["id"]
    assert step(several, lines[0], case, "_verklaar-volledig", 1, "een", {})[0] == 200
    assert step(several, lines[1], case, "toetsingen", 2, "een")[0] == 201
    draft = {"uitkomst": "verlenen", "verhouding": "volgt"}
    got = together(lines, lambda number, line: step(several, line, case, "besluiten", 3, f"p{number}", draft))
    assert sorted(status for status, _, _ in got) == [201] + [412] * (len(lines) - 1)
    got = together(lines, lambda number, line: step(several, line, case, "_stel-vast", 4, f"q{number}"))
    assert sorted(status for status, _, _ in got) == [200] + [412] * (len(lines) - 1)
    found = lines[0].ask("GET", f"/v1/aanvragen/{case}", None, several.as_(REVIEWER))[2]
    assert (found["status"], found["versie"]) == ("besloten", 5)


def test_officers_who_decide_about_other_cases_at_once_all_succeed(several: Running, lines: list[Line]) -> None:
    cases = [intake(several, line, f"elk-een-{number}")[2]["id"] for number, line in enumerate(lines)]

    def decide(number: int, line: Line) -> list[int]:
        case = cases[number]
        draft = {"uitkomst": "verlenen", "verhouding": "volgt"}
        steps = [("_verklaar-volledig", "een", {}), ("toetsingen", "een", None), ("besluiten", "een", draft), ("_stel-vast", "twee", None)]  # fmt: skip
        return [step(several, line, case, act, at, who, body)[0] for at, (act, who, body) in enumerate(steps, 1)]

    assert together(lines, decide) == [[200, 201, 201, 200]] * len(lines)


def test_a_process_that_dies_is_replaced(several: Running) -> None:
    before = several.workers()
    os.kill(before[0], signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while len(set(several.workers()) - set(before)) < 1 and time.monotonic() < until:
        time.sleep(0.1)
    assert len(set(several.workers()) - {before[0]}) == 2
    wait_until_ready(several.port, several.first)


def test_the_log_of_it_all_holds_and_everything_ends_with_the_first_process(
    several: Running, postgres_server: Server, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    workers = several.workers()
    several.first.terminate()
    assert several.first.wait(PATIENCE) == 0
    assert [process for process in workers if Path(f"/proc/{process}").exists()] == []
    monkeypatch.setenv("WBMGP_KEYS", str(several.keys))
    url = postgres_server.url("app", "samen")
    assert cli.run(["log", "verify", "--database", url, "--tenant", TENANT]) == 0
