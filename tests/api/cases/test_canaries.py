"""Test numbers put through every operation and every way to fail: none in a log, an error, a column, a file or a bundle."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5, sha1, sha256
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest

from tests.api.areas.drawn import area
from tests.api.cases.test_guards import store_of
from tests.api.cases.test_numbers import ONE, THREE, TWO, numbered
from tests.api.cases.working import DESK, LAWYER, MAYOR, REVIEWER, Desk, asked
from tests.api.service.asking import TENANT
from tests.api.store.samples import MASTER
from wbmgp_api.edge.logs import log_to
from wbmgp_api.identity.principal import Role
from wbmgp_api.store import checkpoints, reading
from wbmgp_api.store.export import bundle_of
from wbmgp_api.store.key_files import LogKey
from wbmgp_engine.trail.ed25519 import signer

CANARIES: Final = (ONE, TWO, THREE)
WHO: Final = (DESK, REVIEWER, MAYOR, LAWYER, Role.RULES, Role.LANDLORD)


def disguises(number: str) -> Iterator[bytes]:
    """A number as itself, in other alphabets, and under hashes that anybody could compute."""
    plain = number.encode()
    yield from (plain, plain[::-1], plain.hex().encode(), number.encode("utf-16-le"))
    yield from (" ".join(number).encode(), f"{number[:3]}.{number[3:6]}.{number[6:]}".encode())
    # At each of three places in a longer text, the signs that depend on nothing beside it.
    yield from (base64.b64encode(b"x" * skip + plain)[(8 * skip + 5) // 6 : 8 * (skip + 9) // 6] for skip in range(3))
    for hashed in (md5, sha1, sha256):
        yield from (hashed(plain).digest(), hashed(plain).hexdigest().encode())


def seen_in(data: bytes) -> list[tuple[str, bytes]]:
    return [(number, form) for number in CANARIES for form in disguises(number) if form in data]


def everywhere(desk: Desk, case: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation with numbers in its path, its parameters, its headers and its body."""
    paths = desk.asking.client.get("/v1/openapi.json").json()["paths"]
    for path, item in paths.items():
        for method, operation in item.items():
            named = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
            own, foreign = (
                re.sub(r"\{.*?\}", TWO, "/v1" + re.sub(r"\{.*?\}", id, path, count=1)) for id in (case, ONE)
            )
            yield from ((method, own, sent) for sent in _sent())
            for at, query in ((own, dict.fromkeys(named, TWO)), (own, {THREE: "x"}), (foreign, {})):
                yield method, at, {"params": query, **_sent()[0]}


def _sent() -> list[dict[str, Any]]:
    told = {"Content-Type": "application/json"}
    bodies: list[Any] = [
        {}, ONE, int(TWO), [THREE], {ONE: TWO}, {"bsn": "999993654"}, {"bsn": int(ONE)}, {"kenmerk": {"x": ONE}},
        {"aanvraag": asked(kenmerk=[ONE]) | {THREE: 1}}, {"toelichting": [ONE], "gronden": int(TWO)},
        {"aanvraag": asked() | {"gemeente": ONE}, **numbered(("p1", ONE), ("p1", TWO), (f"x {THREE}", "12"))},
    ]  # fmt: skip
    raw = [f'{{"a": {ONE}', f'{{"{ONE}": 1, "{ONE}": 2}}', f"[{ONE}.5]", f"\ufeff{ONE}", f'"\\ud800{ONE}"']
    return [
        *({"content": json.dumps(one), "headers": told} for one in bodies),
        *({"content": one.encode(), "headers": told} for one in raw),
        {"content": "{}", "headers": told | {"Idempotency-Key": ONE, "If-Match": f'"{TWO}"', "Accept": f"x/{THREE}"}},
        {"content": ONE, "headers": {"Content-Type": f"text/{TWO}", "Content-Encoding": THREE}},
    ]


def lived(desk: Desk) -> str:
    """A case with numbers wherever a person may write, from intake to appeal; its id.

    The third is nobody's in it: the number of somebody in a case is refused as its reference and as an id.
    """
    given = asked(kenmerk=f"zaak {THREE}")
    given["huishouden"][0]["id"] = f"p{THREE}"
    words = {"toelichting": f"BSN {THREE}"}
    case = desk.take_in(given, also=numbered((f"p{THREE}", ONE)), key=f"sleutel-{ONE}")
    for at, role, body in (
        ("_neem-in-behandeling", DESK, words), ("_verklaar-volledig", DESK, words),
        ("bewijsstukken", DESK, {"stuk": "loonstroken", "persoon": f"p{THREE}", "herkomst": "derde", **words}),
        ("_vraag-onderzoek", REVIEWER, words),
        ("_meld-onderzoek", MAYOR, {"onderzoek": {"instrument": "politiegegevens", "woonverklaring": "verlenen"}}),
        ("toetsingen", REVIEWER, None),
        ("besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt", "motivering": ONE, "hardheid": TWO}),
    ):  # fmt: skip
        desk.well(case, at, role, body)
    desk.well(case, "", DESK, {"aanvraag": given, **words, **numbered((f"p{THREE}", TWO))}, method="PUT")
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt", "motivering": ONE})
    desk.well(case, "_stel-vast", REVIEWER, words, subject="tweede")
    desk.well(case, "_verzend", DESK, words)
    desk.well(case, "bezwaren", DESK, {"gronden": f"Van {THREE}."})
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_zie-af-van-horen", LAWYER, {"grond": "antwoordt_niet", **words})
    desk.well(case, "_beslis-op-bezwaar", LAWYER, {"oordeel": "ongegrond", "motivering": f"Over {ONE}."})
    for number in CANARIES:
        desk.ask("POST", "/aanvragen/_zoek", DESK, {"bsn": number})
        desk.ask("POST", "/gebieden", Role.RULES, area(naam=f"Wijk {number}", id=f"wijk-{number}"))
    return case


def logged(desk: Desk) -> bytes:
    """The lines of the service, those of crashes too, as its log writes them."""
    stream = StringIO()
    log = log_to(stream)
    for line in desk.asking.lines:
        log.info(**line)
    return stream.getvalue().encode() + repr([one for one in desk.asking.lines if "exc_info" not in one]).encode()


def columns(desk: Desk) -> bytes:
    """Every value of every table, as bytes."""
    from wbmgp_api.store.tables import metadata

    def job(connection: Any) -> bytes:
        found = []
        for name in metadata.tables:
            for row in connection.exec_driver_sql(f"SELECT * FROM {name}"):
                found += [bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row]
        return b"\n".join(found)

    return store_of(desk).read(TENANT, job)


def test_a_disguise_is_recognised() -> None:
    for form in disguises(ONE):
        assert len(form) >= 9
        assert seen_in(b"voor" + form + b"na") == [(ONE, form)]


@pytest.mark.parametrize("role", WHO)
def test_no_error_and_no_line_of_the_log_repeats_a_number(desk: Desk, role: Role) -> None:
    case = desk.take_in(also=numbered(("p1", ONE)))
    who = desk.asking.as_(role)
    failed = 0
    for method, at, sent in everywhere(desk, case):
        headers = {**who, **sent.pop("headers")}
        got = desk.asking.client.request(method, at, headers=headers, **sent)
        assert got.status_code < 500, (method, at, sent)
        if got.status_code >= 400:
            failed += 1
            assert seen_in(got.content) == [], (method, at, sent)
        assert seen_in(repr(got.headers).encode()) == [], (method, at, sent)
    assert failed > 500
    assert seen_in(logged(desk)) == []


def test_no_token_with_a_number_is_repeated(desk: Desk) -> None:
    for header in (f"Bearer {ONE}", f"Basic {TWO}", THREE, f"Bearer eyJ{ONE}.eyJ{TWO}.{THREE}"):
        got = desk.asking.client.get("/v1/aanvragen", headers={"Authorization": header})
        assert (got.status_code, seen_in(got.content + repr(got.headers).encode())) == (401, [])
    assert seen_in(logged(desk)) == []


def test_no_column_holds_a_number(either: Desk) -> None:
    lived(either)
    assert seen_in(columns(either)) == []
    assert seen_in(logged(either)) == []


def test_no_byte_of_the_files_holds_a_number(desk: Desk, tmp_path: Path) -> None:
    case = lived(desk)
    names = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"zaken.db", "zaken.db-wal"} <= names.keys()
    assert {name: seen_in(data) for name, data in names.items() if seen_in(data)} == {}
    told = desk.ask("GET", f"/aanvragen/{case}/burgerservicenummers", DESK).json()["burgerservicenummers"]
    assert [one["nummer"] for one in told] == [TWO]


def test_no_bundle_holds_the_number_of_a_person(desk: Desk) -> None:
    case = desk.take_in(also=numbered(("p1", ONE)))
    desk.well(case, "toetsingen", REVIEWER)
    key, store = LogKey(*signer(b"k" * 32)), store_of(desk)
    checkpoints.publish(store, TENANT, "wbmgp.example/gm9999/2026", key, datetime.fromtimestamp(desk.clock(), UTC))
    (row,) = store.read(TENANT, lambda c: reading.assessments(c, TENANT, case))
    bundle = store.read(TENANT, lambda c: bundle_of(c, MASTER, key, row))
    assert seen_in(b"\n".join(bundle.files().values())) == []
