"""What the tables themselves refuse, and that no line holds a number, a name or anything told: whoever writes, wherever it is looked for."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.api.cases.test_guards import rows, store_of, written
from tests.api.cases.working import DESK, LAWYER, Desk
from tests.api.processing_log.lines import ONE, TWO, lines, numbered, three
from wbmgp_api.store.opened import PostgresStore

NEW = (
    "INSERT INTO verwerkingslog SELECT tenant, {start}, '{span}', trace_id, parent_span_id, {status}, name, {end},"
    " activity, {subject}, {kind}, {key}, processor, actor_ref, actor_role, {record}, NULL FROM verwerkingslog"
    " WHERE subject IS NULL AND span_id <> '1111111111111111'"
)
AS_IT_WAS = {
    "start": "start_ms", "span": "0" * 16, "status": "status", "end": "end_ms", "subject": "subject",
    "kind": "subject_type", "key": "key_id", "record": "record_id",
}  # fmt: skip


@pytest.mark.parametrize("change", [
    "UPDATE verwerkingslog SET status = 'Unset'", "UPDATE verwerkingslog SET subject = NULL", "DELETE FROM verwerkingslog",
    "UPDATE case_subject SET subject_type = 'bsn'",
])  # fmt: skip
def test_a_line_is_never_changed_or_taken_away(either: Desk, change: str) -> None:
    either.take_in(three(), also=numbered(("p1", ONE)))
    before = lines(either)
    with pytest.raises(DBAPIError):
        written(either, change)
    assert lines(either) == before != []


def test_all_lines_at_once_are_not_taken_away(either: Desk) -> None:
    if not isinstance(store_of(either), PostgresStore):
        pytest.skip("SQLite knows no TRUNCATE")
    either.take_in()
    with pytest.raises(DBAPIError):
        written(either, "TRUNCATE verwerkingslog")
    assert lines(either) != []


@pytest.mark.parametrize(("said", "constraint"), [
    ({"status": "'Goed'"}, "status_known"), ({"end": "start_ms - 1"}, "time_forwards"), ({"span": "0" * 15}, "span_id_size"),
    ({"kind": "'bsn'"}, "subject_whole"), ({"key": f"'{'0' * 16}'"}, "subject_whole"), ({"kind": "'naam'"}, "subject"),
    ({"record": f"'{'0' * 32}'"}, "line_of_record"),
])  # fmt: skip
def test_a_line_that_cannot_be_true_is_refused(either: Desk, said: dict[str, str], constraint: str) -> None:
    either.take_in()
    written(either, NEW.format(**AS_IT_WAS | {"span": "1" * 16}))  # as it was it is taken
    with pytest.raises(IntegrityError) as refused:
        written(either, NEW.format(**AS_IT_WAS | said))
    assert constraint in str(refused.value.orig) or "FOREIGN KEY" in str(refused.value.orig)


@pytest.mark.parametrize("either", ["postgres"], indirect=True)
@pytest.mark.parametrize("table", ["verwerkingslog", "case_subject"])
def test_another_municipality_sees_no_line_and_writes_none(either: Desk, table: str) -> None:
    either.take_in(three(), also=numbered(("p1", ONE)))
    assert rows(either, f"SELECT 1 FROM {table}") != []
    with pytest.raises(DBAPIError, match="row-level security"):
        written(either, f"INSERT INTO {table} SELECT 'GM0599', {_others(table)} FROM {table}")


def _others(table: str) -> str:
    columns = {
        "verwerkingslog": "start_ms, span_id, trace_id, parent_span_id, status, name, end_ms, activity, subject,"
        " subject_type, key_id, processor, actor_ref, actor_role, NULL, NULL",
        "case_subject": "case_id, person, subject, subject_type, key_id",
    }  # fmt: skip
    return columns[table]


def forms(number: str) -> list[bytes]:
    """A number as it is, and as anybody could hide it without a key."""
    plain = number.encode()
    hashed = [hashlib.new(name, plain) for name in ("md5", "sha1", "sha256", "sha512")]
    shown = [plain, plain.hex().encode(), base64.b64encode(plain).rstrip(b"="), plain[::-1]]
    return shown + [one.digest() for one in hashed] + [one.hexdigest().encode() for one in hashed]


def test_no_number_or_name_stands_in_a_line_or_in_the_file(desk: Desk, tmp_path: Path) -> None:
    given = three(kenmerk="KANARIE-KENMERK")
    given["huishouden"][0]["id"] = "kanariepiet"
    case = desk.take_in(given, also=numbered(("kanariepiet", ONE), ("p2", TWO)))
    desk.ask("GET", f"/aanvragen/{case}/burgerservicenummers", DESK)
    desk.ask("POST", "/aanvragen/_zoek", DESK, {"bsn": ONE, "kenmerk": "KANARIE-KENMERK"})
    desk.ask("GET", f"/aanvragen/{case}", LAWYER)
    desk.step(case, "_verzend", DESK, {})
    data = b"".join(path.read_bytes() for path in tmp_path.glob("zaken.db*"))
    told = repr(lines(desk)).encode() + b"".join(bytes(line.subject) for line in lines(desk) if line.subject)
    for form in (*forms(ONE), *forms(TWO), b"kanariepiet", b"KANARIE-KENMERK", b"jansen", b"1971-05-25"):
        assert form not in told, form
        assert form not in data, form


def test_who_acted_stands_there_as_the_log_names_them(either: Desk) -> None:
    case = either.take_in(three())
    found: list[Any] = rows(either, "SELECT made_by FROM handeling")
    assert {line.actor_ref for line in lines(either)} == {row.made_by for row in found}
    assert {line.case_id for line in lines(either)} == {case, None}
