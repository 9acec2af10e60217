"""Settings: safe by default, and a production that is not safe does not start and says why."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from wbmgp_api.judging import said
from wbmgp_api.settings import Settings, from_environment, strays
from wbmgp_engine.errors import BadInput

PRODUCTION = {
    "WBMGP_MODE": "productie", "WBMGP_DATABASE": "postgresql://wbmgp@db/wbmgp?sslmode=verify-full", "WBMGP_KEYS": "/run/keys",
    "WBMGP_ISSUER": "https://login.voorbeeld", "WBMGP_CLIENTS": "desk zaaksysteem",
    "WBMGP_HOSTS": "wbmgp.voorbeeld", "WBMGP_LOG_PREFIX": "gemeente.voorbeeld/wbmgp", "WBMGP_RATE": "50",
}  # fmt: skip


PAGES = {"WBMGP_PAGES": "https://wbmgp.voorbeeld", "WBMGP_LOGIN_CLIENT": "paginas", "WBMGP_LOGIN_SECRET": "/run/geheim"}


def wrong(environment: dict[str, str]) -> list[str]:
    with pytest.raises(BadInput) as caught:
        from_environment(environment)
    assert all(finding.problem and finding.fix for finding in caught.value.findings)
    return [finding.place for finding in caught.value.findings]


def test_a_safe_production_starts() -> None:
    found = from_environment(PRODUCTION)
    assert found.production
    assert found.clients == ("desk", "zaaksysteem")
    assert not found.checks_are_open
    assert found.four_eyes


def test_development_needs_nothing() -> None:
    found = from_environment({"PATH": "/bin", "WBMGP_CACHE": "off"})
    assert found == Settings()
    assert found.checks_are_open


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WBMGP_ISSUER", None), ("WBMGP_ISSUER", "http://login.voorbeeld"),
        ("WBMGP_ISSUER", "https://"), ("WBMGP_ISSUER", "https:///pad"), ("WBMGP_ISSUER", "https://u:w@login.voorbeeld"),
        ("WBMGP_JWKS", ""), ("WBMGP_JWKS", "https://"), ("WBMGP_ORIGINS", "null"), ("WBMGP_ORIGINS", "http://desk.voorbeeld"),
        ("WBMGP_ORIGINS", "https://desk.voorbeeld null"), ("WBMGP_PROXIES", "0.0.0.0/0"), ("WBMGP_PROXIES", "10.0.0.1 ::/0"),
        ("WBMGP_DATABASE", "postgresql://wbmgp@localhost/wbmgp?host=db"), ("WBMGP_DATABASE", "postgresql://wbmgp@/wbmgp?host=localhost,db"),
        ("WBMGP_DATABASE", "postgresql://wbmgp@/wbmgp?hostaddr=192.0.2.1"), ("WBMGP_DATABASE", "postgresql://wbmgp@/wbmgp?service=elders"),
        ("WBMGP_DATABASE", "postgresql://wbmgp@/wbmgp?host=/run/postgresql&host=db"),
        ("WBMGP_JWKS", "http://login.voorbeeld/keys"), ("WBMGP_JWKS", "file:///etc/passwd"), ("WBMGP_CLIENTS", None),
        ("WBMGP_CLIENTS", "  "), ("WBMGP_HOSTS", None), ("WBMGP_KEYS", None), ("WBMGP_LOG_PREFIX", None), ("WBMGP_RATE", "0"),
        ("WBMGP_ORIGINS", "https://desk.voorbeeld *"), ("WBMGP_OPEN_CHECKS", "true"),
        ("WBMGP_HOSTS", "wbmgp.voorbeeld *"), ("WBMGP_PROXIES", "10.0.0.1 *"), ("WBMGP_DATABASE", "postgresql://wbmgp@db/wbmgp"),
        ("WBMGP_DATABASE", "postgresql://wbmgp@/wbmgp?host=db"), ("WBMGP_DATABASE", "postgresql://wbmgp@db/wbmgp?sslmode=require"),
    ],
)  # fmt: skip
def test_an_unsafe_production_does_not_start(name: str, value: str | None) -> None:
    environment = {key: text for key, text in (PRODUCTION | {name: value}).items() if text is not None}
    assert wrong(environment) == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WBMGP_PAGES", "http://wbmgp.voorbeeld"), ("WBMGP_PAGES", "http://127.0.0.1:8000"), ("WBMGP_PAGES", "wbmgp.voorbeeld"),
        ("WBMGP_PAGES", "https://wbmgp.voorbeeld/"), ("WBMGP_PAGES", "https://wbmgp.voorbeeld/pad"), ("WBMGP_PAGES", "https://u@wbmgp.voorbeeld"),
        ("WBMGP_PAGES", "https://"), ("WBMGP_PAGES", ""), ("WBMGP_PAGES", "https://wbmgp.voorbeeld?x"), ("WBMGP_PAGES", "ftp://wbmgp.voorbeeld"),
        ("WBMGP_PAGES", "https://WBMGP.voorbeeld"), ("WBMGP_PAGES", "https://wbmgp.voorbeeld\n"), ("WBMGP_PAGES", "https://wbmgp.voorbeeld:x"),
        ("WBMGP_HOSTS", "ander.voorbeeld"), ("WBMGP_LOGIN_CLIENT", None), ("WBMGP_LOGIN_CLIENT", ""), ("WBMGP_LOGIN_SECRET", None), ("WBMGP_LOGIN_SECRET", ""),
        ("WBMGP_IDLE_MINUTES", "0"), ("WBMGP_IDLE_MINUTES", "121"), ("WBMGP_SESSION_HOURS", "13"), ("WBMGP_SESSION_HOURS", "0"),
    ],
)  # fmt: skip
def test_a_production_with_pages_that_are_not_safe_does_not_start(name: str, value: str | None) -> None:
    for good in ({}, {"WBMGP_PAGES": "https://wbmgp.voorbeeld:8443"}, {"WBMGP_HOSTS": "ander wbmgp.voorbeeld"}):
        assert from_environment(PRODUCTION | PAGES | good).pages is not None
    environment = {key: text for key, text in (PRODUCTION | PAGES | {name: value}).items() if text is not None}
    assert wrong(environment) == [name]


@pytest.mark.parametrize(
    "pages", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000", "https://wbmgp.voorbeeld:8443"]
)
def test_pages_of_development_are_of_this_machine_or_over_https(pages: str) -> None:
    assert from_environment({"WBMGP_PAGES": pages}).pages == pages
    assert wrong({"WBMGP_PAGES": "http://wbmgp.voorbeeld"}) == wrong({"WBMGP_PAGES": "http://[::2]"}) == ["WBMGP_PAGES"]
    assert wrong({"WBMGP_PAGES": pages, "WBMGP_ISSUER": "http://127.0.0.1:1"}) == ["WBMGP_LOGIN_CLIENT"]


@pytest.mark.parametrize(
    "database",
    ["postgresql://wbmgp@/wbmgp?host=/run/postgresql", "postgresql://wbmgp@localhost/wbmgp", "postgresql://wbmgp@/wbmgp",
     "postgresql://wbmgp@db/wbmgp?sslmode=verify-ca", "sqlite:///zaken.db"],
)  # fmt: skip
def test_a_database_that_nobody_else_can_answer_for_is_safe(database: str) -> None:
    assert from_environment(PRODUCTION | {"WBMGP_DATABASE": database}).database == database


@pytest.mark.parametrize("more", [{}, PRODUCTION])
def test_sqlite_has_one_process(more: dict[str, str]) -> None:
    environment = more | {"WBMGP_DATABASE": "sqlite:///zaken.db", "WBMGP_WORKERS": "2"}
    assert wrong(environment) == ["WBMGP_WORKERS"]
    assert from_environment(environment | {"WBMGP_WORKERS": "1"}).workers == 1


def test_a_service_in_development_is_reached_from_this_machine_only() -> None:
    assert [found.place for found in Settings().reached_at("0.0.0.0")] == ["--host"]
    assert Settings().reached_at("127.0.0.1") == Settings().reached_at("::1") == []
    assert Settings(mode="productie").reached_at("0.0.0.0") == []


def test_everything_that_is_not_safe_comes_at_once() -> None:
    assert len(wrong({"WBMGP_MODE": "productie"})) == 6


@pytest.mark.parametrize(
    ("name", "value"),
    [("WBMGP_MODE", "test"), ("WBMGP_BODY_BYTES", "veel"), ("WBMGP_BODY_BYTES", "1"), ("WBMGP_BODY_BYTES", "10000001"),
     ("WBMGP_RATE", "-1"), ("WBMGP_BODY_SECONDS", "nan"), ("WBMGP_FOUR_EYES", "misschien"), ("WBMGP_BURST", "0"), ("WBMGP_WORKERS", "0")],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    assert wrong({name: value}) == [name]


@pytest.mark.parametrize("command", [["serve"], ["token", "--role", "balie"]])
def test_the_commands_refuse_with_one_message_and_exit_2(command: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wbmgp_engine", *command], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"WBMGP_MODE": "productie", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "WBMGP_ISSUER: names no OpenID provider over https" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_is_yes_or_no_says_what_to_write() -> None:
    with pytest.raises(BadInput) as caught:
        from_environment({"WBMGP_FOUR_EYES": "soms"})
    assert [finding.fix for finding in caught.value.findings] == ["write true or false"]


def test_a_name_that_was_mistyped_is_told_and_those_of_others_are_not() -> None:
    given = PRODUCTION | {"WBMGP_LETTER": "brieven.yaml", "WBMGP_CACHE": "off", "PATH": "/bin"}
    assert strays(given) == ["WBMGP_LETTER"]
    told = list(said([], from_environment(given), strays(given)))
    assert [line for line in told if "WBMGP_LETTER:" in line and "is not read" in line]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--role", "baas"], "--role: names no role"), (["--role", "balie", "--tenant", "9998"], "--tenant: '9998' is no municipality"),
     (["--role", "balie", "--database", "postgresql://x/y"], "WBMGP_KEYS: is not set")],
)  # fmt: skip
def test_a_token_that_cannot_be_made(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wbmgp_engine", "token", *arguments], cwd=tmp_path, capture_output=True, text=True,
        check=False, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_taken_port_is_told_in_one_message(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "wbmgp_engine", "serve", "--port", port], cwd=tmp_path, capture_output=True,
            text=True, check=False, env={"PATH": "/usr/bin:/bin"},
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--port: {port} at 127.0.0.1 cannot be had" in done.stderr
    assert list(tmp_path.iterdir()) == []
