"""`wbmgp exchange zgw-push` over a real socket: a server that checks who asks, and what a person gets to see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from tests.api.exchange.case_system import CaseSystem
from tests.api.exchange.pushing import LISTS, settings
from wbmgp_api.anchoring.asking import NoAnswer
from wbmgp_api.exchange import zgw_web
from wbmgp_api.exchange.zgw import Package
from wbmgp_api.exchange.zgw_answers import Answer
from wbmgp_api.exchange.zgw_web import Web, client_of
from wbmgp_engine.cli import run
from wbmgp_engine.errors import BadInput

KEY = "een-geheim-van-de-proef-met-genoeg-tekens"


@dataclass
class Server:
    """A system of cases at an address of this machine. `answers` come first, one for each request."""

    system: CaseSystem
    users: set[str] = field(default_factory=set)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    count: int = 0

    def answer(self, token: str, url: str, body: Any) -> tuple[int, dict[str, str], bytes]:
        self.count += 1
        if self.answers:
            return self.answers.pop(0)
        try:
            told = jwt.decode(token.removeprefix("Bearer "), OctKey.import_key(KEY), algorithms=["HS256"]).claims
            assert told["iss"] == told["client_id"] == "wbmgp" and isinstance(told["iat"], int)
            self.users |= {told["user_id"], told["user_representation"]}
            found = self.system(url, body)
        except (JoseError, AssertionError):
            found = Answer(401, {"detail": "JWT klopt niet"})
        return found.status, {}, json.dumps(found.body).encode()


@contextmanager
def serving() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(None)

        def do_POST(self) -> None:
            self._say(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _say(self, body: Any) -> None:
            status, headers, data = server.answer(
                self.headers["Authorization"], f"{server.system.base}{self.path}", body
            )
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(data)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Nothing on the screen of a test."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server = Server(CaseSystem(f"http://localhost:{http.server_port}"))
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()


@dataclass
class Shell:
    """A package and settings at the command line."""

    folder: Path
    server: Server

    def run(self, *more: str, package: str = "zaak.zip") -> int:
        return run(["exchange", "zgw-push", str(self.folder / package), "--to", str(self.folder / "zgw.yaml"), *more])


@pytest.fixture
def shell(made: Package, tmp_path: Path) -> Iterator[Shell]:
    (tmp_path / "zaak.zip").write_bytes(made.zipped())
    secret = tmp_path / "geheim"
    secret.write_text(KEY + "\n")
    secret.chmod(0o600)
    with serving() as server:
        (tmp_path / "zgw.yaml").write_text(settings(server.system.base, f"geheim: {secret}\n{LISTS}"))
        yield Shell(tmp_path, server)


def test_a_package_goes_over_and_a_second_time_nothing_does(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert shell.run("--catalogue", "--by", "m.voorbeeld") == 0
    told = capsys.readouterr()
    (case,) = shell.server.system.of("zaak")
    assert f"zaak: {case['url']}" in told.out and "gepubliceerd" in told.out
    assert shell.server.users == {"m.voorbeeld"}
    posts = len(shell.server.system.posts)
    assert shell.run() == 0
    again = capsys.readouterr()
    assert len(shell.server.system.posts) == posts and "gemaakt" not in again.out
    assert KEY not in told.out + told.err + again.out + again.err


def test_a_folder_is_the_same_as_a_zip(shell: Shell, made: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in made.files.items():
        path = shell.folder / "map" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (shell.folder / "map" / ".verborgen").write_text("van het besturingssysteem")
    (shell.folder / "zgw.yaml").write_text(settings(shell.server.system.base))
    monkeypatch.setenv("WBMGP_ZGW_SECRET", KEY)
    assert shell.run("--catalogue", package="map") == 0
    assert len(shell.server.system.of("zaak")) == 1
    (shell.folder / "map" / "zaken" / "zaak-01.json").unlink()
    (shell.folder / "map" / "zaken" / "zaak-01.json").symlink_to(shell.folder / "geheim")
    assert shell.run(package="map") == 2


def test_a_dry_run_makes_nothing(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert shell.run("--catalogue", "--dry-run") == 0
    assert "te maken" in capsys.readouterr().out
    assert shell.server.system.posts == []


def test_a_package_that_was_touched_sends_nothing(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray((shell.folder / "zaak.zip").read_bytes())
    data[data.index(b"Besluit op de aanvraag")] ^= 1
    (shell.folder / "zaak.zip").write_bytes(data)
    assert shell.run("--catalogue") == 2
    assert "is damaged" in capsys.readouterr().err
    assert shell.server.count == 0


def test_what_differs_is_told_and_ends_with_one(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert shell.run("--catalogue") == 0
    shell.server.system.of("zaak")[0]["omschrijving"] = "Verbeterd"
    assert shell.run() == 1
    told = capsys.readouterr()
    assert "zaken/zaak-01.json.omschrijving: is daar Verbeterd" in told.err and "verschilt" in told.out


def test_who_is_not_known_there_is_told_what_to_look_at(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "geheim").write_text("een-ander-geheim-van-niemand")
    assert shell.run("--catalogue") == 2
    told = capsys.readouterr()
    assert "JWT klopt niet" in told.err and "client en geheim" in told.err
    assert "een-ander-geheim" not in told.err + told.out


@pytest.mark.parametrize("secret", ["te-kort", "met een spatie erin en lang genoeg", "é" * 20, None])
def test_a_secret_that_cannot_be_used_is_refused_and_never_shown(
    shell: Shell, secret: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if secret is None:
        (shell.folder / "geheim").chmod(0o644)
    else:
        (shell.folder / "geheim").write_text(secret)
    assert shell.run() == 2
    told = capsys.readouterr()
    assert str(shell.folder / "geheim") in told.err and (secret or KEY) not in told.err
    assert shell.server.count == 0


def test_without_a_secret_it_is_asked_for(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("WBMGP_ZGW_SECRET", raising=False)
    (shell.folder / "zgw.yaml").write_text(settings(shell.server.system.base))
    assert shell.run() == 2
    assert "WBMGP_ZGW_SECRET" in capsys.readouterr().err


def test_a_case_system_that_breaks_off_is_gone_on_with(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.server.answers = [(200, {}, b'{"results": []}'), (500, {}, b"<html>")]
    assert shell.run("--catalogue") == 1
    assert "niet twee keer gemaakt" in capsys.readouterr().err
    assert shell.run("--catalogue") == 0


@pytest.fixture
def web() -> Web:
    return Web(client_of("wbmgp", KEY, "jansen", "geheim"), lambda: 1_795_000_000.9, lambda seconds: None)


def test_asking_is_tried_again_and_making_is_not(web: Web) -> None:
    with serving() as server:
        server.answers = [(503, {}, b""), (502, {}, b"{}")]
        assert web(f"{server.system.base}/zaken/api/v1/zaken?identificatie=x", None).status == 200
        assert server.count == 3
        server.answers = [(503, {}, b"{}")] * 3
        assert web(f"{server.system.base}/zaken/api/v1/zaken", {}).status == 503
        assert server.count == 4


def test_nobody_is_followed_elsewhere_and_an_answer_has_an_end(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server:
        server.answers = [(302, {"Location": "https://elders.voorbeeld/"}, b"")]
        assert web(f"{server.system.base}/zaken/api/v1/zaken", None) == Answer(302)
        server.answers = [(200, {}, b"[" * 100_000)]
        assert web(f"{server.system.base}/zaken/api/v1/zaken", None) == Answer(200)
        monkeypatch.setattr(zgw_web, "_MOST_BYTES", 10)
        server.answers = [(200, {}, b" " * 11)]
        with pytest.raises(NoAnswer, match=r"more than 10 bytes.*niet twee keer gemaakt"):
            web(f"{server.system.base}/zaken/api/v1/zaken", {})
    with pytest.raises(NoAnswer, match="was not reached"):
        web(f"{server.system.base}/zaken/api/v1/zaken", None)


def test_a_token_says_who_asks_and_when(web: Web) -> None:
    told = jwt.decode(web.client.token(1_795_000_000.9), OctKey.import_key(KEY), algorithms=["HS256"])
    assert told.header == {"alg": "HS256", "typ": "JWT"}
    assert told.claims == {
        "iss": "wbmgp", "iat": 1_795_000_000, "client_id": "wbmgp", "user_id": "jansen", "user_representation": "jansen",
    }  # fmt: skip
    assert KEY not in repr(web)
    with pytest.raises(BadInput, match="geheim: holds no secret of a client"):
        client_of("wbmgp", "kort", "jansen", "geheim")
