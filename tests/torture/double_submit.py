"""C1: the same key eight times at once is one decision, and eight times the same answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

from tests.api.store.samples import ACTOR, START, TENANT
from tests.torture.databases import POSTGRES, SQLITE, applications, chance, database, leaves, wrongs
from tests.torture.harness import Part, Tally
from tests.trail.samples import RULES
from wbmgp_api.store.opened import open_store
from wbmgp_api.store.recording import Recorded

AT_ONCE = 8


def run(kind: str, seed: int, count: int, folder: Path) -> Tally:
    """So many keys."""
    recorder, asked, barrier = chance(), applications(16), Barrier(AT_ONCE)
    with database(kind, folder) as place:
        store = open_store(place.url)

        def client(_: int) -> list[Recorded]:
            return [one(number) for number in range(count)]

        def one(number: int) -> Recorded:
            key, what = f"{seed}-{number}", asked[number % len(asked)]
            barrier.wait(60)
            return store.write(TENANT, lambda c: recorder.assessment(c, what, RULES, ACTOR, key, START))

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(client, range(AT_ONCE)))
        said = [set(given) for given in zip(*answers, strict=True)]
        faults = [f"key {number} was answered in {len(one)} ways" for number, one in enumerate(said) if len(one) > 1]
        faults += wrongs(store, {f"{seed}-{number}": one.record for number, one in enumerate(answers[0])})
        if leaves(store) != count + 1:
            faults.append(f"{leaves(store)} leaves for {count} keys and one rule book")
        store.close()
    return Tally(count, faults, {"submits": str(count * AT_ONCE), "decisions": str(count)})


PARTS = tuple(
    Part(f"double-{kind.lower()}", f"C1: a key submitted {AT_ONCE} times at once is one decision ({kind})", size, 50_000,
         partial(run, kind))
    for kind, size in ((SQLITE, 2000), (POSTGRES, 250))  # on PostgreSQL each of the eight commits, one after the other
)  # fmt: skip
