"""What a worker survives: a kill, a restart, another worker, a cancel, a clock that ran out; and what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.api.cases.working import COUNCIL
from tests.api.service.processes import Line, serving
from tests.api.simulations.conftest import OTHER, QUICK, Council, wait
from tests.api.simulations.quick import scenario
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.simulations.worker import Worker
from wbmgp_api.store import simulation_rows as rows
from wbmgp_api.store.opened import SqliteStore, open_store

Start = Callable[[Worker], Worker]
SLOW = scenario(herhalingen=30, rust=0.1)


def finished(council: Council, key: str) -> list[Path]:
    """The replicates that stand in the folder of a simulation."""
    return sorted((council.folder(key) / "uitkomst" / "runs").glob("*.json"))


def makers(council: Council, key: str) -> set[int]:
    """The processes that made them."""
    return {json.loads(one.read_text())["door"] for one in finished(council, key)}


def begun(council: Council, key: str, least: int = 2) -> int:
    """Its process, once it has made something."""
    wait(lambda: True if len(finished(council, key)) >= least else None)
    (made,) = makers(council, key)
    return made


def gone(process: int) -> bool:
    """Whether a process does nothing any more."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_it_stops_with_the_service_and_the_next_one_goes_on(either: Council, started: Start) -> None:
    key = either.ask(scenario(herhalingen=8, rust=0.15))
    first = started(either.worker())
    process = begun(either, key)
    first.close()
    assert gone(process)
    left = len(finished(either, key))
    told = either.told(key)
    assert (told["status"], told["plaatsInRij"]) == ("wacht", 1)
    assert left < 8 and told["voortgang"]["totaal"] == 8
    started(either.worker())
    done = either.until(key, "klaar", "mislukt")
    assert (done["status"], done["voortgang"]["klaar"]) == ("klaar", 8)
    assert either.get(f"{key}/dossier").json()["makers"] == 2
    assert either.flaws() == []


def test_a_cancel_ends_it_within_seconds_and_leaves_nothing(either: Council, started: Start) -> None:
    key, next_one = either.ask(SLOW), either.ask(scenario(zaad=2))
    started(either.worker())
    process = begun(either, key)
    assert either.told(key)["status"] == "loopt"
    asked = time.monotonic()
    assert either.desk.ask("POST", f"/simulaties/{key}/_annuleer", COUNCIL).json()["status"] == "geannuleerd"
    wait(lambda: True if gone(process) and not either.folder(key).exists() else None)
    assert time.monotonic() - asked < 5
    assert either.until(next_one, "klaar", "mislukt")["status"] == "klaar"
    assert either.told(key)["status"] == "geannuleerd"


def test_what_waits_again_leaves_nothing_when_it_is_cancelled(council: Council, started: Start) -> None:
    key = council.ask(SLOW)
    first = started(council.worker())
    begun(council, key)
    first.close()
    assert finished(council, key) and council.told(key)["status"] == "wacht"
    assert council.desk.ask("POST", f"/simulaties/{key}/_annuleer", COUNCIL).status_code == 200
    assert not council.folder(key).exists()


def test_two_workers_on_one_database_take_each_simulation_once(either: Council, started: Start) -> None:
    keys = [either.ask(scenario(zaad=number, rust=0.1)) for number in range(3)]
    theirs = either.ask(scenario(rust=0.1), tenant=OTHER)
    second = either.store if isinstance(either.store, SqliteStore) else open_store(either.address)
    both = [started(either.worker(store)) for store in (either.store, second)]
    atonce = []
    while [either.told(key)["status"] for key in keys] != ["klaar"] * 3 or either.told(theirs, tenant=OTHER)[
        "status"
    ] != "klaar":
        leased = either.store.read("", rows.queue)
        atonce.append(sum(1 for _, _, until in leased if until is not None))
        time.sleep(0.1)
    for worker in both:
        worker.close()
    if second is not either.store:
        second.close()
    assert max(atonce) == 1
    for key in keys:
        assert either.get(f"{key}/dossier").json()["makers"] == 1
    records = [either.told(key)["vermelding"] for key in keys]
    assert len(set(records)) == 3
    assert either.flaws() == either.flaws(OTHER) == [] and either.lines == []


def test_a_lease_that_ran_out_is_taken_over_and_the_first_worker_lets_go(either: Council, started: Start) -> None:
    key = either.ask(scenario(herhalingen=6, rust=0.3))
    first = started(either.worker(pauses=replace(QUICK, lease=0.2, beat=1.0)))
    process = begun(either, key, 1)
    started(either.worker())
    done = either.until(key, "klaar", "mislukt")
    assert done["status"] == "klaar" and gone(process)
    first.close()
    assert either.told(key) == done and either.flaws() == []


def test_what_takes_too_long_ends(council: Council, started: Start) -> None:
    key = council.ask(SLOW)
    started(council.worker(pauses=replace(QUICK, longest=0.5)))
    told = council.until(key, "mislukt")
    assert "te lang" in told["bevindingen"][0]["probleem"]


def test_what_was_taken_up_too_often_is_not_taken_up_again(council: Council, started: Start) -> None:
    key = council.ask()
    started(council.worker(pauses=replace(QUICK, attempts=0)))
    assert "fout bij ons" in council.until(key, "mislukt", "klaar")["bevindingen"][0]["probleem"]


def test_the_processes_end_when_the_service_is_killed(council: Council) -> None:
    """`kill -9`: nobody tells the program, and yet it does not go on by itself."""
    key = council.ask(SLOW)
    folder = council.folder(key)
    words = (
        "import sys, time; from pathlib import Path; from wbmgp_api.simulations.beside import Program;"
        " from wbmgp_api.store.simulation_rows import Kept; from tests.our_law import OUR_LAW;"
        f" kept = Kept('x', '', {SLOW!r}, *['x'] * 7, *[0] * 3, *[None] * 5);"
        " Program('tests.api.simulations.quick', Path(sys.argv[1]), kept, OUR_LAW.files); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", words, str(folder)]) as service:
        process = begun(council, key)
        assert os.getpgid(process) == process != os.getpgid(service.pid)
        service.kill()
    wait(lambda: True if gone(process) else None)
    left = len(finished(council, key))
    time.sleep(0.3)
    assert len(finished(council, key)) == left < 30


def test_a_service_that_is_ended_any_way_is_taken_up_by_the_next(tmp_path: Path) -> None:
    """The whole service as a process, stopped, then killed, then left to finish, on one database."""
    url, environment = f"sqlite:///{tmp_path}/zaken.db", {"PYTHONPATH": str(Path(__file__).parents[3])}
    asked, keys = {"scenario": scenario(herhalingen=12, rust=0.2)}, set()
    simulating, left = Simulating(tmp_path / "zaken.db.simulaties"), 0
    for how in (signal.SIGTERM, signal.SIGKILL, None):
        with serving(tmp_path, url, module="tests.api.simulations.serving", **environment) as running:
            headers = running.as_(COUNCIL) | {"Idempotency-Key": "simulatie-1"}
            with Line(running.port) as line:
                keys.add(line.ask("POST", "/v1/simulaties", asked, headers)[2]["id"])
                (key,) = keys
                runs = simulating.of_one("GM9999", key) / "uitkomst" / "runs"
                if how is not None:
                    wait(lambda runs=runs, left=left: True if len(list(runs.glob("*.json"))) > left + 1 else None)  # type: ignore[misc]
                    left = len(list(runs.glob("*.json")))
                else:
                    done = wait(lambda ask=line.ask, key=key, as_=headers: _done(ask, key, as_))  # type: ignore[misc]
                    assert done["makers"] == 3
            if how is not None:
                running.first.send_signal(how)
                running.first.wait(20)


def _done(ask: Callable[..., Any], key: str, headers: dict[str, str]) -> Any:
    """The dossier of a simulation, once there is one."""
    if ask("GET", f"/v1/simulaties/{key}", None, headers)[2]["status"] != "klaar":
        return None
    return ask("GET", f"/v1/simulaties/{key}/dossier", None, headers)[2]
