"""What a service refuses when it starts, and says why, in a process of its own; `--check` says the same and makes nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.service.test_settings import PRODUCTION
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.postgres_server import Server
from wbmgp_api.judging import judged, said
from wbmgp_api.secret_files import keep_secret
from wbmgp_api.settings import Settings
from wbmgp_api.vault import migrating
from wbmgp_api.vault.key_folder import loose
from wbmgp_engine.errors import BadInput

HERE = "127.0.0.1"


def wbmgp(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wbmgp_engine", *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin"} | environment, timeout=60,
    )  # fmt: skip


def production(folder: Path, **more: str) -> dict[str, str]:
    """Settings of a safe production on SQLite, with a folder for keys elsewhere."""
    (folder / "data").mkdir()
    (folder / "sleutels").mkdir(mode=0o700)
    return (
        PRODUCTION | {"WBMGP_DATABASE": f"sqlite:///{folder}/data/zaken.db", "WBMGP_KEYS": f"{folder}/sleutels"} | more
    )


def places(environment: dict[str, str], host: str = HERE) -> list[str]:
    findings, settings = judged(host, environment)
    if findings:
        assert "would start" not in "".join(said(findings, settings))
    return [finding.place for finding in findings]


def _open_folder(folder: Path) -> str:
    (folder / "sleutels").chmod(0o755)
    return "WBMGP_KEYS"


def _open_file(folder: Path) -> str:
    whole(folder)
    (folder / "sleutels" / "signing").chmod(0o640)
    return f"{folder}/sleutels/signing"


def _lost(folder: Path) -> str:
    whole(folder)
    (folder / "sleutels" / "names").unlink()
    return f"{folder}/sleutels/names"


def _gone(folder: Path) -> str:
    (folder / "sleutels").rmdir()
    return "WBMGP_KEYS"


def whole(folder: Path) -> None:
    for name in ("keys", "signing", "names"):
        keep_secret(folder / "sleutels" / name, "aa" * 32)


@pytest.mark.parametrize("harm", [_open_folder, _open_file, _lost, _gone])
def test_keys_that_are_not_kept_well(harm: Callable[[Path], str], tmp_path: Path) -> None:
    environment = production(tmp_path)
    assert places(environment) == []
    place = harm(tmp_path)
    assert places(environment) == [place]
    done = wbmgp(tmp_path, "serve", "--port", "1", **environment)
    refused = wbmgp(tmp_path, "serve", "--check", **environment)
    assert (done.returncode, done.stdout, refused.returncode, refused.stdout) == (2, "", 2, "")
    assert place in refused.stderr and "→" in refused.stderr
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.parametrize("keys", ["data", "data/sleutels"])
def test_keys_beside_the_database(keys: str, tmp_path: Path) -> None:
    environment = production(tmp_path)
    (tmp_path / keys).mkdir(exist_ok=True)
    (tmp_path / keys).chmod(0o700)
    assert places(environment | {"WBMGP_KEYS": str(tmp_path / keys)}) == ["WBMGP_KEYS"]


def test_in_development_keys_may_stand_where_they_stand(tmp_path: Path) -> None:
    assert places({"WBMGP_DATABASE": f"sqlite:///{tmp_path}/x.db"}) == []
    assert list(tmp_path.iterdir()) == []


def test_keys_are_refused_where_the_service_opens_them_too(tmp_path: Path) -> None:
    environment = production(tmp_path)
    _open_folder(tmp_path)
    done = wbmgp(tmp_path, "serve", "--port", "18099", **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert "WBMGP_KEYS: is a folder that others may enter" in done.stderr
    assert list((tmp_path / "data").iterdir()) == []


def test_a_secret_of_the_pages_that_others_may_read_is_refused(tmp_path: Path) -> None:
    environment = production(tmp_path, WBMGP_PAGES="https://wbmgp.voorbeeld", WBMGP_LOGIN_CLIENT="paginas")
    path = tmp_path / "geheim"
    given = environment | {"WBMGP_LOGIN_SECRET": str(path)}
    assert places(environment) == ["WBMGP_LOGIN_SECRET"] and places(given) == [str(path)]
    keep_secret(path, "woord")
    assert places(given) == []
    path.chmod(0o644)
    refused = wbmgp(tmp_path, "serve", "--check", **given)
    assert refused.returncode == 2 and "others may read" in refused.stderr and "woord" not in refused.stderr
    done = wbmgp(tmp_path, "serve", "--port", "18097", **given)
    assert (done.returncode, done.stdout) == (2, "") and "others may read" in done.stderr


def test_a_check_tells_every_setting_and_no_password(tmp_path: Path) -> None:
    done = wbmgp(tmp_path, "serve", "--check", **production(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"WBMGP_{name.upper()}=" in done.stdout for name in Settings.model_fields)
    assert done.stdout.endswith("The service would start, in production.\n")
    assert list((tmp_path / "data").iterdir()) == list((tmp_path / "sleutels").iterdir()) == []
    told = "".join(said([], Settings(database="postgresql://app:geheim@db/x")))
    assert "geheim" not in told and "app:***@db" in told


@pytest.mark.parametrize(
    ("environment", "host", "place"),
    [
        ({"WBMGP_DATABASE": "sqlite:////nergens/x.db"}, HERE, "WBMGP_DATABASE"), ({"WBMGP_MODE": "x"}, HERE, "WBMGP_MODE"),
        ({}, "0.0.0.0", "--host"), ({"WBMGP_DATABASE": "postgresql://x/y"}, HERE, "WBMGP_KEYS"),
        ({"WBMGP_DATABASE": "niets", "WBMGP_KEYS": "/"}, HERE, "WBMGP_DATABASE"),
    ],
)  # fmt: skip
def test_a_check_names_what_is_wrong(
    environment: dict[str, str], host: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    assert place in places(environment, host)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "0.0.0.0"], "--host: 0.0.0.0 lets others reach a service in development"),
        (["--workers", "2"], "WBMGP_WORKERS: is more than one, and SQLite has one writer"),
        (["--example", "--database", "postgresql://x/y"], "--example: needs SQLite"),
        (["--database", "zaken.db"], "WBMGP_DATABASE: is no address of a database"),
        (["--check", "--database", "mysql://x/y"], "WBMGP_DATABASE: is no address of a database"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_made(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = wbmgp(tmp_path, "serve", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("options", [["--check"], ["--port", "18098"]])
def test_a_role_that_goes_round_row_level_security_does_not_serve(
    options: list[str], tmp_path: Path, postgres_server: Server, postgres_database: str  # noqa: F811
) -> None:  # fmt: skip
    url = postgres_server.url("owner", postgres_database)
    environment = production(tmp_path, WBMGP_DATABASE=url)
    done = wbmgp(tmp_path, "serve", *options, **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert "role owner goes round row-level security" in done.stderr
    assert list((tmp_path / "sleutels").iterdir()) == []


def test_tables_of_another_version_are_refused_until_their_owner_migrates(
    tmp_path: Path, postgres_server: Server, postgres_database: str  # noqa: F811
) -> None:  # fmt: skip
    owner, app = postgres_server.url("owner", "template1"), postgres_server.url("app", postgres_database)
    (tmp_path / "sleutels").mkdir(mode=0o700)
    assert migrating.migrated(postgres_server.url("owner", postgres_database)).endswith("already")
    done = wbmgp(tmp_path, "serve", "--check", WBMGP_DATABASE=app, WBMGP_KEYS=str(tmp_path / "sleutels"))
    assert (done.returncode, done.stderr) == (0, "")
    empty = postgres_server.url("app", "postgres")
    done = wbmgp(tmp_path, "serve", "--check", WBMGP_DATABASE=empty, WBMGP_KEYS=str(tmp_path / "sleutels"))
    assert done.returncode == 2
    assert "let its owner migrate it" in done.stderr
    assert owner


@pytest.mark.parametrize("database", ["sqlite:///x.db", "niets", "postgresql://nobody@127.0.0.1:1/x"])
def test_what_cannot_be_migrated_is_told_in_one_message(database: str, tmp_path: Path) -> None:
    done = wbmgp(tmp_path, "migrate", "--database", database)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--database: " in done.stderr and "Traceback" not in done.stderr


def test_migrating_by_a_role_that_does_not_own_the_tables_is_refused(
    postgres_server: Server, postgres_model: str  # noqa: F811
) -> None:  # fmt: skip
    with pytest.raises(BadInput, match="cannot be migrated"):
        migrating.migrated(postgres_server.url("app", "postgres"))


def test_loose_keys_are_told_all_at_once(tmp_path: Path) -> None:
    environment = production(tmp_path)
    _open_file(tmp_path)
    (tmp_path / "sleutels" / "names").unlink()
    (tmp_path / "sleutels").chmod(0o750)
    settings = Settings(mode="productie", database=environment["WBMGP_DATABASE"], keys=environment["WBMGP_KEYS"])
    assert len(list(loose(settings))) == 3
