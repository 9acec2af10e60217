"""Another server may answer anything, slowly, or not at all: there is one answer, or a reason in words."""

from __future__ import annotations

import socket
import time
from threading import Event

import pytest

from tests.api.store.anchoring.scripted import raw, scripted
from wbmgp_api.anchoring import asking
from wbmgp_api.anchoring.asking import MOST_BYTES, NoAnswer, Reply, ask, checked_url
from wbmgp_engine.errors import BadInput


@pytest.mark.parametrize("status", [200, 302, 404, 409, 500])
def test_every_status_is_an_answer_and_nobody_is_sent_elsewhere(status: int) -> None:
    with scripted(lambda path, body: (status, "text/x", body + path.encode())) as server:
        assert ask(server.url + "/a", b"x", "text/y") == Reply(status, "text/x", b"x/a")
        assert server.asked == [("/a", "text/y", b"x")]
        assert ask(server.url + "/b").body == b"/b"


def test_what_a_server_said_is_one_plain_line() -> None:
    assert Reply(500, "", b"no\x1b[31m room\nmore").said == "no[31m room"
    assert len(Reply(500, "", b"x" * 999).said) == 200


def test_a_long_answer_is_not_read_to_its_end() -> None:
    with scripted(lambda path, body: (200, "", b"x" * (MOST_BYTES + int(path[1:])))) as server:
        assert len(ask(server.url + "/0").body) == MOST_BYTES
        with pytest.raises(NoAnswer, match="more than 65536 bytes"):
            ask(server.url + "/1")


def test_a_server_that_drips_keeps_nobody_waiting() -> None:
    stop = Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while not stop.wait(0.05):
            connection.sendall(b"x")

    start = time.monotonic()
    with raw(drip) as url:
        with pytest.raises(NoAnswer, match=r"did not answer within 0\.4 seconds"):
            ask(url, seconds=0.4)
        assert time.monotonic() - start < 2
        stop.set()


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 2", b"\0\0\0", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"])
def test_an_answer_that_is_broken_off_is_none(said: bytes) -> None:
    with raw(lambda connection: connection.sendall(said)) as url, pytest.raises(NoAnswer, match="was not reached"):
        ask(url)


def test_nobody_at_home() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NoAnswer, match=f"http://127.0.0.1:{port} was not reached: .*refused"):
        ask(f"http://127.0.0.1:{port}")
    assert asking.SECONDS == 10


@pytest.mark.parametrize("url", ["", "x", "ftp://w/", "file:///etc/passwd", "http://", "https://u:p@w/", "http://w/?q", "http://w/#f",
                                 "http://w:99999/", "http://[::1", "http://w/a b", "http://w/\n", "http://w:x/"])  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="is no address"):
        checked_url(url, "--witness")


def test_an_address_has_no_slash_at_its_end() -> None:
    assert checked_url("https://w.example/a/", "x") == "https://w.example/a"
