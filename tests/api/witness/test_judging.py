"""Every row of the table of `add-checkpoint`, and that nothing but a grown log is ever cosigned."""

from __future__ import annotations

import sqlite3
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.witness.samples import LOG_KEY, NOW, ORIGIN, OTHER_KEY, WITNESS_KEY, asked, head, key, leaves, witness
from wbmgp_api.witness.file import WitnessFile, origin_hash
from wbmgp_api.witness.judging import Witness
from wbmgp_api.witness.trusted import TrustedLogs
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.merkle import EMPTY_ROOT, root
from wbmgp_engine.trail.notes import LOG, Note
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.witness_request import MOST_HASHES, WitnessRequest

GOOD = asked(5, 9)


@pytest.fixture
def seen_five(tmp_path: Path) -> Witness:
    """A witness that cosigned the log at five entries."""
    found = witness(tmp_path / "w.db")
    assert found.add_checkpoint(bytes(asked(0, 5))).status == 200
    return found


def size_of(found: Witness) -> int:
    with found.file.transaction() as kept:
        return kept.last(ORIGIN).checkpoint.size


def test_what_only_grew_is_cosigned_and_shown(seen_five: Witness) -> None:
    answer = seen_five.add_checkpoint(bytes(GOOD))
    assert (answer.status, answer.type, answer.text.startswith("— getuige.example/w1 ")) == (200, "text/plain", True)
    note = Note.parse(bytes(GOOD.note) + answer.text.encode())
    policy = Policy((LOG_KEY[0],), "w1", {"w1": WITNESS_KEY[0]})
    assert policy.check(note) == (Checkpoint(ORIGIN, 9, root(leaves(9))), {"w1": NOW})
    assert seen_five.shown(origin_hash(ORIGIN)) == bytes(note)
    assert seen_five.shown(origin_hash("another")) is None


def test_the_same_head_again_is_cosigned_again_with_its_new_time(seen_five: Witness) -> None:
    later = replace(seen_five, now=lambda: NOW + 60)
    note = Note.parse(bytes(head(5)) + later.add_checkpoint(bytes(asked(5, 5))).text.encode())
    assert note.check([WITNESS_KEY[0]]) == {WITNESS_KEY[0]: NOW + 60}


def test_a_clock_that_was_set_back_takes_nothing_back(seen_five: Witness) -> None:
    earlier = replace(seen_five, now=lambda: NOW - 3600)
    note = Note.parse(bytes(GOOD.note) + earlier.add_checkpoint(bytes(GOOD)).text.encode())
    assert note.check([WITNESS_KEY[0]]) == {WITNESS_KEY[0]: NOW}


def changed(size: int, text: str) -> bytes:
    return bytes(asked(5, size)).replace(b"old 5\n", text.encode())


STRANGER = key("wbmgp.example/gm0363/2026", LOG)
WRONG_SIGNATURE = Note(GOOD.note.text, head(8).signatures)
TABLE = {
    "nothing": (b"", 400),
    "no proof part": (bytes(head(9)), 400),
    "no note": (b"old 5\n\n", 400),
    "no old size": (changed(9, ""), 400),
    "old size with a zero": (changed(9, "old 05\n"), 400),
    "old size with a sign": (changed(9, "old +5\n"), 400),
    "old size with a space": (changed(9, "old  5\n"), 400),
    "old size of other digits": (changed(9, "old ٥\n"), 400),
    "old size without end": (changed(9, f"old {'9' * 5000}\n"), 400),
    "carriage return": (bytes(GOOD).replace(b"\n", b"\r\n"), 400),
    "hash too short": (changed(9, "old 5\nAAAA\n"), 400),
    "hash with spare bits": (changed(9, f"old 5\n{'A' * 42}B=\n"), 400),
    "no base64": (changed(9, "old 5\n!\n"), 400),
    "64 hashes": (bytes(replace(GOOD, proof=(b"x" * 32,) * (MOST_HASHES + 1))), 400),
    "no UTF-8": (bytes(GOOD) + b"\xff\n", 400),
    "no signature": (bytes(GOOD).rpartition(b"\n\n")[0] + b"\n\n", 400),
    "size is no number": (bytes(GOOD).replace(b"\n9\n", b"\n-9\n"), 400),
    "extension line": (bytes(GOOD).replace(b"\n9\n", b"\n9\nextra\n"), 400),
    "101 signatures": (bytes(GOOD) + str(GOOD.note.signatures[0]).encode() * 100, 400),
    "unknown log": (bytes(asked(5, 9, signed=STRANGER)), 404),
    "no known key": (bytes(asked(5, 9, signed=OTHER_KEY)), 403),
    "known key, wrong signature": (bytes(replace(GOOD, note=WRONG_SIGNATURE)), 403),
    "one good and one wrong line": (bytes(GOOD) + str(head(8).signatures[0]).encode(), 403),
    "old larger than new": (bytes(asked(6, 5)), 400),
    "old larger than both": (bytes(WitnessRequest(10, (), head(9))), 400),
    "old smaller than seen": (bytes(asked(4, 9)), 409),
    "old larger than seen": (bytes(asked(6, 9)), 409),
    "nothing seen yet, they say": (bytes(asked(0, 9)), 409),
    "a shorter log": (bytes(asked(3, 4)), 409),
    "conflict before proof": (bytes(replace(asked(6, 9), proof=())), 409),
    "no proof": (bytes(replace(GOOD, proof=())), 422),
    "proof too long": (bytes(replace(GOOD, proof=(*GOOD.proof, b"x" * 32))), 422),
    "63 hashes": (bytes(replace(GOOD, proof=(b"x" * 32,) * MOST_HASHES)), 422),
    "proof of another": (bytes(replace(GOOD, proof=asked(5, 10).proof)), 422),
    "another history": (bytes(asked(5, 9, "other")), 422),
    "same size, another root": (bytes(asked(5, 5, "other")), 422),
    "same size with a proof": (bytes(replace(asked(5, 5), proof=(b"x" * 32,))), 422),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_is_refused_gets_its_status_and_changes_nothing(seen_five: Witness, name: str) -> None:
    body, status = TABLE[name]
    answer = seen_five.add_checkpoint(body)
    assert answer.status == status, answer
    assert (answer.type, answer.text == "5\n") == (
        ("text/x.tlog.size", True) if status == 409 else ("text/plain", False)
    )
    assert size_of(seen_five) == 5
    assert seen_five.add_checkpoint(bytes(GOOD)).status == 200


EMPTY = Checkpoint(ORIGIN, 0, EMPTY_ROOT).signed(*LOG_KEY)
FIRST = {
    "an empty log": (WitnessRequest(0, (), EMPTY), 200),
    "an empty log with another root": (WitnessRequest(0, (), Checkpoint(ORIGIN, 0, b"x" * 32).signed(*LOG_KEY)), 422),
    "a proof from nothing": (WitnessRequest(0, (b"x" * 32,), head(5)), 422),
    "never seen": (asked(5, 9), 409),
}


@pytest.mark.parametrize("name", FIRST)
def test_a_log_that_was_never_seen(tmp_path: Path, name: str) -> None:
    request, status = FIRST[name]
    answer = witness(tmp_path / "w.db").add_checkpoint(bytes(request))
    assert (answer.status, answer.text == "0\n") == (status, status == 409)


def test_unknown_signatures_are_ignored_and_not_shown(seen_five: Witness) -> None:
    noise = str(head(9, signed=OTHER_KEY).signatures[0])
    twice = str(GOOD.note.signatures[0])
    assert seen_five.add_checkpoint(bytes(GOOD) + noise.encode() + twice.encode() * 98).status == 200
    shown = Note.parse(seen_five.shown(origin_hash(ORIGIN)) or b"")
    assert [line.name for line in shown.signatures] == [ORIGIN, "getuige.example/w1"]


def test_a_log_may_have_two_keys_while_one_takes_over(tmp_path: Path) -> None:
    found = witness(tmp_path / "w.db", str(LOG_KEY[0]), str(OTHER_KEY[0]))
    assert found.add_checkpoint(bytes(asked(0, 5))).status == 200
    both = asked(5, 9).note.signed(*OTHER_KEY)
    assert found.add_checkpoint(bytes(replace(GOOD, note=both))).status == 200
    assert len(Note.parse(found.shown(origin_hash(ORIGIN)) or b"").signatures) == 3
    assert found.add_checkpoint(bytes(asked(9, 12, signed=OTHER_KEY))).status == 200


def test_one_key_may_stand_for_every_year() -> None:
    every = key("wbmgp.example/gm0599/*", LOG)[0]
    logs = TrustedLogs.parse([str(every)])
    assert logs.of(ORIGIN) == [LOG_KEY[0]]
    for other in ("wbmgp.example/gm0599/26", "wbmgp.example/gm0599/2026/x", "wbmgp.example/gm0363/2026", ORIGIN + "\n",
                  "wbmgp.example/gm0599/*", "x/wbmgp.example/gm0599/2026", "wbmgp.example/gm0599/٢٠٢٦"):  # fmt: skip
        assert logs.of(other) == []
    assert TrustedLogs.parse([str(LOG_KEY[0])]).of("wbmgp.example/gm0599/2027") == []


@pytest.mark.parametrize("logs", [[], ["x"], [str(WITNESS_KEY[0])], [str(LOG_KEY[0])[:-4]]])
def test_keys_that_are_no_keys_of_logs_are_refused(logs: list[str]) -> None:
    with pytest.raises(BadInput):
        TrustedLogs.parse(logs)


def test_a_file_belongs_to_one_witness(tmp_path: Path) -> None:
    witness(tmp_path / "w.db")
    with pytest.raises(BadInput, match=r"is of the witness getuige\.example"):
        WitnessFile(tmp_path / "w.db").prepare("another")
    (tmp_path / "text").write_text("this is no database, but a text of some length\n" * 20)
    for wrong in (tmp_path / "text", tmp_path / "no" / "w.db"):
        with pytest.raises(BadInput, match="cannot be used"):
            WitnessFile(wrong).prepare("w")


def test_the_file_itself_does_not_go_back_or_forget(seen_five: Witness) -> None:
    for statement in ("UPDATE seen SET size = 4", "UPDATE seen SET time = 1", "DELETE FROM seen"):
        with pytest.raises(sqlite3.IntegrityError, match="a witness does not"), seen_five.file.transaction() as kept:
            kept.connection.execute(statement)
    assert size_of(seen_five) == 5


def test_while_another_process_has_the_file_nothing_is_cosigned(seen_five: Witness) -> None:
    hasty = replace(seen_five, file=replace(seen_five.file, patience=0.05))
    with seen_five.file.transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
        hasty.add_checkpoint(bytes(GOOD))
    assert size_of(seen_five) == 5


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_hostile_bytes_get_a_status_of_theirs(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    found = witness(tmp_path_factory.mktemp("w") / "w.db")
    good = bytearray(bytes(asked(0, 5)))
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(good) - 1))
        good[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    body = data.draw(st.sampled_from([bytes(good), data.draw(st.binary(max_size=300))]))
    answer = found.add_checkpoint(body)
    assert answer.status in (200, 400, 403, 404, 409, 422)
    if answer.status == 200:
        assert b64encode(root(leaves(5))) in body


def test_a_request_is_read_as_it_is_written() -> None:
    for request in (GOOD, asked(0, 5), WitnessRequest(0, (), EMPTY)):
        assert WitnessRequest.parse(bytes(request)) == request
