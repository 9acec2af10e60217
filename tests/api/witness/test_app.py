"""The witness over HTTP: in one process for the odd cases, and as real processes for what is promised."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
import uvicorn

from tests.api.witness.process import Running, command, running
from tests.api.witness.samples import LOG_KEY, ORIGIN, asked, head, key, witness
from tests.api.witness.test_judging import TABLE
from wbmgp_api.witness import program
from wbmgp_api.witness.app import application
from wbmgp_api.witness.file import origin_hash
from wbmgp_api.witness.judging import Witness
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.notes import LOG, WITNESS, Note, VerifierKey
from wbmgp_engine.trail.witness_request import MOST_BYTES


def post(found: Witness, content: Any, seconds: float = 15) -> httpx.Response:
    app = application(found, body_seconds=seconds)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://w") as client:
            return await client.post("/add-checkpoint", content=content)

    return asyncio.run(ask())


def test_a_body_that_is_too_long_is_not_read_to_its_end(tmp_path: Path) -> None:
    sent, found = [], witness(tmp_path / "w.db")

    async def endless() -> AsyncIterator[bytes]:
        for number in range(100):
            sent.append(number)
            yield b"x" * 65_536

    assert post(found, endless()).status_code == 413
    assert len(sent) <= 3
    assert post(found, b"x" * (MOST_BYTES + 1)).status_code == 413
    assert post(found, b"x" * MOST_BYTES).status_code == 400


def test_a_body_that_comes_too_slowly_is_not_waited_for(tmp_path: Path) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"old 0\n"
        await asyncio.sleep(5)

    assert post(witness(tmp_path / "w.db"), slow(), seconds=0.05).status_code == 408


def test_what_was_cosigned_is_shown_to_a_monitor(tmp_path: Path) -> None:
    found = witness(tmp_path / "w.db")

    async def ask() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(application(found)), base_url="http://w") as client:
            await client.post("/add-checkpoint", content=bytes(asked(0, 5)))
            return [await client.get(f"/{name}/checkpoint") for name in (origin_hash(ORIGIN), "x")]

    shown, none = asyncio.run(ask())
    assert (shown.status_code, shown.content) == (200, found.shown(origin_hash(ORIGIN)))
    assert none.status_code == 404


def test_a_sender_that_goes_away_is_no_error(tmp_path: Path) -> None:
    said: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/add-checkpoint", "headers": [], "query_string": b""}
    asyncio.run(application(witness(tmp_path / "w.db"))(scope, receive, send))
    assert said[0]["status"] == 400


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_cosigned(tmp_path: Path) -> None:
    found = witness(tmp_path / "w.db")
    hasty = replace(found, file=replace(found.file, patience=0.05))
    with found.file.transaction():
        answer = post(hasty, bytes(asked(0, 5)))
    assert (answer.status_code, answer.headers["retry-after"], "—" in answer.text) == (503, "5", False)
    assert post(hasty, bytes(asked(0, 5))).status_code == 200


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One real witness that knows every year of the log."""
    with running(tmp_path_factory.mktemp("witness"), str(key("wbmgp.example/gm0599/*", LOG)[0])) as found:
        httpx.post(found.url + "add-checkpoint", content=bytes(asked(0, 5)))
        yield found


@pytest.mark.parametrize("name", TABLE)
def test_the_table_over_a_socket(served: Running, name: str) -> None:
    body, status = TABLE[name]
    answer = httpx.post(served.url + "add-checkpoint", content=body)
    assert answer.status_code == status
    if status == 409:
        assert (answer.headers["content-type"], answer.text) == ("text/x.tlog.size", "5\n")


def test_what_was_cosigned_is_shown(served: Running) -> None:
    known = VerifierKey.parse(served.key, WITNESS)
    answer = httpx.post(served.url + "add-checkpoint", content=bytes(asked(5, 5)))
    assert Note.parse(bytes(head(5)) + answer.content).check([known])[known]
    shown = httpx.get(f"{served.url}{origin_hash(ORIGIN)}/checkpoint")
    assert shown.headers["content-type"] == "text/plain; charset=utf-8"
    assert Note.parse(shown.content) == Note.parse(bytes(head(5)) + answer.content)
    for path, status in (("x/checkpoint", 404), ("add-checkpoint", 405), ("", 404), ("%00/checkpoint", 404)):
        assert httpx.get(served.url + path).status_code == status


@pytest.mark.parametrize(
    "sent", [b"\0" * 2000, b"GET / HTTP/9.9\r\n\r\n", b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: -1\r\n\r\n",
             b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"POST " + b"/" * 70_000],
)  # fmt: skip
def test_bytes_that_are_no_request_do_not_stop_it(served: Running, sent: bytes) -> None:
    place = urlsplit(served.url)
    with socket.create_connection((place.hostname, place.port), timeout=5) as raw:
        raw.sendall(sent)
        raw.shutdown(socket.SHUT_WR)
        got = raw.recv(65_536)
    assert not got.startswith(b"HTTP/1.1 5")
    assert httpx.get(f"{served.url}{origin_hash(ORIGIN)}/checkpoint").status_code == 200


def test_of_eight_posters_at_two_processes_each_growth_is_cosigned_once(tmp_path: Path) -> None:
    """Every poster sends its own history from each size: whoever comes first decides which history is the log's."""
    last, posters = 24, 8
    with (
        running(tmp_path, str(LOG_KEY[0])) as one,
        running(tmp_path, str(LOG_KEY[0])) as other,
        httpx.Client(timeout=30) as client,
    ):
        assert one.key == other.key
        assert client.post(one.url + "add-checkpoint", content=bytes(asked(0, 2))).status_code == 200

        def attack(number: int) -> list[tuple[int, int, str]]:
            dice, cosigned = Random(number), list[tuple[int, int, str]]()
            for _ in range(40):
                history = dice.choice(["", "other"])
                old = dice.randrange(2, last)
                size = dice.randrange(old + 1, last + 1)
                url = dice.choice([one.url, other.url])
                answer = client.post(url + "add-checkpoint", content=bytes(asked(old, size, history)))
                assert answer.status_code in (200, 409, 422)
                if answer.status_code == 200:
                    cosigned.append((old, size, history))
            return cosigned

        with ThreadPoolExecutor(posters) as pool:
            found = sorted(step for steps in pool.map(attack, range(posters)) for step in steps)
        shown = httpx.get(f"{other.url}{origin_hash(ORIGIN)}/checkpoint").content
    # One chain without a branch, of one history, and the last of it is what is shown.
    assert [old for old, _, _ in found] == [2, *(size for _, size, _ in found[:-1])]
    assert len({history for _, _, history in found}) == 1
    assert Note.parse(shown).text == head(found[-1][1], found[-1][2]).text


def test_a_witness_that_is_killed_forgets_nothing(tmp_path: Path) -> None:
    for size in range(1, 13):
        with running(tmp_path, str(LOG_KEY[0])) as found:
            answer = httpx.post(found.url + "add-checkpoint", content=bytes(asked(size - 1, size)))
            found.process.kill()
        assert answer.status_code == 200
    with running(tmp_path, str(LOG_KEY[0])) as found:
        assert httpx.post(found.url + "add-checkpoint", content=bytes(asked(0, 1))).text == "12\n"


def test_its_address_is_told_when_it_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = program.opened("w.example/1", tmp_path / "w.db", tmp_path / "w.key", [str(LOG_KEY[0])])
    assert program.opened("w.example/1", tmp_path / "w.db", tmp_path / "w.key", [str(LOG_KEY[0])]).key == made.key
    assert made.now() > 1_700_000_000
    told: list[str] = []

    def run(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        place = urlsplit(told[0])
        socket.create_connection((place.hostname, place.port), timeout=5).close()
        with pytest.raises(BadInput, match="cannot be had"):
            program.serve(made, "127.0.0.1", place.port or 0, told.append)
        assert sockets[0].getsockname()[1] == place.port

    monkeypatch.setattr(uvicorn.Server, "run", run)
    program.serve(made, "127.0.0.1", 0, told.append)
    assert len(told) == 1
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    with suppress(BadInput):  # a machine may have no IPv6
        program.serve(made, "::1", 0, told.append)
        assert told[1].startswith("http://[::1]:")


def said(arguments: list[str]) -> tuple[int, str, str]:
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


def test_a_wrong_command_line_starts_nothing(tmp_path: Path, served: Running) -> None:
    for wrong, words in (
        (command(tmp_path, "x"), "key 'x'"),
        (command(tmp_path / "no", str(LOG_KEY[0])), "its folder is not there"),
        (command(tmp_path, str(LOG_KEY[0]), name="two words"), "key 'two words'"),
        (command(tmp_path, str(LOG_KEY[0]), port=urlsplit(served.url).port or 0), "cannot be had"),
        (command(tmp_path, str(LOG_KEY[0]), name="another"), "is of the witness getuige.example/w1"),
    ):
        code, out, err = said(wrong)
        assert (code, out) == (2, "")
        assert words in err
    assert (tmp_path / "witness.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "witness.key").chmod(0o644)
    assert "chmod 600" in said(command(tmp_path, str(LOG_KEY[0])))[2]
