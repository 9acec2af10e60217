"""A log that a witness knows gets another key: the operator takes in the notes that both keys signed.

The old key stays as that of the heads up to the change. Whoever has the old key can sign a note as well, so the operator
names the new key as it was published elsewhere, and a change from before what this witness saw is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from wbmgp_api.witness.file import Kept, WitnessFile
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.key_change import KIND, KeyChange, SigningKeys
from wbmgp_engine.trail.notes import LOG, Note, VerifierKey

_START: Final = f"{KIND}\n"


def notes_in(text: str) -> Iterator[Note]:
    """The notes of a text, one after another. Raises BadInput."""
    before, *parts = text.split(_START)
    if before.strip() or not parts:
        raise BadInput.one("notes", "hold no change of a key", "give what `wbmgp log key --changes` printed")
    for part in parts:
        yield Note.parse((_START + part.rstrip("\n") + "\n").encode())


def take_in(file: WitnessFile, text: str, key: VerifierKey) -> list[KeyChange]:
    """Keep the changes of a text, all or none; one that is known already is passed over. What is known now of them.

    Raises BadInput for another new key than `key`, ProofError for a change that does not follow from what this witness saw.
    """
    file.refuse_absent()
    with file.transaction() as kept:
        return [_taken_in(kept, note, key) for note in notes_in(text)]


def keys_for(changes: Sequence[KeyChange], trusted: Sequence[VerifierKey], origin: str, size: int) -> list[VerifierKey]:
    """Who may sign a head of a size: the trusted keys, and since a key was replaced the one that came in its place."""
    own = [change for change in changes if change.head.origin == origin]
    if not own:
        now = {change.old: change.new for change in changes}
        return [VerifierKey(origin, LOG, _last(now, key.public)) for key in trusted]
    keys = SigningKeys.of(origin, own, own[-1].new)
    chained = {change.old for change in own} | {keys.now}
    return [keys.of_head(size), *(key for key in trusted if key.public not in chained)]


def _taken_in(kept: Kept, note: Note, key: VerifierKey) -> KeyChange:
    change = KeyChange.parse(note)
    origin, size = change.head.origin, change.head.size
    if change.new != key.public:
        fix = "ask the keeper of the log, by another way than the one by which this came, which key is theirs"
        raise BadInput.one("--key", f"is not the new key that the notes name for {origin}", fix)
    before = kept.changes(origin)
    if change in before:
        return change
    SigningKeys.of(origin, [*before, change], change.new)
    if not before and not any(_signed(seen, change.old) for seen in kept.notes()):
        raise ProofError(
            f"{origin}: this witness saw nothing that the old key signed; start it with --log and the new key"
        )
    seen = kept.last(origin).checkpoint
    if seen.size > size or (seen.size == size and seen.root != change.head.root):
        raise ProofError(
            f"{origin}: this witness saw {seen.size} entries under the old key, and the change says another log of {size}."
            " Somebody who has the old key may have made it: keep it, and tell the keeper of the log"
        )
    kept.keep_change(change, bytes(note))
    return change


def _signed(seen: bytes, public: bytes) -> bool:
    note = Note.parse(seen)
    key = VerifierKey(note.text.partition("\n")[0], LOG, public)
    return key in note.check([key])


def _last(now: dict[bytes, bytes], public: bytes) -> bytes:
    for _ in now:
        public = now.get(public, public)
    return public


def read_notes(name: str) -> str:
    """The text of a file of notes. Raises BadInput."""
    try:
        return Path(name).read_text("utf-8")
    except (OSError, ValueError) as problem:
        raise BadInput.one(
            name, f"cannot be read: {problem}", "name the file that the keeper of the log sent"
        ) from None
