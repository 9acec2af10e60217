"""kill -9 in the middle of writing: what was acknowledged is there once, what was not is there whole or not at all."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from tests.api.store.samples import MASTER, ORIGIN, TENANT, record
from tests.api.store.test_checkpoints import found, publish
from wbmgp_api.store import log
from wbmgp_api.store.opened import open_store
from wbmgp_api.store.payloads import opened

KILLS, SEED = 5, 20261121


def _killed(url: str, generation: int, chance: random.Random) -> dict[str, str]:
    """What a run acknowledged before it was killed."""
    command = [sys.executable, "-m", "tests.api.store.recording_program", url, str(generation)]
    after = chance.randint(1, 60)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(after)]
        running.kill()
        # A line may be cut by the kill; the last whole one ends in a newline.
        said += running.stdout.readlines()
    return dict(line.split() for line in said if line.endswith("\n"))


def test_what_was_acknowledged_survives_kill_9_and_is_there_once(tmp_path: Path) -> None:
    url, chance = f"sqlite:///{tmp_path}/store.db", random.Random(SEED)
    acknowledged: dict[str, str] = {}
    heads = []
    for generation in range(KILLS):
        acknowledged |= _killed(url, generation, chance)
        store = open_store(url)
        heads.append(publish(store))
        assert found(store, outside=heads) == []
        store.close()
    store = open_store(url)
    kept = store.read(TENANT, lambda c: c.execute(text("SELECT key, record_id FROM idempotency")).all())
    by_key = {row.key: row.record_id for row in kept}
    assert acknowledged.items() <= by_key.items()
    # Each client waits for one answer at a time, so at most one of its writes is on disk without an answer.
    assert len(by_key) - len(acknowledged) <= KILLS * 4
    records = store.read(
        TENANT, lambda c: c.execute(text("SELECT id FROM record WHERE type = 'beoordeling'")).scalars().all()
    )
    assert sorted(records) == sorted(by_key.values())
    assert store.read(TENANT, lambda c: log.size_of(c, ORIGIN)) == len(records) + 1
    for key, made in list(acknowledged.items())[:20]:
        assert record(store, key=key).record == made
    assert all(len(store.read(TENANT, lambda c, r=one: opened(c, MASTER, TENANT, r))) == 6 for one in records[:20])  # type: ignore[misc]
    store.close()
