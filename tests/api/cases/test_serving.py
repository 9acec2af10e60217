"""The service opens the store with its keys when it starts, as the command line does."""

from __future__ import annotations

from pathlib import Path

import pytest

from wbmgp_api import running
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import open_store
from wbmgp_api.vault import opened
from wbmgp_engine.errors import BadInput


def test_a_service_has_a_store_a_recorder_and_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WBMGP_KEYS", raising=False)
    settings = Settings(database=f"sqlite:///{tmp_path}/zaken.db", log_prefix="wbmgp.proef", four_eyes=False)
    service = running._service(settings, None)
    office = service.office
    assert office is not None
    assert (office.recorder.prefix, office.four_eyes, len(office.names)) == ("wbmgp.proef", False, 32)
    assert (tmp_path / "zaken.db.keys").exists()
    office.store.close()
    again = running._service(settings, None)
    assert again.names == service.names
    assert again.store is not None
    again.store.close()


def test_a_database_that_another_process_holds_is_told_in_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "_PATIENCE", 0.1)
    held = open_store(f"sqlite:///{tmp_path}/zaken.db")
    with pytest.raises(BadInput, match="WBMGP_DATABASE: cannot be used: another process writes"):
        running._service(Settings(database=f"sqlite:///{tmp_path}/zaken.db"), None)
    held.close()
