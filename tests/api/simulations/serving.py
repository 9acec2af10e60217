"""`wbmgp` with the quick simulator in the place of the real one, and a worker that looks often."""

from __future__ import annotations

from functools import partial
from typing import Any

from wbmgp_api import running
from wbmgp_api.settings import Settings
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.simulations.worker import Pauses, Worker
from wbmgp_engine import cli


class Quick(Simulating):
    """The folder that the settings name, with the quick simulator."""

    @classmethod
    def of(cls, settings: Settings) -> Simulating | None:
        found = Simulating.of(settings)
        return None if found is None else Simulating(found.folder, "tests.api.simulations.quick")


if __name__ == "__main__":
    patched: Any = running
    patched.Simulating = Quick
    patched.Worker = partial(Worker, pauses=Pauses(queue=0.1, beat=0.1, lease=2))
    cli.main()
