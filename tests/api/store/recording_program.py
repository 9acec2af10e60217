"""A program that records until it is killed, and says each key only after the store has acknowledged it."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace

from tests.api.store.samples import assessed, record, recorder
from wbmgp_api.store.opened import open_store

CLIENTS = 4


def main(url: str, generation: str) -> None:
    """Record without end, with several clients at once."""
    store = open_store(url)
    # What a killed run drew stays drawn: no fixed bytes here.
    used = replace(recorder(), random=os.urandom)

    def client(number: int) -> None:
        what, step = assessed(), 0
        while True:
            key = f"{generation}-{number}-{step}"
            made = record(store, what, key=key, second=step, by=used)
            os.write(1, f"{key} {made.record}\n".encode())
            step += 1

    for number in range(CLIENTS):
        threading.Thread(target=client, args=(number,)).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
