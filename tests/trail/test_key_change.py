"""A log that gets another key: both sign, and a head belongs to the key of its size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.trail.samples import ORIGIN, key, log_key
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.key_change import KeyChange, SigningKeys
from wbmgp_engine.trail.notes import LOG, Note

KEYS = [log_key(seed) for seed in range(4)]
HEAD = Checkpoint(ORIGIN, 7, b"r" * 32)
CHANGE = KeyChange(HEAD, KEYS[0][0].public, KEYS[1][0].public, "wissel")
NEXT = KeyChange(Checkpoint(ORIGIN, 9, b"s" * 32), KEYS[1][0].public, KEYS[2][0].public, "gelekt")
NOTE = CHANGE.signed(KEYS[0][1], KEYS[1][1])


def test_a_change_is_read_as_it_was_signed() -> None:
    assert KeyChange.parse(Note.parse(bytes(NOTE))) == CHANGE
    assert KeyChange.parse(NEXT.signed(KEYS[1][1], KEYS[2][1])) == NEXT


def test_both_keys_have_to_sign() -> None:
    for signatures in (NOTE.signatures[:1], NOTE.signatures[1:]):
        with pytest.raises(ProofError, match="at 7: the old and the new key have not both signed it"):
            KeyChange.parse(Note(NOTE.text, signatures))
    for forged in (replace(CHANGE, reason="gelekt"), replace(CHANGE, head=replace(HEAD, size=8))):
        with pytest.raises(ProofError, match="does not hold"):
            KeyChange.parse(Note(forged.text, NOTE.signatures))


def test_every_flipped_bit_of_the_note_is_found() -> None:
    data = bytes(NOTE)
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises((BadInput, ProofError)):
            KeyChange.parse(Note.parse(bytes(changed)))


@pytest.mark.parametrize(
    "text",
    [
        HEAD.text, CHANGE.text + "meer\n", CHANGE.text.replace("v1", "v2"), CHANGE.text.replace("wissel\n", "zomaar\n"),
        CHANGE.text.replace("\n7\n", "\nzeven\n"), CHANGE.text.replace("+", "-", 1),
        replace(CHANGE, new=CHANGE.old).text, CHANGE.text.replace(str(KEYS[1][0]), str(key("elders", LOG)[0])),
        CHANGE.text.replace(ORIGIN, "elders", 1),
    ],
)  # fmt: skip
def test_what_is_no_change_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        KeyChange.parse(Note(text, NOTE.signatures))


def test_a_change_is_no_head_of_a_log() -> None:
    with pytest.raises(BadInput):
        Checkpoint.parse(CHANGE.text)


def test_a_head_belongs_to_the_key_of_its_size() -> None:
    keys = SigningKeys.of(ORIGIN, [CHANGE, NEXT], KEYS[2][0].public)
    assert [keys.of_head(size) for size in (0, 7, 8, 9, 10)] == [KEYS[seed][0] for seed in (0, 0, 1, 1, 2)]
    assert SigningKeys.of(ORIGIN, [], KEYS[0][0].public).of_head(3) == KEYS[0][0]


def test_keys_that_do_not_follow_each_other_are_refused() -> None:
    for changes, now, said in (
        ([CHANGE, NEXT], 1, "do not lead to"), ([NEXT], 0, "do not lead to"), ([NEXT, CHANGE], 1, "not in this order"),
        ([CHANGE, replace(NEXT, old=KEYS[3][0].public)], 2, "do not lead to"),
        ([CHANGE, replace(NEXT, head=HEAD)], 2, "not in this order"),
    ):  # fmt: skip
        with pytest.raises(ProofError, match=said):
            SigningKeys.of(ORIGIN, changes, KEYS[now][0].public)
    with pytest.raises(ProofError, match="belong to another log"):
        SigningKeys.of("elders", [CHANGE], KEYS[1][0].public)
