"""Assessments to record, with a clock and randomness that repeat."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from hashlib import shake_256
from typing import Any

from tests.trail.samples import ANSWER, APPLICATION, EXPLANATION, RULES
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.opened import Store
from wbmgp_api.store.recording import Actor, Assessed, Recorded, Recorder
from wbmgp_engine.law.hashing import content_hash

TENANT, ORIGIN = "GM0599", "wbmgp.example/gm0599/2026"
START = datetime(2026, 11, 21, 9, tzinfo=UTC)
ACTOR = Actor("a" * 32, "beoordelaar", "api", "balie")
MASTER = MasterKeys({1: b"m" * 32})


class Bytes:
    """Random bytes that are the same every time."""

    def __init__(self, seed: str = "") -> None:
        self.seed, self.drawn = seed, 0

    def __call__(self, size: int) -> bytes:
        self.drawn += 1
        return shake_256(f"{self.seed} {self.drawn}".encode()).digest(size)


def application(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(APPLICATION), **changes}


def assessed(asked: dict[str, Any] | None = None, **answer: Any) -> Assessed:
    found = {**ANSWER, "recht": {"datum": "2026-11-01", "regelboek": content_hash(RULES)}, **answer}
    return Assessed.of(asked or application(), found, EXPLANATION)


def recorder(seed: str = "") -> Recorder:
    return Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), Bytes(seed))


def record(
    store: Store, what: Assessed | None = None, *, key: str = "k", case: str | None = None, second: int = 0,
    by: Recorder | None = None,
) -> Recorded:  # fmt: skip
    what = what or assessed()
    used, moment = by or recorder(f"{key} {second}"), START + timedelta(seconds=second)
    return store.write(
        what.tenant, lambda connection: used.assessment(connection, what, RULES, ACTOR, key, moment, case)
    )
