"""The bundle that a municipality publishes, by the command line."""

from __future__ import annotations

import os
import time  # noqa: TID251 -- of the process, not of the engine
from collections.abc import Sequence
from dataclasses import replace

from wbmgp_api.cases.office import Office
from wbmgp_api.publication.bundle import bundle
from wbmgp_api.publication.public_papers import Source
from wbmgp_api.rulebooks.in_use import Books
from wbmgp_api.settings import from_environment
from wbmgp_api.simulations.results import Gone
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.store.errors import NotThere
from wbmgp_api.vault.accounted import Asked, using
from wbmgp_api.vault.opened import opened
from wbmgp_engine.errors import BadInput


def published(asked: Asked, url: str, simulations: Sequence[str]) -> tuple[bytes, bool]:
    """The bundle as a ZIP, and whether it is made with settings of production. Raises BadInput with every place that looks like a person, and for a simulation that is not there."""
    settings = from_environment({**os.environ, "WBMGP_DATABASE": url})  # noqa: TID251 -- of the process
    with using(replace(asked, database=None)) as (told, _), opened(url) as house:
        house.of(told.tenant, "--municipality")
        own = told.lawbook
        use = replace(told, lawbook=Books(own, house.store, time.time).of(told.tenant))
        source = Source(house.store, own, Simulating.of(settings), use)
        office = Office(house.store, house.recorder(), house.names, use.lawbook, time.time)
        try:
            return bundle(source, office, simulations), settings.production
        except (Gone, NotThere) as problem:
            raise BadInput.one("--simulation", str(problem), "choose one that is done") from None
