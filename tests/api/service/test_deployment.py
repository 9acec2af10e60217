"""The page for whoever runs the service: its commands do what it says on real databases, its table says what the code says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.cases.working import DESK, asked
from tests.api.service.processes import Line, serving
from tests.api.store.postgres_server import Server, programs, server
from wbmgp_api.settings import Settings

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    (found,) = re.findall(rf"```bash {name}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def run(name: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A block of the page as it stands there."""
    (folder / "bin").mkdir(exist_ok=True)
    ours = folder / "bin" / "wbmgp"
    ours.write_text(f'#!/bin/sh\nexec {sys.executable} -m wbmgp_engine "$@"\n')
    ours.chmod(0o755)
    found = programs()
    beside = (found / "initdb").resolve().parent if found else Path("/usr/bin")
    path = os.pathsep.join([str(ours.parent), str(beside), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block(name)], cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": path, "HOME": str(folder), "WBMGP_CACHE": "off"} | variables, timeout=120,
    )  # fmt: skip


def well(name: str, folder: Path, **variables: str) -> str:
    done = run(name, folder, **variables)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def take_in(folder: Path, url: str, keys: str) -> None:
    """A case, through a service on the database; heads are signed after it."""
    with serving(folder, url) as running, Line(running.port) as line:
        headers = running.as_(DESK) | {"Idempotency-Key": f"sleutel-{keys}"}
        assert line.ask("POST", "/v1/aanvragen", {"aanvraag": asked(kenmerk=keys)}, headers)[0] == 201


def sign(folder: Path, url: str) -> None:
    command = [sys.executable, "-m", "wbmgp_engine", "log", "publish", "--database", url, "--tenant", "GM9999"]
    environment = {"PATH": os.environ["PATH"], "WBMGP_KEYS": f"{folder}/sleutels", "WBMGP_CACHE": "off"}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    made = {"DATA": "data", "BACKUP": "backup", "SAFE": "kluis"}
    for name in made.values():
        (tmp_path / name).mkdir()
    return {name: str(tmp_path / folder) for name, folder in made.items()} | {
        "KEYS": f"{tmp_path}/sleutels", "WBMGP_KEYS": f"{tmp_path}/sleutels",
    }  # fmt: skip


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="sqlite3 is not on this machine")
def test_a_backup_of_sqlite_comes_back_and_one_that_is_too_old_is_found_out(
    tmp_path: Path, places: dict[str, str]
) -> None:
    url = f"sqlite:///{places['DATA']}/zaken.db"
    take_in(tmp_path, url, "eerste")
    sign(tmp_path, url)
    well("backup-sqlite", tmp_path, **places)
    well("keys-backup", tmp_path, **places)
    assert sorted(one.name for one in Path(places["SAFE"]).iterdir()) == ["keys", "names", "signing"]
    assert all(one.stat().st_mode & 0o077 == 0 for one in Path(places["SAFE"]).iterdir())
    assert "klopt" in well("restore-sqlite", tmp_path, **places)
    take_in(tmp_path, url, "tweede")
    sign(tmp_path, url)
    again = run("restore-sqlite", tmp_path, **places)
    assert again.returncode == 1
    assert "klopt NIET" in again.stdout


@pytest.fixture
def cluster() -> Iterator[Server]:
    if programs() is None:
        pytest.skip("PostgreSQL (initdb, pg_ctl) is not on this machine")
    with server() as running:
        yield running


def test_postgresql_is_set_up_backed_up_and_restored_by_plain_roles(
    tmp_path: Path, places: dict[str, str], cluster: Server
) -> None:
    def at(role: str, database: str = "wbmgp") -> str:
        return f"postgresql://{role}@/{database}?host={cluster.folder}"

    roles = {"ADMIN": at("owner", "postgres"), "OWNER": at("wbmgp_owner"), "SERVICE": at("wbmgp_service"),
             "BACKUP_ADDRESS": at("wbmgp_backup"), "ADMIN_OF_WBMGP": at("owner")}  # fmt: skip
    variables = places | roles
    assert "the tables are of this version now" in well("roles", tmp_path, **variables)
    take_in(tmp_path, roles["SERVICE"], "eerste")
    sign(tmp_path, roles["SERVICE"])
    well("backup-postgresql", tmp_path, **variables)
    assert "klopt" in well("restore-postgresql", tmp_path, **variables)
    take_in(tmp_path, roles["SERVICE"], "tweede")
    sign(tmp_path, roles["SERVICE"])
    done = run("restore-postgresql", tmp_path, **variables)
    assert "already exists" in done.stderr  # what was there before is kept under its own name
    owner = cluster.url("owner")
    subprocess.run(["psql", owner.replace("+psycopg", ""), "-qc", "DROP DATABASE wbmgp_before"], check=True)
    done = run("restore-postgresql", tmp_path, **variables)
    assert done.returncode == 1
    assert "klopt NIET" in done.stdout


def test_the_table_of_refusals_is_that_of_the_settings() -> None:
    rows = {tuple(re.split(r" \| ", line.strip("| "))) for line in PAGE.splitlines() if line.startswith("| `WBMGP_")}
    assert rows == {(f"`{one.name}`", one.problem, one.fix) for one in Settings()._asked()}


def test_every_setting_of_the_example_is_one_and_would_start() -> None:
    (example,) = re.findall(r"```ini\n# /etc/wbmgp/service.env\n(.*?)```", PAGE, re.DOTALL)
    given = dict(line.split("=", 1) for line in example.splitlines())
    assert set(given) <= {f"WBMGP_{name.upper()}" for name in Settings.model_fields}
    from wbmgp_api.settings import from_environment

    assert from_environment(given).production
