"""The second reader without its worker process: what the worker runs is called here."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

from wbmgp_engine.logic.forward_chaining.host import RuleHost
from wbmgp_engine.second_opinion import SecondReader, Watchdog


class Beside(Watchdog):
    """Decides in this process; `alter` may change the rules before they are compiled, and `spoil` the answers."""

    def __init__(self, alter: Any = None, spoil: Any = None) -> None:
        super().__init__()
        self._hosts: dict[str, RuleHost] = {}
        self._alter = alter
        self._spoil = spoil

    def decide(self, key: str, program: Mapping[str, Any], leaves: Mapping[str, Any]) -> Mapping[str, Any]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the engine reads the clock in an old way
            if key not in self._hosts:
                self._hosts[key] = RuleHost(program if self._alter is None else self._alter(program))
            found = self._hosts[key].decide(leaves)
        return found if self._spoil is None else self._spoil(found)


@cache
def reader() -> SecondReader:
    """One reader for all tests: making its rules takes longer than using them."""
    return SecondReader(Beside())
