"""What a simulation needs of this machine: the module that simulates, and the folder where its files stand."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol, cast

from wbmgp_api.settings import Settings
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook

ENGINE: Final = "wbmgp_api.simulations.engine"
NEEDED: Final = ("altair", "jinja2", "narwhals", "numpy", "polars", "vl_convert", "weasyprint")
"""What the extra [simulation] installs, as far as a simulation asks for it by name."""
Progress = Callable[[int, int], None]


class Engine(Protocol):
    """A module that simulates. In the service only `regions`, `laws` and `check` are called; `run` in a program of its own."""

    def regions(self) -> tuple[str, ...]:
        """The names of the regions that a scenario may use."""

    def laws(self) -> tuple[str, ...]:
        """The names of the law variants that an option may use."""

    def check(self, scenario: Path) -> None:
        """Read a scenario without simulating it. BadInput with every finding."""

    def run(self, scenario: Path, out: Path, lawbook: Lawbook, keep: Path, progress: Progress) -> None:
        """Simulate into a folder, going on with what stands there. What others can use too may be kept in `keep`.

        BadInput for what cannot be simulated.
        """


@dataclass(frozen=True, slots=True)
class Simulating:
    """The folder with the files of every municipality, and the module that simulates, by its name."""

    folder: Path
    engine: str = ENGINE

    @classmethod
    def of(cls, settings: Settings) -> Simulating | None:
        """As the settings say; None where they name no folder and none can be thought of. BadInput for no such folder."""
        if settings.simulations is not None:
            folder = Path(settings.simulations).absolute()
            if not (folder.is_dir() and os.access(folder, os.W_OK)):
                fix = "make the folder first, for the user of the service"
                raise BadInput.one("WBMGP_SIMULATIONS", "names no folder that the service can write to", fix)
            return cls(folder)
        address = settings.address
        if not settings.on_sqlite or address is None or not address.database:
            return None
        return cls(Path(f"{address.database}.simulaties").absolute())

    @property
    def possible(self) -> bool:
        """Whether the extra [simulation] is installed."""
        return self.engine != ENGINE or all(find_spec(name) is not None for name in NEEDED)

    @property
    def module(self) -> Engine:
        """The module that simulates; it is loaded when somebody asks for a simulation."""
        found: Any = import_module(self.engine)
        return cast(Engine, found)

    @property
    def regions(self) -> Path:
        """Where made regions are kept, for every municipality: nobody in them is a person."""
        return self.folder / "regios"

    def of_one(self, tenant: str, key: str) -> Path:
        """The folder of one simulation."""
        return self.folder / tenant / key
