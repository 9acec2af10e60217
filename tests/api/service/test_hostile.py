"""Hostile input at every operation: each is a 4xx problem document that repeats nothing, and changes nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

import pytest

from tests.api.cases.conftest import _desk
from tests.api.cases.working import DESK, REVIEWER, Desk, asked
from tests.api.service.asking import Asking, service
from tests.api.service.documents import query_of
from tests.api.service.roles import ROLES
from tests.api.service.test_edge import is_problem
from tests.api.service.test_matrix import Operation, described
from tests.api.service.town import Town, town_on
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import open_store

CANARY: Final = "999990019"
_DEEP: Final = 40
BODIES: Final[tuple[bytes, ...]] = (
    b"", b"null", b"[]", b"1", f'"{CANARY}"'.encode(), b"{", b"NaN", f'{{"{CANARY}": NaN}}'.encode(), b'{"a": -Infinity}',
    b'{"a": 1e999}', b'{"a": 1, "a": 2}', f'{{"{CANARY}": 1}}'.encode(), b"\xef\xbb\xbf{}", "{}".encode("utf-16"),
    b'{"a": "\xff"}', rb'{"toelichting": "\ud800"}', rb'{"toelichting": "\u0000"}', b'{"a": "\x00"}', b'{"\\ud800": 1}',
    b"[" * 100_000, b'{"a":' * _DEEP + b"1" + b"}" * _DEEP, b'{"a": ' + b"9" * 5_000 + b"}",
    b'{"a": 9007199254740993}', f'{{"toelichting": ["{CANARY}"]}}'.encode(), f'{{"toelichting": {CANARY}}}'.encode(),
    f'{{"toelichting": "{CANARY}", "onbekend": "{CANARY}"}}'.encode(), b"{}\n{}", b"// x\n{}", b"{'a': 1}",
)  # fmt: skip
KINDS: Final = (
    "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
    "application/json; charset=utf-16", "application/json;charset=utf-8;x=y", "application/jsonp", f"a/{CANARY}",
    "application/json, text/plain", "application/merge-patch+json",
)  # fmt: skip
SEGMENTS: Final = (
    "%2e%2e", "..", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%00", "%0d%0aSet-Cookie:x", "%c0%ae", "%ed%a0%80", "%ff", "a" * 70_000,
    f"{CANARY}", "'%20OR%201=1", "%25%32%65", "*", "%E2%80%AE", ";a=b", "\\..\\", "0" * 31, "0" * 33, "G" * 32, "%30" * 32,
)  # fmt: skip


@pytest.fixture(scope="module")
def town(issuer: LocalIssuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One for all of them: what is refused changes nothing."""
    folder = tmp_path_factory.mktemp("zaken")
    for desk in _desk(issuer, open_store(f"sqlite:///{folder}/zaken.db"), Settings(open_checks=False)):
        yield town_on(desk)


def nothing_said(got: Any, desk: Desk | None = None) -> None:
    """What was sent comes back nowhere, and stands in no line of the log."""
    assert CANARY not in got.text + str(got.headers)
    if desk is not None:
        assert CANARY not in json.dumps(desk.asking.lines, default=str)


def with_a_document(town: Town) -> list[Operation]:
    """Operations that read JSON."""
    kinds = ("requestBody", "content", "application/json")
    found = []
    for one in described(town.desk.asking):
        place: Any = one.described
        for name in kinds:
            place = place.get(name, {})
        if place:
            found.append(one)
    return found


def sent(town: Town, operation: Operation, content: bytes, kind: str) -> Any:
    """The answer to bytes, in a role that may, about an object that is there in the version that it has."""
    role = min(ROLES[operation.name] or {DESK})
    ids = tuple(town.own[one] for one in operation.kinds)
    headers = {"content-type": kind, "Idempotency-Key": "hostile-1", **town.desk.asking.as_(role)}
    if ids:
        headers["If-Match"] = f'"{town.desk.versions.get(ids[0], 1)}"'
    address, query = f"/v1{operation.at(ids)}", query_of(operation.name)
    return town.desk.asking.client.request(operation.method, address, params=query, content=content, headers=headers)


def test_no_bytes_pass_for_a_document(town: Town) -> None:
    before, tried = town.tables(), 0
    for operation in with_a_document(town):
        for body in BODIES:
            got = sent(town, operation, body, "application/json")
            assert got.status_code == 400, (operation.name, body[:60], got.text)
            is_problem(got, 400)
            nothing_said(got)
            tried += 1
    assert town.tables() == before
    assert tried >= 20 * len(BODIES)
    assert CANARY not in json.dumps(town.desk.asking.lines, default=str)


def test_no_other_kind_of_content_is_read(town: Town) -> None:
    before = town.tables()
    for operation in with_a_document(town):
        for kind in KINDS:
            got = sent(town, operation, b"{}", kind)
            assert got.status_code == 415, (operation.name, kind, got.text)
            nothing_said(got)
    assert town.tables() == before


@pytest.mark.parametrize("segment", SEGMENTS, ids=range(len(SEGMENTS)))
def test_an_address_that_names_nothing_is_404_at_every_place(town: Town, segment: str) -> None:
    """Sent as bytes: a client would tidy them up."""
    before = town.tables()
    for operation in described(town.desk.asking):
        if operation.kinds:
            # An unusual way to write a name is the name: `%30` is 0.
            role = min(ROLES[operation.name] or {DESK})
            path = f"/v1{operation.at((segment,) * len(operation.kinds))}"
            status, headers, body = raw(town.desk.asking, operation.method, path, town.desk.asking.as_(role))
            assert status in (400, 404, 405, 412, 415, 428), (operation.name, status, body)
            assert headers["content-type"] == "application/problem+json"
            assert CANARY not in body
    assert town.tables() == before
    assert CANARY not in json.dumps(town.desk.asking.lines, default=str)


@pytest.mark.parametrize(
    "path",
    ["//v1/aanvragen", "/v1//aanvragen", "/V1/aanvragen", "/v1/aanvragen/", "/v1/aanvragen;x", "/v1/../v1/aanvragen", "/v2/aanvragen",
     "/v1/%61anvragen/", "/v1/aanvragen%2f", "/v1%2faanvragen%2f", "/v1/aanvragen%00", "/.git/config", "/v1/.env", "http://kwaad/v1", "*", ""],
)  # fmt: skip
def test_no_other_address_leads_anywhere(town: Town, path: str) -> None:
    status, headers, _ = raw(town.desk.asking, "GET", path, town.desk.asking.as_(*Role))
    assert (status, headers["content-type"]) == (404, "application/problem+json")


def raw(asking: Asking, method: str, path: str, headers: Any, *chunks: bytes) -> tuple[int, dict[str, str], str]:
    """The answer of the application to a request as a server hands it on, without a client that puts it right."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote(path), "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "headers": [(name.lower().encode(), value.encode()) for name, value in dict(headers).items()],
        "server": ("testserver", 80), "state": {},
    }  # fmt: skip
    left, said = list(chunks), []

    async def receive() -> dict[str, Any]:
        part = left.pop(0) if left else b""
        if part == b"...":
            await asyncio.sleep(5)
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    async def send(message: Any) -> None:
        said.append(message)

    asyncio.run(asking.client.app(scope, receive, send))  # type: ignore[arg-type]
    got = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], got, b"".join(one.get("body", b"") for one in said[1:]).decode()


def test_a_body_that_drips_is_408(issuer: LocalIssuer) -> None:
    with service(issuer, Settings(body_seconds=0.05)) as slow:
        kind = {"content-type": "application/json"}
        status, headers, body = raw(slow, "POST", "/v1/toetsingen", kind, b"{", b"...", b"}")
    assert (status, headers["content-type"]) == (408, "application/problem+json")
    assert "één keer" in body


TAGS: Final = (
    '"{0}", "{1}"', 'W/"{0}"', "*", "{0}", "'{0}'", '"0{0}"', '"+{0}"', '"{0}.0"', '""', '"-1"', '"{0}\t"', '"{0}"x', '"' + "9" * 5_000 + '"',
    f'"{CANARY}"', '"{1}"', "",
)  # fmt: skip


@pytest.mark.parametrize("form", TAGS, ids=range(len(TAGS)))
def test_only_the_version_itself_is_a_version(town: Town, form: str) -> None:
    """One strong tag (RFC 9110, 13.1.1): no list, no weak one, no star."""
    case = town.own["tweede zaak"]
    version, before = town.desk.versions[case], town.tables()
    tag = form.replace("{0}", str(version)).replace("{1}", str(version + 1))
    got = town.desk.ask("POST", f"/aanvragen/{case}/_verklaar-volledig", DESK, {}, headers={"If-Match": tag})
    is_problem(got, 412)
    nothing_said(got, town.desk)
    # A version that could be one is held against the case, and the processing log says that this came to nothing.
    assert {name for name, rows in town.tables().items() if rows != before[name]} <= {"verwerkingslog"}


@pytest.mark.parametrize("name", ["Authorization", "If-Match", "Idempotency-Key", "Content-Type", "Content-Crs"])
def test_a_header_that_says_two_things_is_refused(town: Town, name: str) -> None:
    desk, case = town.desk, town.own["tweede zaak"]
    headers = {**desk.asking.as_(DESK), "If-Match": f'"{desk.versions[case]}"', "Content-Type": "application/json"}
    twice = [*headers.items(), (name, headers.get(name, "x")), *([] if name in headers else [(name, "y")])]
    before = town.tables()
    got = desk.asking.client.post(f"/v1/aanvragen/{case}/_verklaar-volledig", content=b"{}", headers=twice)
    is_problem(got, 400)
    assert town.tables() == before


def test_headers_have_an_end(town: Town) -> None:
    who = town.desk.asking.as_(DESK)
    for headers in ({"X-Lang": "x" * 40_000}, {f"X-{n}": CANARY for n in range(3_000)}, {"Accept": "x" * 40_000}):
        got = town.desk.asking.client.get("/v1/aanvragen", headers={**who, **headers})
        is_problem(got, 431)
        nothing_said(got, town.desk)
    long = town.desk.asking.client.get("/v1/aanvragen", headers={"Authorization": "Bearer " + "x" * 20_000})
    assert long.status_code == 401


def test_a_key_that_was_used_for_something_else_is_422_and_says_nothing_of_it(town: Town) -> None:
    desk, key = town.desk, {"Idempotency-Key": "dezelfde-sleutel"}
    first = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked(kenmerk="eerste")}, headers=key)
    before = town.tables()
    other = desk.ask("POST", "/aanvragen", DESK, {"aanvraag": asked(kenmerk="tweede")}, headers=key)
    is_problem(other, 422)
    assert "eerste" not in other.text and first.json()["id"] not in other.text
    assert town.tables() == before
    mine = {"aanvraag": asked(kenmerk="eerste", gemeente="GM0599")}
    foreign = desk.ask("POST", "/aanvragen", DESK, mine, headers=key, tenant="GM0599")
    assert foreign.status_code == 201 and foreign.json()["id"] != first.json()["id"]
    for bad in ("kort", "x" * 129, "met een spatie", "\u00e9" * 8, CANARY + "\t"):
        who = [(name.encode(), value.encode()) for name, value in desk.asking.as_(DESK).items()]
        named = [*who, (b"idempotency-key", bad.encode())]
        got = desk.asking.client.post("/v1/aanvragen", json=mine, headers=named)
        is_problem(got, 400)
        nothing_said(got, desk)


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=1.0", "page=1e3", "page=NaN", "page=%EF%BC%91", "page=1%20", "page=9999999999", "page=1000001", "page=",
     "pageSize=0", "pageSize=101", "pageSize=true", "page=1&page=2", "cursor=eyJpZCI6MX0", "status=weg", "status=", "behandelaar=ander",
     f"behandelaar={CANARY}", "termijnVoor=morgen", "termijnVoor=2026-02-30", f"{CANARY}=1", "Page=1", "status[]=intake", "%00=1", "page=%00"],
)  # fmt: skip
def test_a_forged_page_or_filter_is_refused(town: Town, query: str) -> None:
    got = town.desk.ask("GET", f"/aanvragen?{query}", REVIEWER)
    is_problem(got, 400)
    nothing_said(got, town.desk)


def test_a_page_beyond_the_last_is_empty_and_leads_back(town: Town) -> None:
    got = town.desk.ask("GET", "/aanvragen?page=1000000&pageSize=100", REVIEWER)
    assert got.json()["zaken"] == [] and 'rel="first"' in got.headers["link"]


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "OPTIONS", "PATCH", "HEAD", "GEK", "get"])
def test_another_method_is_405(town: Town, method: str) -> None:
    status, headers, _ = raw(town.desk.asking, method, "/v1/aanvragen", town.desk.asking.as_(*Role))
    assert (status, headers["content-type"]) == (405, "application/problem+json")
    assert {"GET", "POST"} & set(headers["allow"].split(", "))


@pytest.mark.parametrize(
    ("accept", "status"),
    [("text/html", 406), ("application/xml;q=0.9, text/*", 406), ("application/json;q=0", 406), ("*/*;q=0", 406), (f"a/{CANARY}", 406),
     ("*/*", 200), ("text/html,*/*;q=0.1", 200), ("application/*", 200), ("Application/JSON; charset=utf-8", 200), ("", 200),
     ("application/problem+json, application/json", 200)],
)  # fmt: skip
def test_another_format_of_the_answer_is_406(town: Town, accept: str, status: int) -> None:
    got = town.desk.ask("GET", "/aanvragen", DESK, headers={"Accept": accept})
    assert got.status_code == status
    if status == 406:
        is_problem(got, 406)
        nothing_said(got, town.desk)


def test_a_table_may_be_asked_as_a_table(town: Town) -> None:
    for accept, status in (("text/csv", 200), ("*/*", 200), ("image/png", 406)):
        got = town.desk.ask("GET", "/toetsingen/_sjabloon", DESK, headers={"Accept": accept})
        assert got.status_code == status
