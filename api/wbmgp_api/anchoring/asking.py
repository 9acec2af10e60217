"""Ask another server over HTTP: one answer within a time and a size, or a reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from wbmgp_engine.errors import BadInput, WbmgpError

MOST_BYTES: Final = 65_536
SECONDS: Final = 10.0


class NoAnswer(WbmgpError):
    """Another server gave nothing that can be used. Nothing of ours was lost; it is asked again the next time."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; any status."""

    status: int
    type: str
    body: bytes

    @property
    def said(self) -> str:
        """The beginning of the answer as one plain line, for a message."""
        line = self.body[:200].decode("utf-8", "replace").split("\n", 1)[0]
        return "".join(letter for letter in line if letter.isprintable())


def checked_url(url: str, place: str) -> str:
    """An address that can be asked, without a slash at its end. Raises BadInput for another."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username is not None or not url.isprintable() or " " in url:
        raise BadInput.one(place, f"{url!r} is no address", "give one as https://witness.example/")
    return url.rstrip("/")


def ask(
    url: str,
    body: bytes | None = None,
    type: str = "text/plain",
    *,
    seconds: float = SECONDS,
    headers: Mapping[str, str] | None = None,
    most: int = MOST_BYTES,
) -> Reply:
    """The answer to a GET, or to a POST of a body, of at most so many bytes. Raises NoAnswer.

    The whole exchange has one deadline: a server that sends a byte now and then keeps nobody waiting.
    """
    sent = {"Content-Type": type, "User-Agent": "wbmgp"} if body is not None else {}
    request = Request(url, body, {**sent, **(headers or {})})  # noqa: S310 -- checked_url
    answers: SimpleQueue[Reply | Exception] = SimpleQueue()
    Thread(target=lambda: answers.put(_exchanged(request, seconds, most)), name="asking", daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise NoAnswer(f"{url} did not answer within {seconds:g} seconds") from None
    if isinstance(found, Reply):
        return found
    raise NoAnswer(f"{url} was not reached: {found}") from None


class _NoRedirect(HTTPRedirectHandler):
    """Nobody is sent elsewhere: who is asked was chosen by a person."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> None:
        return None


_OPENER: Final = build_opener(_NoRedirect)


def _exchanged(request: Request, seconds: float, most: int) -> Reply | Exception:
    try:
        try:
            answer: HTTPResponse | HTTPError = _OPENER.open(request, timeout=seconds)
        except HTTPError as refusal:  # a status is an answer too
            answer = refusal
        with answer:
            body = answer.read(most + 1)
    except (OSError, HTTPException, ValueError) as problem:
        return problem
    if len(body) > most:
        return ValueError(f"its answer has more than {most} bytes")
    stated = answer.headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated) > len(body):
        return ValueError("its answer was broken off")
    return Reply(answer.status or 0, answer.headers.get("Content-Type", ""), body)
