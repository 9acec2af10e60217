"""An installation without the extra `service`, for the tests of the commands that need it."""

from __future__ import annotations

import sys
from typing import Any

import pytest


def without_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """What works with the store cannot be imported, nor is it there from before."""
    gone: Any = None
    for name in [
        name for name in sys.modules if name.startswith("wbmgp_api.vault.") or name == "wbmgp_api.commands.checking"
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy.engine", gone)
