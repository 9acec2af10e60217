"""D3: every acknowledgement comes after the journal was written and synced, as the system calls tell it."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.torture.clients import Clients, Zygote
from tests.torture.databases import POSTGRES, SQLITE, database
from tests.torture.harness import Missing, Part, Tally

CALLS = "read,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync"
CLIENTS = 8
_LINE = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+(.*)$")
_CALL = re.compile(r"^(\w+)\((\d+)<([^>]*)>+(.*)$")


class Call(NamedTuple):
    """One system call that came back: its process, name, what it was about, and the rest of its line."""

    process: str
    name: str
    about: str
    rest: str


def calls(lines: Iterable[str]) -> Iterable[Call]:
    """The calls in the order in which they came back; one that was cut in two is put together."""
    begun: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line.rstrip("\n"))
        if not found:
            continue
        process, said = found.groups()
        if said.endswith("<unfinished ...>"):
            begun[process] = said.removesuffix("<unfinished ...>")
            continue
        if said.startswith("<... "):
            said = begun.pop(process, "") + said.partition(" resumed>")[2]
        call = _CALL.match(said)
        if call and not re.search(r"= -1 E\w+", said):
            yield Call(process, call[1], call[3], call[4])


def early(found: Iterable[Call], asked: str, answered: str, journal: str, opening: int = 0) -> tuple[int, list[str]]:
    """How many answers there were, and those before which the journal was not written and then synced.

    A connection asks, then the journal is written, then it is synced, then the connection is answered. The first
    answers of the `opening` wrote nothing.
    """
    state: dict[str, int] = {}
    answers, faults = 0, list[str]()
    for call in found:
        if call.name in ("pwrite64", "pwritev", "write") and journal in call.about:
            state = {connection: max(step, 1) for connection, step in state.items()}
        elif call.name in ("fsync", "fdatasync") and journal in call.about:
            state = {connection: 2 if step else 0 for connection, step in state.items()}
        elif call.name in ("read", "recvfrom", "recvmsg") and asked in call.rest:
            state[call.about] = 0
        elif call.name in ("write", "writev", "sendto", "sendmsg") and answered in call.rest:
            answers += 1
            if state.pop(call.about, 0) < 2 and answers > opening:
                faults.append(f"answer {answers} came before the journal was synced")
    return answers, faults


def run(kind: str, seed: int, count: int, folder: Path) -> Tally:
    """So many acknowledgements: the first half one at a time, so that each has a sync of its own."""
    if shutil.which("strace") is None:
        raise Missing("strace is not on this machine; install it")
    trace = folder / "trace"
    strace = ("strace", "-f", "-y", "-qq", "-s", "96", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace))
    with database(kind, folder) as place:
        watched = None
        if place.server is not None:
            watched = subprocess.Popen([*strace, "-p", str(place.server.first)], stderr=subprocess.DEVNULL)
            time.sleep(1)
        zygote = Zygote(place.url, folder, prefix=() if watched else strace)
        try:
            zygote.start()
            alone, together = _ask(zygote, seed, count)
        finally:
            zygote.stop()
            if watched is not None:
                watched.terminate()
                watched.wait(30)
    if not trace.exists() or not trace.stat().st_size:
        raise Missing("strace may not trace here (ptrace is forbidden)")
    with trace.open(encoding="utf-8", errors="replace") as lines:
        if place.server is None:
            answers, faults = early(calls(lines), "POST / ", "HTTP/1.1 201", "store.db-wal")
        else:
            answers, faults = early(calls(lines), "COMMIT", "COMMIT\\0", "/pg_wal/", opening=1)
    # PostgreSQL answers the one that commits for all who wait: at most each client once.
    acknowledged, least = alone + together, alone + (together if place.server is None else -(-together // CLIENTS))
    if answers < least:
        faults.append(f"{acknowledged} acknowledgements, of which {answers} were seen and {least} have to be")
    return Tally(acknowledged, faults, {"acknowledged": str(acknowledged), "answers traced": str(answers)})


def _ask(zygote: Zygote, seed: int, count: int) -> tuple[int, int]:
    """How many were acknowledged to one client alone, and to several at once."""
    done = list[int]()
    for clients, wanted in ((1, count // 2), (CLIENTS, count - count // 2)):
        asking = Clients(zygote.path, clients, seed + sum(done), only_new=True)
        asking.wait_for(wanted)
        asking.stop()
        done.append(len(asking.acknowledged))
    return done[0], done[1]


PARTS = tuple(
    Part(f"synced-{kind.lower()}", f"D3: every acknowledgement after a sync of the journal ({kind})", size, 50_000, partial(run, kind))
    for kind, size in ((SQLITE, 1000), (POSTGRES, 100))
)  # fmt: skip
