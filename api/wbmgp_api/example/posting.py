"""A request to an application in this process: no port is opened, and every route, check and bound plays its part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: Any


async def post(app: ASGIApp, path: str, body: Any, headers: Mapping[str, str]) -> Answer:
    """The answer to a document, or to none where the body is None."""
    sent = b"" if body is None else json.dumps(body, default=float).encode()  # a map has fractions
    said = {"Content-Type": "application/json", "Content-Length": str(len(sent)), **headers}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": None, "server": None,
        "headers": [(name.lower().encode(), value.encode()) for name, value in said.items()],
    }  # fmt: skip
    came: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(message: Message) -> None:
        came.append(message)

    await app(scope, receive, send)
    data = b"".join(message.get("body", b"") for message in came[1:])
    found = {name.decode().lower(): value.decode() for name, value in came[0]["headers"]}
    return Answer(came[0]["status"], found, json.loads(data) if data else None)
