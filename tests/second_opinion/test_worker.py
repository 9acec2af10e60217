"""What the worker answers over its pipe, without a process around it."""

from __future__ import annotations

import json
from multiprocessing import Pipe
from threading import Thread
from typing import Any

import pytest

from tests.second_opinion.test_watchdog import LEAVES, PROGRAM
from wbmgp_engine.second_opinion import worker

pytest.importorskip("durable_rules_engine")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def _answers(*requests: dict[str, Any]) -> list[dict[str, Any]]:
    here, there = Pipe()
    thread = Thread(target=worker.work, args=(there,))
    thread.start()
    found = []
    for request in requests:
        here.send_bytes(json.dumps(request).encode())
        found.append(json.loads(here.recv_bytes()))
    here.close()
    thread.join(10)
    assert not thread.is_alive()
    return found


def test_a_program_and_a_question() -> None:
    ready, answer = _answers({"programma": "k", "inhoud": PROGRAM}, {"vraag": "k", "bladen": LEAVES})
    assert ready == {"klaar": ["k"]}
    assert answer == {"antwoord": {"waarden": {"k1": "waar"}, "door": {}, "leden": {}}}


def test_the_oldest_program_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "MOST_PROGRAMS", 2)
    requests = [{"programma": name, "inhoud": PROGRAM} for name in "abc"]
    assert _answers(*requests)[-1] == {"klaar": ["b", "c"]}


def test_a_fault_of_the_engine_ends_the_worker() -> None:
    silent = {**PROGRAM, "regels": {"r0": {"k1.waar.": PROGRAM["regels"]["r0"]["k1.waar."]}}}
    ready, answer = _answers({"programma": "k", "inhoud": silent}, {"vraag": "k", "bladen": LEAVES})
    assert ready == {"klaar": ["k"]}
    assert answer == {"fout": "EngineFault: r0: the rule that always fires did not"}
