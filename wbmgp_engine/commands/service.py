"""What commands of the engine ask of the service's store: found by its entry point, for the engine does not know the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wbmgp_engine.errors import BadInput


def of_service(name: str) -> Callable[..., Any]:
    """The function that the service registers under this name: `record` or `verify`. BadInput names the extra to install."""
    from importlib.metadata import entry_points

    for point in entry_points(group="wbmgp_engine.store", name=name):
        try:
            found: Callable[..., Any] = point.load()
        except ModuleNotFoundError:
            break
        return found
    raise BadInput.one(
        "--database", "needs the service's store, which is not installed", "install wbmgp-engine[service]"
    )
