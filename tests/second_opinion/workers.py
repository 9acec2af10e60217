"""Workers that misbehave, each in one way; a spawned process imports them by name."""

from __future__ import annotations

import json
import os
import time
from multiprocessing.connection import Connection


def _ready(pipe: Connection) -> None:
    """Take the program, and the first question."""
    request = json.loads(pipe.recv_bytes())
    pipe.send_bytes(json.dumps({"klaar": [request["programma"]]}).encode())
    pipe.recv_bytes()


def hangs(pipe: Connection) -> None:
    _ready(pipe)
    time.sleep(600)


def aborts(pipe: Connection) -> None:
    _ready(pipe)
    os.abort()


def exits(pipe: Connection) -> None:
    _ready(pipe)
    os._exit(3)


def closes(pipe: Connection) -> None:
    _ready(pipe)
    pipe.close()
    time.sleep(600)


def never_starts(pipe: Connection) -> None:
    time.sleep(600)


def complains(pipe: Connection) -> None:
    _ready(pipe)
    pipe.send_bytes(b'{"fout": "EngineFault: r0"}')


def forgets(pipe: Connection) -> None:
    """Answers without a single worth."""
    _ready(pipe)
    pipe.send_bytes(json.dumps({"antwoord": {"waarden": {}, "door": {}, "leden": {}}}).encode())
