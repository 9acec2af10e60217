"""A bundle under a new key for a reader who holds an old one: three verifiers follow the changes, and none that is broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.trail.changed_keys import Changed, a_log, entry_of, note_of
from tests.trail.samples import POLICY, a_bundle, by_both, by_engine, leaf, log_key, witness_key
from tests.trail.test_verify_program import by_hand
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.archive import packed
from wbmgp_engine.trail.bundle import POLICY as POLICY_FILE
from wbmgp_engine.trail.bundle import Bundle, LoggedChange
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy

LOG = a_log()
GOOD = LOG.bundle(7)
NEEDS_SHELL = pytest.mark.skipif(
    not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl"
)


def of_key(*seeds: int) -> Policy:
    return Policy(tuple(log_key(seed)[0] for seed in seeds), "w1", {"w1": witness_key()[0]})


@NEEDS_SHELL
@pytest.mark.parametrize(("size", "places"), [(9, (2, 5)), (3, (0,)), (6, (4,)), (8, (0, 1, 2)), (13, (7, 11, 12))])
def test_whoever_holds_any_key_of_the_log_can_check_it(tmp_path: Path, size: int, places: tuple[int, ...]) -> None:
    log = a_log(size, places)
    bundle = log.bundle(next(seq for seq in range(size) if seq not in places))
    for seed in range(len(places) + 1):
        assert by_both(bytes(bundle), bytes(of_key(seed))) == 0
        assert by_hand(bundle.files() | {POLICY_FILE: bytes(of_key(seed))}, tmp_path / "b") == 0
    assert by_both(bytes(bundle), bytes(of_key(9))) == 1
    assert by_hand(bundle.files() | {POLICY_FILE: bytes(of_key(9))}, tmp_path / "b") == 1
    assert by_both(bytes(bundle)) == 0


def test_without_the_changes_only_the_key_of_now_counts() -> None:
    bare = bytes(replace(GOOD, changes=()))
    assert [by_both(bare, bytes(of_key(seed))) for seed in (0, 1, 2)] == [1, 1, 0]


def test_the_facts_and_the_words_tell_the_changes_and_what_they_do_not_prove() -> None:
    _, facts = by_engine(bytes(GOOD), bytes(POLICY))
    assert (facts or {})["changes"] == ["2 (wissel)", "5 (gelekt)"]
    said = {lang: verify.outcome(bytes(GOOD), bytes(POLICY), lang)[1] for lang in ("nl", "en")}
    assert "andere sleutel, na 2 (wissel), 5 (gelekt). Oude en nieuwe sleutel hebben dat ondertekend." in said["nl"]
    assert "another key before, after 2 (wissel), 5 (gelekt). The old and the new key signed that." in said["en"]
    assert "Of de nieuwe sleutel van de gemeente is." in said["nl"].partition("Wat is niet bewezen:")[2]
    assert "That the new key is the municipality's." in said["en"].partition("What is not proven:")[2]
    assert "Of de nieuwe sleutel" not in verify.outcome(bytes(a_bundle()), bytes(POLICY), "nl")[1]


def with_changes(*changes: LoggedChange) -> Bundle:
    return replace(GOOD, changes=changes)


def rebuilt(note: Callable[[list[bytes]], Note], kind: str = "sleutelwissel") -> Bundle:
    """A log of one change, whose entry holds some note."""
    leaves = [leaf(seq) for seq in range(3)]
    made = note(leaves)
    data, said = entry_of(3, made, kind)
    return Changed((*leaves, data, leaf(4)), {3: made}, {3: said}, 1).bundle(4)


FIRST, SECOND = GOOD.changes
OTHER = a_log(12, (2, 5)).bundle(7).changes[0]
ATTACKS: dict[str, Callable[[], Bundle]] = {
    "the first change is missing": lambda: with_changes(SECOND),
    "the last change is missing": lambda: with_changes(FIRST),
    "one in the middle is missing": lambda: (log := a_log(12, (2, 5, 7)).bundle(9))
    and replace(log, changes=[log.changes[0], log.changes[2]]),
    "order changed": lambda: with_changes(SECOND, FIRST),
    "one twice": lambda: with_changes(FIRST, FIRST, SECOND),
    "proven under another head of the log": lambda: with_changes(OTHER, SECOND),
    "the notes exchanged": lambda: with_changes(replace(FIRST, note=SECOND.note), replace(SECOND, note=FIRST.note)),
    "another salt": lambda: with_changes(replace(FIRST, salt=b"x" * 32), SECOND),
    "other words": lambda: with_changes(replace(FIRST, said=SECOND.said), SECOND),
    "a note of other keys at this place": lambda: with_changes(replace(FIRST, note=note_of(LOG.leaves[:2], 0, 7)), SECOND),
    "only the new key signed": lambda: with_changes(replace(FIRST, note=half(FIRST.note, 1)), SECOND),
    "only the old key signed": lambda: with_changes(replace(FIRST, note=half(FIRST.note, 0)), SECOND),
    "another reason": lambda: with_changes(replace(FIRST, note=replace(FIRST.note, text=FIRST.note.text.replace("wissel\n", "gelekt\n"))), SECOND),
    "entered with one signature": lambda: rebuilt(lambda leaves: half(note_of(leaves, 0, 1), 1)),
    "entered with a wrong signature": lambda: rebuilt(lambda leaves: wrong(note_of(leaves, 0, 1))),
    "entered of another log": lambda: rebuilt(lambda leaves: note_of(leaves, 0, 1, origin="wbmgp.example/gm0363/2026")),
    "entered of another past": lambda: rebuilt(lambda leaves: note_of([*leaves[:2], leaf(2, actor_ref="d" * 32)], 0, 1)),
    "entered of another size": lambda: rebuilt(lambda leaves: note_of(leaves[:2], 0, 1)),
    "entered for an unknown reason": lambda: rebuilt(lambda leaves: note_of(leaves, 0, 1, "zomaar")),
    "entered with one key for both": lambda: rebuilt(lambda leaves: note_of(leaves, 0, 0)),
    "entered as something else": lambda: rebuilt(lambda leaves: note_of(leaves, 0, 1), "wissing"),
    "the old key signs the head": lambda: LOG.bundle(7, LOG.signed(0)),
    "the key between signs the head": lambda: LOG.bundle(7, LOG.signed(1)),
    "a stranger signs the head": lambda: LOG.bundle(7, LOG.signed(8)),
}  # fmt: skip


def half(note: Note, place: int) -> Note:
    return replace(note, signatures=(note.signatures[place],))


def wrong(note: Note) -> Note:
    """The new key's line holds a signature of something else."""
    old, new = note.signatures
    return replace(note, signatures=(old, replace(new, data=new.data[:4] + bytes(64))))


def test_a_log_that_was_made_in_this_way_with_a_right_note_is_good() -> None:
    assert by_both(bytes(rebuilt(lambda leaves: note_of(leaves, 0, 1))), bytes(POLICY)) == 0


@NEEDS_SHELL
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_broken_change_is_followed_by_nobody(tmp_path: Path, attack: str) -> None:
    bundle = ATTACKS[attack]()
    assert by_both(bytes(bundle), bytes(POLICY)) == 1
    assert by_hand(bundle.files() | {POLICY_FILE: bytes(POLICY)}, tmp_path / "b") == 1


def test_every_file_of_a_change_is_needed_and_no_other_is_allowed() -> None:
    files = GOOD.files()
    for name in sorted(name for name in files if name.startswith("keys/")):
        assert by_both(packed({one: data for one, data in files.items() if one != name}), bytes(POLICY)) == 1
    for name in ("keys/01/more", "keys/03/note", "keys/x", "keys/1/note"):
        assert by_both(packed(files | {name: b""}), bytes(POLICY)) == 1
    renumbered = {name.replace("keys/02/", "keys/03/"): data for name, data in files.items()}
    assert by_both(packed(renumbered), bytes(POLICY)) == 1


def test_flipped_bits_of_a_change_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "signed", cache(verify.signed))
    bundle = a_log(3, (1,)).bundle(2)
    files = bundle.files() | {"LEESMIJ.txt": b"-"}
    assert by_both(packed(files), bytes(POLICY)) == 0
    for name in sorted(name for name in files if name.startswith("keys/")):
        for place in range(len(name) % 29, 8 * len(files[name]), 29):
            data = bytearray(files[name])
            data[place // 8] ^= 1 << place % 8
            assert by_both(packed(files | {name: bytes(data)}), bytes(POLICY)) == 1, (name, place)


def test_a_key_that_came_back_counts_once_more_and_the_one_between_no_longer() -> None:
    leaves = [leaf(0)]
    notes, said = {}, {}
    for place, (old, new) in ((1, (0, 1)), (2, (1, 0))):
        notes[place] = note_of(leaves, old, new)
        data, said[place] = entry_of(place, notes[place])
        leaves.append(data)
    log = Changed((*leaves, leaf(3)), notes, said, 0)
    assert [by_both(bytes(log.bundle(3)), bytes(of_key(seed))) for seed in (0, 1)] == [0, 0]
    assert by_both(bytes(log.bundle(3, log.signed(1))), bytes(of_key(1))) == 1
