"""A log gets another key: the witness takes it in from its operator, on the word of both keys and of what it saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.witness.samples import LOG_KEY, ORIGIN, OTHER_KEY, asked, key, leaves, witness
from wbmgp_api.witness import changing
from wbmgp_api.witness.judging import Witness
from wbmgp_engine import cli
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import Sign
from wbmgp_engine.trail.key_change import KeyChange
from wbmgp_engine.trail.merkle import root
from wbmgp_engine.trail.notes import LOG, VerifierKey

Key = tuple[VerifierKey, Sign]
THIRD = key(ORIGIN, LOG, b"u")
NEXT_YEAR = ORIGIN.replace("2026", "2027")


def note(size: int, old: Key = LOG_KEY, new: Key = OTHER_KEY, history: str = "", origin: str = ORIGIN) -> str:
    at = Checkpoint(origin, size, root(leaves(size, history)))
    made = KeyChange(at, old[0].public, new[0].public, "gelekt").signed(old[1], new[1])
    return bytes(made).decode()


@pytest.fixture
def seen_five(tmp_path: Path) -> Witness:
    found = witness(tmp_path / "w.db", str(VerifierKey(ORIGIN.replace("2026", "*"), LOG, LOG_KEY[0].public)))
    assert found.add_checkpoint(bytes(asked(0, 5))).status == 200
    return found


def status(found: Witness, old: int, size: int, signed: Key) -> int:
    return found.add_checkpoint(bytes(asked(old, size, signed=signed))).status


def test_the_old_key_counts_up_to_the_change_and_the_new_one_after_it(seen_five: Witness) -> None:
    assert status(seen_five, 5, 9, OTHER_KEY) == 403
    (taken,) = changing.take_in(seen_five.file, note(7), OTHER_KEY[0])
    assert (taken.head.size, taken.reason) == (7, "gelekt")
    assert status(seen_five, 5, 7, OTHER_KEY) == 403
    assert status(seen_five, 5, 7, LOG_KEY) == 200
    assert status(seen_five, 7, 9, LOG_KEY) == 403
    assert status(seen_five, 7, 9, OTHER_KEY) == 200
    assert changing.take_in(seen_five.file, note(7), OTHER_KEY[0]) == [taken]


def test_a_second_change_follows_the_first(seen_five: Witness) -> None:
    changing.take_in(seen_five.file, note(7), OTHER_KEY[0])
    for wrong in (note(9, LOG_KEY, THIRD), note(6, OTHER_KEY, THIRD)):
        with pytest.raises(ProofError, match="key changes of"):
            changing.take_in(seen_five.file, wrong, THIRD[0])
    changing.take_in(seen_five.file, note(9, OTHER_KEY, THIRD), THIRD[0])
    assert [status(seen_five, 5, size, signed) for size, signed in ((8, LOG_KEY), (8, OTHER_KEY))] == [403, 200]
    assert [status(seen_five, 8, 12, signed) for signed in (OTHER_KEY, THIRD)] == [403, 200]


def test_the_log_of_another_year_is_that_of_the_new_key_alone(seen_five: Witness) -> None:
    changing.take_in(seen_five.file, note(7), OTHER_KEY[0])
    old, new = ((VerifierKey(NEXT_YEAR, LOG, one[0].public), one[1]) for one in (LOG_KEY, OTHER_KEY))
    assert (status(seen_five, 0, 3, old), status(seen_five, 0, 3, new)) == (403, 200)


def test_what_whoever_has_the_old_key_can_make_is_not_taken_in(seen_five: Witness) -> None:
    for forged, problem in (
        (note(3), "saw 5 entries under the old key, and the change says another log of 3"),
        (note(5, history="other"), "and the change says another log of 5"),
        (note(7, THIRD, OTHER_KEY), "saw nothing that the old key signed"),
    ):
        with pytest.raises(ProofError, match=problem):
            changing.take_in(seen_five.file, forged, OTHER_KEY[0])
    with pytest.raises(BadInput, match="is not the new key that the notes name"):
        changing.take_in(seen_five.file, note(7), THIRD[0])
    with pytest.raises(ProofError):
        changing.take_in(seen_five.file, note(7).replace("gelekt", "wissel"), OTHER_KEY[0])
    with pytest.raises(ProofError):  # all or none
        changing.take_in(seen_five.file, note(7) + note(3, origin=ORIGIN), OTHER_KEY[0])
    assert status(seen_five, 5, 9, OTHER_KEY) == 403
    assert status(seen_five, 5, 9, LOG_KEY) == 200


def test_a_key_given_beside_the_old_one_is_believed_as_before(tmp_path: Path) -> None:
    found = witness(tmp_path / "w.db", str(LOG_KEY[0]), str(THIRD[0]))
    assert status(found, 0, 5, LOG_KEY) == 200
    changing.take_in(found.file, note(7), OTHER_KEY[0])
    assert [status(found, 5, 9, signed) for signed in (LOG_KEY, THIRD)] == [403, 200]


def test_the_command_says_what_counts_from_now_on(
    seen_five: Witness, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "change.txt").write_text(note(7) + note(9, OTHER_KEY, THIRD), "utf-8")
    (tmp_path / "one.txt").write_text(note(7), "utf-8")
    (tmp_path / "forged.txt").write_text(note(3), "utf-8")
    (tmp_path / "empty.txt").write_text("no note", "utf-8")
    own = ["--file", str(tmp_path / "w.db"), "--key", str(OTHER_KEY[0])]
    for name, where, code, problem in (
        ("change.txt", own, 2, "is not the new key that the notes name"),
        ("forged.txt", own, 1, "keep it, and tell the keeper of the log"),
        ("empty.txt", own, 2, "hold no change of a key"),
        ("none.txt", own, 2, "cannot be read"),
        ("one.txt", ["--file", str(tmp_path / "none.db"), *own[2:]], 2, "is no file of a witness"),
        ("one.txt", ["--file", str(tmp_path / "one.txt"), *own[2:]], 2, "is no file of a witness"),
    ):
        assert cli.run(["witness", "change-key", str(tmp_path / name), *where]) == code
        said = capsys.readouterr()
        assert (said.out, problem in said.err) == ("", True), said.err
    assert not (tmp_path / "none.db").exists()
    assert cli.run(["witness", "change-key", str(tmp_path / "one.txt"), *own]) == 0
    line = f"{ORIGIN}: up to 7 entries {LOG_KEY[0]} (gelekt), from then on {OTHER_KEY[0]}\n"
    assert capsys.readouterr().out == line
