"""The verification of a municipality's logs in a program of its own: what it finds, that two never run, and that it ends."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.our_law import OUR_LAW
from wbmgp_api.oversight import verifying
from wbmgp_api.oversight.verifying import Verifier
from wbmgp_api.vault.recorded import record
from wbmgp_engine.facts import Application
from wbmgp_engine.permits import assess
from wbmgp_engine.scenarios import load_cases

NOW = "2026-11-22T09:00:00.000000Z"


def wait(verifier: Verifier, tenant: str) -> None:
    for _ in range(600):
        if not verifier.runs(tenant) and verifier.last(tenant) is not None:
            return
        time.sleep(0.1)
    raise AssertionError("it did not end")


def test_a_log_is_verified_beside_the_service_and_not_twice_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/zaken.db"
    case = next(one for one in load_cases() if one.demo)
    application = Application.model_validate(case.input)
    record(url, application, assess(application, lawbook=OUR_LAW, on=case.on), OUR_LAW.files)
    verifier, tenant = Verifier(url, tmp_path / "nagaan"), application.municipality
    assert verifier.last(tenant) is None and not verifier.runs(tenant)
    assert verifier.begin(tenant, "nl", NOW)
    assert verifier.runs(tenant) and not Verifier(url, tmp_path / "nagaan").begin(tenant, "nl", NOW)
    wait(verifier, tenant)
    found = verifier.last(tenant)
    assert found is not None and found.found is not None, found
    assert (found.code, found.found["klopt"], found.at) == (0, True, NOW)
    assert not verifier.runs("GM0001") and verifier.last("GM0001") is None


def test_what_cannot_be_verified_says_why_and_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    nothing = Verifier(f"sqlite:///{tmp_path}/niets.db", tmp_path / "a")
    assert nothing.begin("GM9999", "nl", NOW)
    wait(nothing, "GM9999")
    found = nothing.last("GM9999")
    assert found is not None and found.code == 2 and found.found is None and "niets.db" in found.said
    short = Verifier(f"sqlite:///{tmp_path}/niets.db", tmp_path / "b", patience=0.001)
    assert short.begin("GM9999", "nl", NOW)
    wait(short, "GM9999")
    ended = short.last("GM9999")
    assert ended is not None and ended.code < 0 and ended.said


def test_no_password_stands_among_the_arguments_of_a_program() -> None:
    url, secret = verifying._parted("postgresql://app:geheim@db.example/wbmgp")
    assert "geheim" not in url and secret == {"PGPASSWORD": "geheim"}
    assert verifying._parted("sqlite:///x.db") == ("sqlite:///x.db", {})


def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    folder = verifying._own_folder("sqlite:///x.db")
    folder.chmod(0o755)
    with pytest.raises(PermissionError):
        verifying._own_folder("sqlite:///x.db")
