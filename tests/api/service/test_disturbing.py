"""Whoever wants to disturb others: floods under made-up names, going away halfway, content that says it is something else."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import pytest

from tests.api.service.asking import TENANT, Asking, application, service
from tests.api.service.documents import rule_book_zip
from tests.api.service.test_edge import is_problem
from wbmgp_api.edge.rates import Rates
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.settings import Settings
from wbmgp_api.sheets.reading import CSV

PLACE: Final = {"gemeente": TENANT, "datum": "2026-11-01", "woonruimte": {"gebied": "tarwewijk"}}
LIMITED: Final = Settings(rate=1, burst=3)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets that do not fill meanwhile."""
    monkeypatch.setattr("wbmgp_api.service.Rates", lambda rate, burst, clock: Rates(rate, burst, lambda: 0.0))


@pytest.mark.parametrize("path", ["/gezondheid", "/gereed", "/v1/openapi.json", "/v1/gebieden", "/v1/bestaat-niet"])
@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "Basic ", ""])
def test_a_made_up_word_opens_no_bucket_of_its_own(issuer: LocalIssuer, path: str, scheme: str) -> None:
    with service(issuer, LIMITED) as asked:
        sent = [asked.client.get(path, headers={"Authorization": f"{scheme}x{number}"}) for number in range(6)]
        assert [got.status_code == 429 for got in sent] == [False] * 3 + [True] * 3
        assert (
            asked.client.post("/v1/adrescontroles", json=PLACE, headers={"Authorization": "Bearer y"}).status_code
            == 429
        )


def test_a_caller_has_one_bucket_for_all_tokens_and_keeps_it_while_others_flood(issuer: LocalIssuer) -> None:
    with service(issuer, LIMITED) as asked:
        for _ in range(9):
            asked.client.get("/gezondheid")
        tokens = [asked.as_(Role.DESK) for _ in range(5)]
        assert len({one["Authorization"] for one in tokens}) == 5
        statuses = [asked.client.get("/v1/gebieden", headers=one).status_code for one in tokens]
        assert [status == 429 for status in statuses] == [False] * 3 + [True] * 2
        other = asked.client.get("/v1/gebieden", headers=asked.as_(Role.DESK, subject="pietersen"))
        assert other.status_code != 429


def test_a_token_is_checked_once_for_each_request(issuer: LocalIssuer, monkeypatch: pytest.MonkeyPatch) -> None:
    with service(issuer, LIMITED) as asked:
        tokens = asked.client.app.state.service.tokens  # type: ignore[attr-defined]
        seen, real = [], tokens.principal

        def noted(token: str) -> Principal:
            seen.append(token)
            return real(token)  # type: ignore[no-any-return]

        monkeypatch.setattr(tokens, "principal", noted)
        assert asked.post("/v1/toetsingen", application(), Role.DESK).status_code == 200
        assert asked.client.get("/v1/gebieden", headers={"Authorization": "Bearer kwaad"}).status_code == 401
        assert len(seen) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "een-naam", False),
    ],
)
def test_of_ipv6_a_network_is_one_caller(issuer: LocalIssuer, one: str, other: str, same: bool) -> None:
    with service(issuer, Settings(rate=1, burst=1)) as asked:
        statuses = [status_from(asked, address) for address in (one, other)]
    assert statuses == [200, 429 if same else 200]


def scope_of(method: str, path: str, address: str = "127.0.0.1") -> dict[str, Any]:
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": (address, 1), "server": ("t", 80),
        "headers": [(b"content-type", b"application/json")], "state": {},
    }  # fmt: skip


def status_from(asked: Asking, address: str) -> int:
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(asked.client.app(scope_of("GET", "/gezondheid", address), receive, send))  # type: ignore[arg-type]
    return int(said[0]["status"])


@pytest.mark.parametrize("path", ["/v1/adrescontroles", "/v1/toetsingen"])
def test_who_goes_away_halfway_is_no_mistake_of_ours(asking: Asking, path: str) -> None:
    parts = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return parts.pop(0)

    asyncio.run(asking.client.app(scope_of("POST", path), receive, send))  # type: ignore[arg-type]
    assert [line["event"] for line in asking.lines] == ["verzoek"]
    assert said == []


@pytest.mark.parametrize("headers", [{"Content-Type": f"{CSV}; charset=utf-16"}, {"Content-Type": f"{CSV}; charset=iso-8859-1"},
                                     {"Content-Type": CSV, "Content-Encoding": "gzip"}])  # fmt: skip
def test_a_table_that_says_it_is_written_otherwise_is_not_read(asking: Asking, headers: dict[str, str]) -> None:
    is_problem(asking.client.post("/v1/toetsingen/_upload", content=b"kenmerk\na\n", headers=headers), 415)


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {"Content-Type": "application/zip; charset=utf-16"}])
def test_a_rule_book_that_says_it_is_packed_twice_is_not_read(asking: Asking, headers: dict[str, str]) -> None:
    who = {"Content-Type": "application/zip", **asking.as_(Role.RULES), **headers}
    got = asking.client.post("/v1/regelboeken/_toets", content=rule_book_zip(), headers=who)
    assert got.status_code in (415, 503)
