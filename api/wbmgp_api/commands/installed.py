"""What the commands over a database need, loaded when it is asked for: an engine without the service has them too."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from wbmgp_engine.errors import BadInput


def with_store(name: str) -> ModuleType:
    """A module of `vault`, which works with the store. Raises BadInput where what it needs is not installed."""
    try:
        return import_module(f"wbmgp_api.vault.{name}")
    except ModuleNotFoundError:
        raise BadInput.one(
            "--database", "needs the service's store, which is not installed", "install wbmgp-engine[service]"
        ) from None


def with_service(name: str) -> ModuleType:
    """A module of the service. Raises BadInput where what it needs is not installed."""
    try:
        return import_module(f"wbmgp_api.{name}")
    except ModuleNotFoundError:
        raise BadInput.one(
            "exchange", "needs the service, which is not installed", "install wbmgp-engine[service]"
        ) from None
