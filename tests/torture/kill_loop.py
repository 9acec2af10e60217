"""D1 and D2: the server of the API, or that of the database, is killed while clients write; nothing acknowledged is lost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.api.store.postgres_server import Server
from tests.torture.clients import Clients, Zygote, asking
from tests.torture.databases import POSTGRES, SQLITE, database, wrongs
from tests.torture.harness import Part, Tally
from tests.torture.points import POINTS, Point
from wbmgp_api.store.opened import open_store

CLIENTS, STATEMENTS, GROUP, MEAN = 16, 40, 8, 800
Kill = Callable[[Zygote, Clients, random.Random, Server | None, int], float]


def _the_program(zygote: Zygote, clients: Clients, chance: random.Random, _: Server | None, number: int) -> float:
    """kill -9 at any moment, after some 800 answers; the seconds until the next server answered."""
    clients.wait_for(chance.randrange(1, 2 * MEAN))
    time.sleep(chance.uniform(0, 0.02))
    zygote.kill()
    zygote.start()
    return clients.wait_for(1)


def _at_a_point(zygote: Zygote, clients: Clients, chance: random.Random, _: Server | None, number: int) -> float:
    """A server that kills itself at a named point, each in turn; then one that answers."""
    zygote.kill()
    zygote.start(Point(POINTS[number % len(POINTS)], chance.randint(1, 200)))
    zygote.start()  # waits until the one before has killed itself
    return clients.wait_for(1)


def _the_database(zygote: Zygote, clients: Clients, chance: random.Random, server: Server | None, number: int) -> float:
    """An immediate stop, or kill -9 of the first process of the database; the API goes on with the next."""
    assert server is not None
    time.sleep(chance.uniform(0.05, 1))
    if number % 2:
        server.stop("immediate")
    else:
        server.kill()
    server.start()
    return clients.wait_for(1)


def run(kind: str, kill: Kill, group: int, seed: int, count: int, folder: Path) -> Tally:
    """So many kills of one database, and what the log says afterwards."""
    chance, ready = random.Random(seed), []
    with database(kind, folder) as place:
        with asking(place.url, folder, CLIENTS, seed, group) as (zygote, clients):
            clients.wait_for(1)
            for number in range(count):
                ready.append(kill(zygote, clients, chance, place.server, number))
        store = open_store(place.url, patience=5)
        try:
            faults = clients.faults + wrongs(store, clients.acknowledged, clients.heads)
        finally:
            store.close()
    figures = {
        "kills": str(count), "acknowledged": str(len(clients.acknowledged)), "asked again": str(clients.retried),
        "heads": str(len(clients.heads)), "slowest restart": f"{max(ready):.2f} s",
        **{f"refused: {said}": str(times) for said, times in clients.refused.items()},
    }  # fmt: skip
    return Tally(count, faults, figures)


def migrating(seed: int, count: int, folder: Path) -> Tally:
    """So many files whose tables were being made when the program was killed; the next one makes them."""
    chance, faults = random.Random(seed), list[str]()
    for number in range(count):
        place, statement = folder / str(number), chance.randint(1, STATEMENTS)
        place.mkdir()
        zygote = Zygote(f"sqlite:///{place}/store.db", place)
        zygote.start(Point("migration", statement))
        zygote.start()  # waits until the one before has killed itself
        client = Clients(zygote.path, 1, seed, only_new=True)
        client.wait_for(1)
        client.stop()
        zygote.stop()
        store = open_store(f"sqlite:///{place}/store.db", patience=5)
        found = client.faults + wrongs(store, client.acknowledged)
        store.close()
        faults += [f"killed at statement {statement} of a migration: {fault}" for fault in found]
        if not client.acknowledged:
            faults.append(f"killed at statement {statement} of a migration: no server could begin after it")
    return Tally(count, faults, {"killed while migrating": str(count)})


LOST = "nothing acknowledged is lost or there twice"
PARTS = (
    Part("kill-sqlite", f"D1: kill -9 of the program on SQLite; {LOST}", 80, 5000,
         partial(run, SQLITE, _the_program, GROUP), tests=8),
    Part("kill-postgresql", f"D1: the same on PostgreSQL; {LOST}", 48, 5000,
         partial(run, POSTGRES, _the_program, GROUP), tests=6),
    Part("points-sqlite", f"D1: killed at every named point, SQLite; {LOST}", 12, 1000, partial(run, SQLITE, _at_a_point, 1)),
    Part("points-postgresql", f"D1: killed at every named point, PostgreSQL; {LOST}", 10, 1000,
         partial(run, POSTGRES, _at_a_point, 1)),
    Part("points-migration", f"D1: killed while the tables are made; the next one makes them; {LOST}", 5, 200, migrating),
    Part("kill-database", f"D2: the server of PostgreSQL is killed; {LOST}", 20, 1000,
         partial(run, POSTGRES, _the_database, 1)),
)  # fmt: skip
