"""The search for what was erased finds what a careless store would leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture import erasures
from wbmgp_api.store import erasing, sqlite
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.opened import SqliteStore
from wbmgp_api.store.sql import sql


def test_a_journal_that_is_not_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqliteStore, "scrub", lambda self: None)
    assert any("ciphertext" in fault for fault in erasures.run(1, 5, tmp_path).faults)


def test_pages_that_are_freed_and_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_ALWAYS", {**sqlite._ALWAYS, "secure_delete": 0})
    assert any("ciphertext" in fault for fault in erasures.run(1, 5, tmp_path).faults)


def test_contents_that_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        erasing, "_CONTENT", sql("DELETE FROM payload WHERE :tenant = :record AND category = :category")
    )
    assert any("ciphertext" in fault for fault in erasures.run(1, 5, tmp_path).faults)


def test_a_wrapping_key_that_is_not_destroyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MasterKeys, "without", lambda self, epoch: self)
    faults = erasures.run(1, 5, tmp_path).faults
    assert any("opens in the backup of before" in fault for fault in faults)
    assert "wrapping key" in faults
