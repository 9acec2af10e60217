"""Old assessments made again by `wbmgp replay --all`, in processes that differ in hash seed, time zone, locale and database."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.api.store.samples import ACTOR, START, recorder
from tests.torture.databases import POSTGRES, database, key_folder
from tests.torture.harness import Part, Tally
from wbmgp_api.store.opened import open_store
from wbmgp_api.store.recording import Assessed
from wbmgp_api.store.replay import assessed
from wbmgp_engine.facts.application import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.scenarios import load_cases

TOWN = "GM0599"
PLACES = (
    ("SQLite", "0", "UTC", "C.UTF-8"),
    ("SQLite", "1", "Pacific/Kiritimati", "C"),
    ("SQLite", "4294967295", "America/St_Johns", "tr_TR.UTF-8"),
    ("SQLite", "random", "Europe/Amsterdam", "nl_NL.UTF-8"),
    (POSTGRES, "7", "Asia/Kathmandu", "POSIX"),
    (POSTGRES, "random", "Etc/GMT+12", "C.UTF-8"),
)
"""Database, PYTHONHASHSEED, TZ and LC_ALL of a process."""


@cache
def _pool() -> list[tuple[dict[str, Any], date | None]]:
    """The decided cases and worked scenarios of one municipality."""
    text = {case.id: json.dumps(case.input, default=str) for case in load_cases()}
    return [(json.loads(text[case.id]), case.on) for case in load_cases() if case.input.get("gemeente") == TOWN]


def _drawn(chance: Random, number: int, lawbook: Lawbook) -> Assessed:
    asked, on = chance.choice(_pool())
    asked = asked | {"kenmerk": f"herhaling {number}", "woonruimte": dict(asked.get("woonruimte", {}))}
    if "huurprijs" in asked["woonruimte"]:
        asked["woonruimte"]["huurprijs"] = chance.randrange(20_000, 120_000)
    return assessed(Application.from_json(json.dumps(asked)), lawbook, on)


def _record(url: str, whats: list[Assessed], lawbook: Lawbook) -> None:
    store = open_store(url)
    for number, what in enumerate(whats):
        used, moment = recorder(str(number)), START + timedelta(seconds=number)
        store.write(
            TOWN,
            lambda c, u=used, w=what, n=number, m=moment: u.assessment(c, w, lawbook.files, ACTOR, str(n), m),  # type: ignore[misc]
        )
    store.close()


def replayed(seed: int, count: int, folder: Path) -> Tally:
    """As many replays as asked, over six processes, two at a time."""
    chance, lawbook = Random(seed), Lawbook.load()
    whats = [_drawn(chance, number, lawbook) for number in range(-(-count // len(PLACES)))]
    key_folder(folder / "keys")
    with ExitStack() as stack:
        server = stack.enter_context(database(POSTGRES, folder)).url
        _record(server, whats, lawbook)
        _record(f"sqlite:///{folder}/model.db", whats, lawbook)
        urls = []
        for number, (kind, *_) in enumerate(PLACES):
            if kind != POSTGRES:
                shutil.copy(folder / "model.db", folder / f"{number}.db")
            urls.append(server if kind == POSTGRES else f"sqlite:///{folder}/{number}.db")
        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(lambda place, url: _replay(place, url, folder), PLACES, urls))
    faults = [fault for place, text in zip(PLACES, said, strict=True) for fault in _wrong(place, text, len(whats))]
    if len(set(said)) > 1:
        faults.append("two processes did not say the same, byte for byte")
    return Tally(len(whats) * len(PLACES), faults, {"assessments": str(len(whats)), "processes": str(len(PLACES))})


def _replay(place: tuple[str, ...], url: str, folder: Path) -> str:
    """What the command says in such a process."""
    _, seed, zone, words = place
    there = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHONHASHSEED"))
    }
    there |= {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": words, "WBMGP_KEYS": str(folder / "keys")}
    command = [
        sys.executable,
        "-m",
        "wbmgp_engine",
        "replay",
        "--all",
        "--format",
        "json",
        "--tenant",
        TOWN,
        "--database",
        url,
    ]
    done = subprocess.run(command, env=there, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout or f"exit {done.returncode}: {done.stderr}"


def _wrong(place: tuple[str, ...], text: str, wanted: int) -> Iterator[str]:
    if not text.startswith("{"):
        yield f"{place}: {text[-300:]}"
        return
    found = json.loads(text)["beoordelingen"]
    if len(found) != wanted:
        yield f"{place}: {len(found)} of {wanted} were replayed"
    yield from (f"{place}: {one['record']} {str(one)[:300]}" for one in found if not one["gelijk"])


PARTS = (
    Part("replays", "an old assessment comes out bit for bit the same (R1)", 20_000, 1_000_000, replayed, tests=8),
)
