"""The edge: every answer has the same headers, every error the same form, and nothing of the input comes back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.service.asking import Asking, application, service
from wbmgp_api.edge.logs import log_to, redacted
from wbmgp_api.edge.rates import Rates
from wbmgp_api.edge.tracing import Trace
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.settings import Settings

HEADERS = {
    "api-version": "0.1.0", "cache-control": "no-store", "x-content-type-options": "nosniff", "x-frame-options": "DENY",
    "referrer-policy": "no-referrer", "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}  # fmt: skip
CANARY = "999990019"


def is_problem(got: Any, status: int) -> None:
    assert got.status_code == status
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["status"] == status
    assert got.json()["title"] and got.json()["detail"]
    for name, value in HEADERS.items():
        assert got.headers[name] == value


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/bestaat-niet", 404), ("GET", "/bestaat-niet", 404), ("GET", "/v1/toetsingen", 405),
        ("POST", "/v1/toetsingen/", 404), ("DELETE", "/v1/toetsingen", 405), ("GET", "/v1/gedragingentoetsen", 405),
        ("POST", "/v1/gedragingentoetsen", 401), ("POST", "/v1/toetsingen", 415),
    ],
)  # fmt: skip
def test_every_refusal_is_a_problem_document(asking: Asking, method: str, path: str, status: int) -> None:
    got = asking.client.request(method, path)
    is_problem(got, status)
    if status == 405:
        assert "POST" in got.headers["allow"]
    if status == 401:
        assert got.headers["www-authenticate"].startswith("Bearer")


def test_a_good_answer_has_the_same_headers(asking: Asking) -> None:
    got = asking.post("/v1/toetsingen?alternatieven=false", application())
    assert got.status_code == 200
    assert {name: got.headers[name] for name in HEADERS} == HEADERS


BAD = [
    b"", b"{", b"null", b"[]", b'"x"', b"1", b"NaN", b'{"a": NaN}', b'{"a": 1e400}', b'{"a": 1.0}', b'{"a": 1, "a": 2}',
    b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b'{"a": "\xed\xa0\x80"}', rb'{"kenmerk": "\ud800"}', rb'{"kenmerk": "a\u0000b"}',
    b"[" * 2_000, b'{"a":' * 100 + b"1" + b"}" * 100, b'{"a": ' + b"9" * 5_000 + b"}", b'{"' + b"9" * 100 + b'": 1}',
    '{"kenmerk": "e\u0301"}'.encode(), b'{"kenmerk": Infinity}', b'{"gemeente": true}', b'{"huishouden": {}}',
]  # fmt: skip


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_is_no_strict_json_is_bad_input(asking: Asking, body: bytes) -> None:
    got = asking.client.post("/v1/toetsingen", content=body, headers={"content-type": "application/json"})
    is_problem(got, 400)
    assert got.json()["errors"]


def test_all_findings_come_at_once(asking: Asking) -> None:
    got = asking.post("/v1/toetsingen", application(gemeente="x", aanvraagdatum="31-1-2020", aanvraagsoort="ruil"))
    is_problem(got, 400)
    assert {error["plaats"] for error in got.json()["errors"]} == {"gemeente", "aanvraagdatum", "aanvraagsoort"}


@pytest.mark.parametrize(
    "change",
    [
        {"gemeente": CANARY}, {"kenmerk": [CANARY]}, {"aanvraagdatum": CANARY}, {CANARY: 1}, {f"bsn {CANARY}": 1},
        {"huishouden": [{"id": "p", "rol": CANARY}]}, {"huishouden": [{"id": "p", "rol": "aanvrager", CANARY: CANARY}]},
        {"nietVerstrekt": [CANARY]}, {"woonruimte": {"gebied": "X" + CANARY}}, {"uitzondering15": int(CANARY)},
        {"huishouden": [{"id": f"p{CANARY}", "rol": "aanvrager"}, {"id": f"p{CANARY}", "rol": "kind"}]},
    ],
)  # fmt: skip
def test_no_error_repeats_what_was_sent(asking: Asking, change: dict[str, Any]) -> None:
    got = asking.post("/v1/toetsingen", application(**change))
    is_problem(got, 400)
    assert CANARY not in got.text
    assert CANARY not in json.dumps(asking.lines, default=str)


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [("text/plain", None), ("application/xml", None), ("application/json; charset=latin-1", None),
     ("application/jsonx", None), ("application/json", "gzip")],
)  # fmt: skip
def test_another_media_type_is_415(asking: Asking, kind: str, encoding: str | None) -> None:
    headers = {"content-type": kind} | ({"content-encoding": encoding} if encoding else {})
    is_problem(asking.client.post("/v1/toetsingen", content=b"{}", headers=headers), 415)


@pytest.mark.parametrize(
    "query", ["x=1", "spoor=ja", "spoor=true&spoor=true", "peildatum=2020-02-30", "peildatum=", "Spoor=true"]
)
def test_a_parameter_that_is_wrong_or_unknown_is_refused(asking: Asking, query: str) -> None:
    is_problem(asking.post(f"/v1/toetsingen?{query}", application()), 400)


def test_too_much_is_413_also_in_chunks(issuer: LocalIssuer) -> None:
    with service(issuer, Settings(body_bytes=1_000)) as small:
        is_problem(small.post("/v1/toetsingen", application(kenmerk="x" * 1_000)), 413)
        chunks = (b" " * 400 for _ in range(10))
        got = small.client.post("/v1/toetsingen", content=chunks, headers={"content-type": "application/json"})
        is_problem(got, 413)
        is_problem(small.client.post("/v1/toetsingen", headers={"content-length": "-1"}), 400)


def test_who_asks_too_often_waits(issuer: LocalIssuer) -> None:
    with service(issuer, Settings(rate=1, burst=2)) as limited:
        statuses = [limited.client.get("/gezondheid").status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        got = limited.client.get("/gezondheid")
        is_problem(got, 429)
        assert int(got.headers["retry-after"]) >= 1


def test_buckets_fill_by_themselves_and_each_caller_has_one() -> None:
    moment = [0.0]
    rates = Rates(2, 2, lambda: moment[0], most=2)
    assert [rates.wait("a") for _ in range(3)] == [0, 0, 1]
    assert rates.wait("b") == 0
    moment[0] = 0.5
    assert [rates.wait("a"), rates.wait("a")] == [0, 1]
    assert [rates.wait("c"), rates.wait("d")] == [0, 0]
    assert Rates(0, 1, lambda: 0).wait("a") == 0


def test_a_foreign_host_is_refused(issuer: LocalIssuer) -> None:
    with service(issuer, Settings(hosts=("wbmgp.voorbeeld",))) as named:
        is_problem(named.client.get("/gezondheid"), 400)
        assert named.client.get("/gezondheid", headers={"host": "wbmgp.voorbeeld:8000"}).status_code == 200


def test_other_origins_are_let_in_by_name_only(issuer: LocalIssuer) -> None:
    asked = {"origin": "https://desk.voorbeeld"}
    with service(issuer, Settings(origins=("https://desk.voorbeeld",))) as open_:
        unknown = open_.client.get("/v1/bestaat-niet", headers=asked)
        checked = open_.client.post("/v1/toetsingen?alternatieven=false", json=application(), headers=asked)
        asking_first = {**asked, "access-control-request-method": "POST"}
        before = open_.client.options("/v1/toetsingen", headers=asking_first)
        for got in (unknown, checked, before):
            assert got.headers["access-control-allow-origin"] == "https://desk.voorbeeld"
    with service(issuer, Settings()) as closed:
        assert "access-control-allow-origin" not in closed.client.get("/v1/bestaat-niet", headers=asked).headers
        assert closed.client.get("/v1/openapi.json").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["toetsingen", "aanwijzingstoetsingen", "adrescontroles", "gedragingentoetsen"])
def test_a_check_that_is_called_straight_is_as_strict_as_any_other_route(asking: Asking, path: str) -> None:
    is_problem(asking.client.post(f"/v1/{path}?peildatun=2019-01-01", json={}), 400)
    is_problem(asking.client.post(f"/v1/{path}?peildatum=2019-01-01&peildatum=2019-01-02", json={}), 400)
    refused = asking.client.get(f"/v1/{path}")
    is_problem(refused, 405)
    assert refused.headers["allow"] == "POST"
    is_problem(asking.client.post(f"/v1/{path}/", json={}), 404)


@pytest.mark.parametrize(("first", "then", "status"), [("*/*", "text/html", 200), ("text/html", "*/*", 406)])
def test_of_a_header_that_may_be_sent_twice_the_first_counts(
    asking: Asking, first: str, then: str, status: int
) -> None:
    got = asking.client.get("/gezondheid", headers=[("Accept", first), ("Accept", then)])
    assert got.status_code == status


def test_the_headers_of_every_answer_stand_there_once_and_an_own_one_wins(asking: Asking) -> None:
    parent = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"
    got = asking.client.post("/v1/toetsingen?alternatieven=false", json=application(), headers={"traceparent": parent})
    names = [name for name, _ in got.headers.multi_items()]
    assert len(names) == len(set(names))
    assert got.headers["traceparent"].startswith("00-" + "ab" * 16)
    assert (got.headers["x-frame-options"], got.headers["cache-control"]) == ("DENY", "no-store")


def test_a_mistake_of_ours_says_nothing_to_the_caller(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError(f"secret {CANARY}")

    monkeypatch.setattr("wbmgp_api.v1.checks.assess", broken)
    got = asking.post("/v1/toetsingen?alternatieven=false", application())
    is_problem(got, 500)
    assert CANARY not in got.text
    assert [line["soort"] for line in asking.lines if line["event"] == "fout"] == ["RuntimeError"]


def test_the_trace_is_passed_on() -> None:
    parent = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"
    found = Trace.of(parent)
    assert (found.trace_id, found.parent, found.flags) == ("ab" * 16, "cd" * 8, "01")
    assert found.text.startswith("00-" + "ab" * 16) and found.span_id not in parent
    for bad in (
        None,
        "",
        "x",
        parent.upper(),
        "00-" + "0" * 32 + "-" + "cd" * 8 + "-01",
        "ff" + parent[2:],
        parent[:-1],
        parent + "-more",
    ):
        assert Trace.of(bad).parent is None
    assert Trace.of("01" + parent[2:] + "-more").parent == "cd" * 8  # a later version may tell more


def test_the_log_tells_routes_and_roles_never_paths_or_people(asking: Asking) -> None:
    asking.client.get(f"/v1/{CANARY}")
    asking.post("/v1/toetsingen?alternatieven=false", application(kenmerk=f"zaak {CANARY}"), Role.DESK)
    assert [(line["route"], line["status"], line["rol"]) for line in asking.lines] == [
        ("-", 404, "-"), ("/toetsingen", 200, "balie"),
    ]  # fmt: skip
    assert CANARY not in json.dumps(asking.lines, default=str)


def test_log_lines_keep_to_the_list_and_strike_out_secrets(tmp_path: Any) -> None:
    path = tmp_path / "log"
    with path.open("w") as stream:
        log = log_to(stream)
        try:
            raise ValueError(CANARY)
        except ValueError as problem:
            log.info("fout", soort="ValueError", exc_info=problem, naam="Jansen", reden=f"bsn {CANARY} van a@b.nl")
    line = json.loads(path.read_text())
    assert set(line) == {"event", "soort", "reden", "exception", "level", "timestamp"}
    assert line["reden"] == "bsn [geschrapt] van [geschrapt]"
    assert CANARY not in path.read_text()
    assert "test_edge" in line["exception"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("999990019", "[geschrapt]"), ("123456789", "123456789"), ("99999001", "99999001"), ("2024-01-01", "2024-01-01"),
     ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "[geschrapt]"), ("12999990019", "12999990019")],
)  # fmt: skip
def test_what_is_struck_out(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("path", "status"),
    [("/v1/aanwijzingen", 401), ("/v1/bestaat-niet", 404), ("/gezondheid", 200), ("/v1/toetsingen", 500)],
)
def test_one_trace_goes_through_the_answer_and_every_line(
    asking: Asking, path: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("wbmgp_api.v1.checks.assess", broken)
    trace, span = "ab" * 16, "cd" * 8
    sent = {"traceparent": f"00-{trace}-{span}-01", "tracestate": CANARY, "authorization": "Bearer x.y.z"}
    method = "POST" if status == 500 else "GET"
    if status == 500:
        sent.pop("authorization")
    got = asking.client.request(
        method, f"{path}?alternatieven=false" if status == 500 else path, headers=sent,
        json=application() if status == 500 else None,
    )  # fmt: skip
    assert got.status_code == status
    version, trace_id, span_id, flags = got.headers["traceparent"].split("-")
    assert (version, trace_id, flags) == ("00", trace, "01") and span_id != span
    assert asking.lines and {line["trace_id"] for line in asking.lines} == {trace}
    assert CANARY not in json.dumps(asking.lines, default=str)
