"""The witness over HTTP: `POST /add-checkpoint`, and `GET /<hash of the origin>/checkpoint` for monitors."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from wbmgp_api.witness.judging import Answer, Witness
from wbmgp_engine.trail.witness_request import MOST_BYTES

BODY_SECONDS: Final = 15


def application(witness: Witness, *, body_seconds: float = BODY_SECONDS) -> Starlette:
    """The ASGI application of one witness."""

    async def add_checkpoint(request: Request) -> Response:
        try:
            body = await asyncio.wait_for(_body(request), body_seconds)
        except TimeoutError:
            return _response(Answer(408, "the request came too slowly\n"))
        except ClientDisconnect:
            return _response(Answer(400, "the request was broken off\n"))
        if body is None:
            return _response(Answer(413, f"a request has at most {MOST_BYTES} bytes\n"))
        return _response(await run_in_threadpool(witness.add_checkpoint, body))

    async def checkpoint(request: Request) -> Response:
        note = await run_in_threadpool(witness.shown, request.path_params["hash"])
        if note is None:
            return _response(Answer(404, "this witness cosigned nothing of that log\n"))
        return Response(note, media_type="text/plain")

    return Starlette(
        routes=[Route("/add-checkpoint", add_checkpoint, methods=["POST"]), Route("/{hash}/checkpoint", checkpoint)],
        exception_handlers={sqlite3.Error: _not_kept},
    )


async def _body(request: Request) -> bytes | None:
    """The body; None as soon as it is longer than any request can be."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > MOST_BYTES:
            return None
    return bytes(found)


def _response(answer: Answer) -> Response:
    # The type of a size stands in the protocol without a character set.
    return Response(answer.text.encode(), answer.status, {"Content-Type": answer.type})


async def _not_kept(request: Request, problem: Exception) -> Response:
    """Nothing is cosigned that is not on disk: the sender comes back later."""
    return PlainTextResponse("the file of this witness cannot be written now\n", 503, {"Retry-After": "5"})
