"""A rule book that somebody proposes and another puts into use: refused without checks and a fresh report, used at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.working import DAY, DESK, REVIEWER, Desk, refusable
from tests.api.service.asking import BOOK, application
from tests.api.service.test_rule_book_review import _ACT, assessed, zipped
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.samples import MASTER
from wbmgp_api.identity.principal import Role
from wbmgp_api.rulebooks import in_use, review
from wbmgp_api.rulebooks.in_use import Books
from wbmgp_api.store import reading, rule_book_rows
from wbmgp_api.store.replay import Replayer
from wbmgp_api.v1.rule_book_answers import Ingebruikname, Regelboekenlijst, Regelboektoets
from wbmgp_engine.errors import Finding
from wbmgp_engine.law.hashing import content_hash

TENANT = "GM9999"


def other() -> dict[str, bytes]:
    """The rule book with two years of residence in place of six."""
    changed = dict(BOOK.files)
    path = f"{_ACT}2017-07-01.yaml"
    changed[path] = changed[path].replace(b"vereiste_jaren: {value: 6,", b"vereiste_jaren: {value: 2,")
    assert changed[path] != BOOK.files[path]
    return changed


OTHER = other()
HASH = content_hash(OTHER)


def proposed(desk: Desk, files: dict[str, bytes] | None = None) -> Any:  # noqa: F811
    who = desk.asking.as_(Role.RULES, subject="eerste")
    data = zipped(OTHER if files is None else files)
    headers = {**who, "Content-Type": "application/zip"}
    return desk.asking.client.post("/v1/regelboeken", content=data, headers=headers)


def activated(desk: Desk, since: str = "2026-11-18", subject: str = "tweede", **more: Any) -> Any:  # noqa: F811
    path = f"/regelboeken/{more.pop('hash', HASH)}/_activeer"
    return desk.ask("POST", path, Role.RULES, {"vanaf": since}, subject=subject, **more)


def told(desk: Desk, **more: Any) -> Any:  # noqa: F811
    got = desk.ask("GET", "/regelboeken", Role.DESK, **more)
    Regelboekenlijst.model_validate_json(got.content)
    return got.json()


def used(desk: Desk, **more: Any) -> str:  # noqa: F811
    (found,) = [one["hash"] for one in told(desk, **more)["regelboeken"] if one["inGebruik"]]
    return str(found)


def leaves(desk: Desk, kind: str) -> list[dict[str, Any]]:  # noqa: F811
    store = desk.asking.client.app.state.service.store  # type: ignore[attr-defined]
    rows = store.read(TENANT, lambda found: found.exec_driver_sql("SELECT leaf_bytes FROM log_leaf ORDER BY seq").all())
    return [one for one in (json.loads(bytes(row[0])) for row in rows) if one["type"] == kind]


def test_a_second_person_puts_it_into_use_and_cases_are_assessed_with_it_at_once(either: Desk) -> None:  # noqa: F811
    case = assessed(either)
    made = proposed(either)
    assert made.status_code == 201, made.text
    Regelboektoets.model_validate_json(made.content)
    assert made.headers["location"] == f"/v1/regelboeken/{HASH}"
    assert [one["zaak"] for one in made.json()["gevolgen"]["anders"]] == [case]
    assert [one["betreft"] for one in leaves(either, "inzage")][-1] == made.json()["gevolgen"]["anders"][0]["toetsing"]
    assert activated(either, subject="eerste").status_code == 403
    assert used(either) == BOOK.hash
    got = activated(either)
    assert got.status_code == 200, got.text
    Ingebruikname.model_validate_json(got.content)
    assert (used(either), used(either, tenant="GM0599")) == (HASH, BOOK.hash)
    last = leaves(either, "regelversie")[-1]
    assert (last["rules_hash"], last["peildatum"], last["rol"]) == (HASH, "2026-11-18", "regelbeheer")
    second = either.well(case, "toetsingen", REVIEWER)["toetsing"]
    assert (second["recht"]["regelboek"], second["advies"]) == (HASH, "verlenen")
    store = either.asking.client.app.state.service.store  # type: ignore[attr-defined]

    def replayed(connection: Any) -> list[bool]:
        rows = reading.assessments(connection, TENANT)
        return [Replayer(MASTER).replay(connection, row).same for row in rows]

    assert store.read(TENANT, replayed) == [True, True]
    assert len(either.looks(case)) == 1


def test_it_is_used_from_its_day_on_and_the_last_one_of_a_day_counts(desk: Desk) -> None:  # noqa: F811
    assert proposed(desk).status_code == 201
    assert activated(desk, "2026-11-17").status_code == 400
    assert activated(desk, "2026-11-20").status_code == 200
    assert used(desk) == BOOK.hash
    desk.clock.at += 3 * DAY
    assert used(desk) == HASH
    assert proposed(desk, dict(BOOK.files)).status_code == 201
    assert activated(desk, "2026-11-22", hash=BOOK.hash).status_code == 200
    desk.clock.at += DAY
    assert used(desk) == BOOK.hash
    first, second = leaves(desk, "regelversie")
    assert second["betreft"] == first["record_id"]
    assert [one["vanaf"] for one in told(desk)["ingebruiknamen"]] == ["2026-11-20", "2026-11-22"]
    assert [one["door"] for one in told(desk, subject="eerste")["voorstellen"]] == ["mij", "mij"]


def test_a_case_that_was_closed_since_asks_for_a_new_report(either: Desk) -> None:  # noqa: F811
    assert proposed(either).status_code == 201
    case = either.take_in(refusable())
    either.well(case, "_verklaar-volledig", DESK, {})
    either.clock.days(1)
    either.well(case, "_trek-in", DESK, {"toelichting": "Niet meer nodig."})
    late = activated(either, "2026-11-20")
    assert (late.status_code, late.json()["errors"][0]["plaats"]) == (409, "gevolgen")
    again = either.ask("POST", f"/regelboeken/{HASH}/_toets", Role.RULES)
    assert again.status_code == 200, again.text
    assert activated(either, "2026-11-20").status_code == 200


def test_what_fails_its_checks_is_not_kept_and_not_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    path = f"{_ACT}2017-07-01.yaml"
    got = proposed(desk, {**BOOK.files, path: BOOK.files[path] + b"\nzomaar: iets\n"})
    assert (got.status_code, told(desk)["voorstellen"]) == (400, [])
    assert "2017-07-01" in got.json()["errors"][0]["plaats"]
    assert (got.headers["content-language"], got.json()["title"]) == ("en", "The input cannot be used")  # as it says it
    assert proposed(desk).status_code == 201
    assert proposed(desk).status_code == 409
    from wbmgp_api.rulebooks import proposals

    monkeypatch.setattr(proposals, "checked", lambda files: (BOOK, [Finding("rules", "is kapot", "herstel")]))
    assert activated(desk).json()["errors"][0]["plaats"] == "regelboek"
    monkeypatch.undo()
    store = desk.asking.client.app.state.service.store  # type: ignore[attr-defined]
    text, by, moment = json.dumps({"hash": BOOK.hash}), "a" * 32, "2026-11-18T12:00:00.000000Z"
    store.write(TENANT, lambda found: rule_book_rows.report(found, TENANT, HASH, text, by, moment))
    assert activated(desk).json()["errors"][0]["plaats"] == "gevolgen"
    assert used(desk) == BOOK.hash


def test_who_may_and_what_is_not_there(desk: Desk) -> None:  # noqa: F811
    assert proposed(desk).status_code == 201
    for path in ("_toets", "_activeer"):
        body = {"vanaf": "2026-11-18"} if path == "_activeer" else None
        assert desk.ask("POST", f"/regelboeken/{HASH}/{path}", Role.LAWYER, body).status_code == 403
        for name in ("anders", BOOK.hash):
            assert desk.ask("POST", f"/regelboeken/{name}/{path}", Role.RULES, body).status_code == 404
    read = desk.ask("GET", f"/regelboeken/{HASH}", Role.DESK)
    assert (read.status_code, read.json()["inGebruik"]) == (200, False)
    assert desk.ask("GET", f"/regelboeken/{HASH}", Role.DESK, tenant="GM0599").status_code == 404
    assert activated(desk, tenant="GM0599").status_code == 404


def test_a_check_that_keeps_nothing_uses_it_within_a_second(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    def book() -> str:
        return str(desk.asking.post("/v1/toetsingen?alternatieven=false", application()).json()["recht"]["regelboek"])

    assert book() == BOOK.hash
    assert proposed(desk).status_code == 201
    assert activated(desk).status_code == 200
    monkeypatch.setattr(in_use, "FRESH", -1.0)
    assert book() == HASH
    monkeypatch.undo()
    elsewhere = application(gemeente="GM0599")
    assert desk.asking.post("/v1/toetsingen", elsewhere).json()["recht"]["regelboek"] == BOOK.hash


def test_another_process_uses_it_at_once_and_keeps_a_few_books(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    store = desk.asking.client.app.state.service.store  # type: ignore[attr-defined]
    books = Books(BOOK, store, desk.clock)
    assert books.recent(TENANT) is None
    assert books.of(TENANT) is BOOK
    assert books.recent(TENANT) is BOOK
    assert proposed(desk).status_code == 201
    assert activated(desk).status_code == 200
    assert books.of(TENANT).hash == HASH
    assert books.of(TENANT) is books.of(TENANT)
    monkeypatch.setattr(in_use, "_MOST_BOOKS", 1)
    books._book(TENANT, HASH, store)
    assert Books(BOOK, None, desk.clock).of(TENANT) is BOOK


def test_the_database_itself_asks_for_two_people_and_a_report(either: Desk) -> None:  # noqa: F811
    assert proposed(either).status_code == 201
    assert activated(either).status_code == 200
    store = either.asking.client.app.state.service.store  # type: ignore[attr-defined]
    copy = "INSERT INTO rule_book_activation SELECT tenant, {}, hash, {}, proposed_by, {}, from_day, activated_at, record_id FROM rule_book_activation"
    for statement in (
        copy.format(2, 1, "proposed_by"), copy.format(2, 9, "activated_by"),
        "UPDATE rule_book_proposal SET hash = hash", "DELETE FROM rule_book_report",
        "DELETE FROM rule_book_activation",
    ):  # fmt: skip
        with pytest.raises(DBAPIError):
            store.write(TENANT, lambda connection, text=statement: connection.exec_driver_sql(text))


def without(desk: Desk, found: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: F811
    monkeypatch.setattr(review, "proved", lambda book, used: found)
    made = proposed(desk)
    assert made.status_code == 201, made.text
    Regelboektoets.model_validate_json(made.content)
    assert made.json()["bewijzen"] == found
    return activated(desk)


def test_what_is_not_proved_is_not_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    words = {"nl": "n", "en": "e"}
    failed = {
        "eigenschap": "wachten",
        "zegt": words,
        "uitkomst": "weerlegd",
        "versies": [{"van": "2026-07-01", "tot": None}],
    }
    more = {"aannamen": [words], "opmerkingen": [], "tegenvoorbeeld": []}
    got = without(desk, {"uitkomst": "niet_bewezen", "nietBewezen": [failed | more]}, monkeypatch)
    assert got.status_code == 409, got.text
    assert "bewijzen" in got.text
    assert "weerlegd: wachten" in got.text
    assert used(desk) == BOOK.hash


def test_without_a_solver_nothing_is_put_into_use(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    got = without(desk, {"uitkomst": "niet_geprobeerd", "nietBewezen": []}, monkeypatch)
    assert got.status_code == 409, got.text
    assert "wbmgp-engine[proofs]" in got.text
    assert used(desk) == BOOK.hash


def test_a_rule_book_in_use_is_none_of_another_municipality(either: Desk) -> None:  # noqa: F811
    def read(**more: Any) -> Any:
        return either.ask("GET", f"/regelboeken/{HASH}?bestand={_ACT}2017-07-01.yaml", Role.DESK, **more)

    assert (proposed(either).status_code, read().status_code) == (201, 200)
    assert activated(either).status_code == 200
    own, foreign = told(either)["regelboeken"], told(either, tenant="GM0599")["regelboeken"]
    assert ([one["hash"] for one in own], [one["hash"] for one in foreign]) == ([HASH, BOOK.hash], [BOOK.hash])
    there, absent = read(tenant="GM0599"), either.ask("GET", f"/regelboeken/sha256:{'0' * 64}", Role.DESK)
    assert (read().status_code, there.status_code, there.json()) == (200, 404, absent.json())
