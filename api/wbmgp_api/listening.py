"""A place to listen at, taken before anything else is started."""

from __future__ import annotations

import socket

from wbmgp_engine.errors import BadInput


def listening_at(host: str, port: int) -> socket.socket:
    """The socket of an address. BadInput where the port is taken or the address is not of this machine."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as problem:
        said = problem.strerror or str(problem)
        raise BadInput.one(
            "--port", f"{port} at {host} cannot be had: {said}", "name a free port and an own address"
        ) from None
