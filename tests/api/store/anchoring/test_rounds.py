"""Work that comes round: again after an error, and no more after the end."""

from __future__ import annotations

import time
from threading import Event

from wbmgp_api.anchoring.rounds import Rounds


def test_an_error_is_told_and_the_next_round_comes() -> None:
    told: list[str] = []
    rounds, enough = list[int](), Event()

    def work() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise ValueError("once")
        if len(rounds) >= 4:
            enough.set()

    made = Rounds(work, 0.01, lambda problem: told.append(str(problem)))
    assert enough.wait(10)
    made.close()
    done = len(rounds)
    time.sleep(0.05)
    assert (told, len(rounds)) == (["once"], done)


def test_the_end_does_not_wait_for_the_pause() -> None:
    made = Rounds(lambda: None, 60, lambda problem: None)
    start = time.monotonic()
    made.close()
    assert time.monotonic() - start < 5
