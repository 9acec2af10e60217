"""Bundles whose log was changed in its structure, by somebody with or without keys: two verifiers refuse every one.

A reader brings the policy along. Whoever believes the keys in a bundle can be deceived by forged keys, and without a
witness in the policy the log's own key may sign another history: docs/trail.md says both, and here both are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from tests.torture.entries import Entry, Log, entry
from tests.torture.harness import Part, Tally
from tests.trail.changed_keys import a_log, note_of
from tests.trail.samples import POLICY, SEEN_AT, by_both, log_key, stamp, witness_key
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.bundle import Bundle
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.log_proof import LogProof
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.receipt import leaf_bytes

Attack = Callable[[Random, int, int], Bundle]
"""A forged bundle of the entry at a place in a log of some size."""


def _leaves(size: int) -> list[bytes]:
    return [entry(seq).leaf for seq in range(size)]


def _other(seq: int, **changed: object) -> Entry:
    one = entry(seq)
    return replace(one, leaf=leaf_bytes(stamp(seq, **changed), one.parts, one.salts))


def _under(leaves: list[bytes], seq: int, note: Note, of: Entry) -> Bundle:
    """The bundle of an entry in a log that somebody made, under a head that somebody else signed."""
    return Log(leaves).bundle(min(seq, len(leaves) - 1), note, of)


def deleted(chance: Random, seq: int, size: int) -> Bundle:
    leaves = _leaves(size)
    del leaves[chance.choice([one for one in range(size) if one != seq])]
    return _under(leaves, chance.choice([seq, max(seq - 1, 0)]), Log.first(size).note, entry(seq))


def inserted(chance: Random, seq: int, size: int) -> Bundle:
    leaves = _leaves(size)
    leaves.insert(chance.randrange(size), _other(seq, record_id="f" * 32).leaf)
    return _under(leaves, seq + chance.randrange(2), Log.first(size).note, entry(seq))


def reordered(chance: Random, seq: int, size: int) -> Bundle:
    leaves, other = _leaves(size), chance.choice([one for one in range(size) if one != seq])
    leaves[seq], leaves[other] = leaves[other], leaves[seq]
    return _under(leaves, other, Log.first(size).note, entry(seq))


def duplicated(chance: Random, seq: int, size: int) -> Bundle:
    leaves, other = _leaves(size), chance.choice([one for one in range(size) if one != seq])
    leaves[other] = entry(seq).leaf
    return _under(leaves, other, Log.first(size).note, entry(seq))


def renumbered(chance: Random, seq: int, size: int) -> Bundle:
    other = chance.choice([one for one in range(size) if one != seq])
    made, log = replace(entry(seq), leaf=_other(other, record_id=f"{seq:032x}").leaf), Log.first(size)
    return log.bundle(chance.choice([seq, other]), of=made)


def changed(chance: Random, seq: int, size: int) -> Bundle:
    made = _other(seq, resultaatcode=chance.choice(["weigeren", "verlenen", "beoordelen"]))
    leaves = _leaves(size)
    leaves[seq] = made.leaf
    return chance.choice([Log.first(size), Log(leaves)]).bundle(seq, Log.first(size).note, made)


def of_another_tenant(chance: Random, seq: int, size: int) -> Bundle:
    made = _other(seq, origin="wbmgp.example/gm0363/2026")
    leaves = _leaves(size)
    leaves[seq] = made.leaf
    log = Log(leaves)
    return chance.choice([Log.first(size).bundle(seq, of=made), log.bundle(seq, Log.first(size).note, made),
                          log.bundle(seq, None, made)])  # fmt: skip


def truncated(chance: Random, seq: int, size: int) -> Bundle:
    """A head that was honest once, before the entry was there."""
    older = Log.first(chance.randrange(seq + 1))
    return Log.first(size).bundle(seq, older.note)


def old_head(chance: Random, seq: int, size: int) -> Bundle:
    """The proof of now under a head of then, or the other way round."""
    now, then = Log.first(size), Log.first(chance.choice([one for one in range(seq + 1, size + 9) if one != size]))
    return now.bundle(seq, then.note)


def forked(chance: Random, seq: int, size: int) -> Bundle:
    """Another history, signed by the log's own key; the witness has not seen it, or its line is taken from elsewhere."""
    made = _other(seq, resultaatcode="weigeren")
    leaves = _leaves(size)
    leaves[seq] = made.leaf
    log = Log(leaves)
    note = log.head.signed(*log_key())
    line = Log.first(size).note.signatures[-1]
    return log.bundle(seq, chance.choice([note, replace(note, signatures=(*note.signatures, line))]), made)


def key_swapped(chance: Random, seq: int, size: int) -> Bundle:
    """The same entries under other keys, and a policy in the bundle that names those."""
    other = log_key(chance.randrange(1, 50))
    note = Log.first(size).head.signed(*other)
    return replace(Log.first(size).bundle(seq, note), policy=Policy((other[0],)))


def time_shifted(chance: Random, seq: int, size: int) -> Bundle:
    log = Log.first(size)
    if chance.randrange(2):
        return log.bundle(seq, of=_other(seq, recorded_at=f"20{chance.randrange(10, 26)}-11-21T09:05:01.000000Z"))
    name, data = log.note.signatures[1].name, log.note.signatures[1].data
    time = SEEN_AT + chance.choice([-1, 1]) * chance.randrange(1, 10**8)
    line = replace(log.note.signatures[1], name=name, data=data[:4] + time.to_bytes(8, "big") + data[12:])
    return log.bundle(seq, replace(log.note, signatures=(log.note.signatures[0], line)))


def stripped_or_padded(chance: Random, seq: int, size: int) -> Bundle:
    bundle = Log.first(size).bundle(seq)
    hashes = list(bundle.proof.hashes)
    extra = chance.choice([*hashes, bytes(32), chance.randbytes(32), Log.first(size).head.root])
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(hashes) + 1)
        if chance.randrange(2) and hashes:
            del hashes[min(place, len(hashes) - 1)]
        else:
            hashes.insert(place, extra)
    if tuple(hashes) == bundle.proof.hashes:
        hashes.append(extra)
    return replace(bundle, proof=LogProof(seq, tuple(hashes), bundle.proof.note))


def parts_exchanged(chance: Random, seq: int, size: int) -> Bundle:
    """A part or a salt of another entry, or of another part."""
    bundle, other = Log.first(size).bundle(seq), entry(chance.choice([one for one in range(size) if one != seq]))
    one, two = chance.sample(CATEGORIES, 2)
    salts, parts = dict(bundle.salts), dict(bundle.opened)
    what = chance.randrange(3)
    if what == 0:
        salts[one] = other.salts[one]
    elif what == 1:
        salts[one], salts[two] = salts[two], salts[one]
    else:
        parts["beoordeling"], salts["beoordeling"] = other.parts["beoordeling"], other.salts["beoordeling"]
    return replace(bundle, salts=salts, opened=parts)


def unwitnessed(chance: Random, seq: int, size: int) -> Bundle:
    """The log's signature alone, or the line of a witness that nobody named."""
    log = Log.first(size)
    note = log.head.signed(*log_key())
    stranger = witness_key(f"getuige.example/w{chance.randrange(2, 90)}")
    return log.bundle(seq, chance.choice([note, note.signed(*stranger, time=SEEN_AT)]))


def key_change_broken(chance: Random, seq: int, size: int) -> Bundle:
    """A bundle under a third key for a reader of the first, with a change left out, exchanged, proven elsewhere or not signed."""
    places = tuple(sorted(chance.sample(range(12), 2)))
    log = a_log(chance.randrange(places[1] + 1, 14), places)
    bundle = log.bundle(chance.choice(places))
    first, second = bundle.changes
    fork = note_of(log.leaves[: places[0]], 0, chance.randrange(5, 50))
    elsewhere = a_log(14 + chance.randrange(9), places)
    changes = chance.choice([
        (), (second,), (first,), (second, first), (first, first, second), (replace(first, note=second.note), second),
        (first, replace(second, leaf=first.leaf)), (replace(first, note=fork), second), (replace(first, said=second.said), second),
        (replace(first, note=replace(first.note, signatures=first.note.signatures[chance.randrange(2) :][:1])), second),
        (elsewhere.change(places[0], elsewhere.signed()), second),
    ])  # fmt: skip
    return replace(bundle, changes=changes)


ATTACKS: tuple[Attack, ...] = (
    deleted, inserted, reordered, duplicated, renumbered, changed, of_another_tenant, truncated, old_head, forked,
    key_swapped, time_shifted, stripped_or_padded, parts_exchanged, unwitnessed,
    key_change_broken,
)  # fmt: skip


def forgeries(seed: int, count: int, folder: Path) -> Tally:
    """Every attack in turn, on entries drawn from logs of 2 to 40."""
    chance, faults, kinds = Random(seed), list[str](), Counter[str]()
    with patch.object(verify, "signed", cache(verify.signed)):
        for number in range(count):
            attack, size = ATTACKS[number % len(ATTACKS)], chance.randrange(2, 41)
            seq = chance.randrange(size)
            verdict = by_both(bytes(attack(chance, seq, size)), bytes(POLICY))
            kinds[attack.__name__.replace("_", " ")] += 1
            if verdict == 0:
                faults.append(f"{attack.__name__}, entry {seq} of {size}: was accepted")
    return Tally(count, faults, {name: str(number) for name, number in kinds.items()})


def clean(seed: int, count: int, folder: Path) -> Tally:
    """Good bundles of any entry of any log, with any parts opened, some after changes of key: not one is refused."""
    chance, faults = Random(seed), list[str]()
    with patch.object(verify, "signed", cache(verify.signed)):
        for _ in range(count):
            size = chance.randrange(1, 201)
            seq, opened = chance.randrange(size), chance.sample(CATEGORIES, chance.randrange(len(CATEGORIES) + 1))
            bundle = _known(size).bundle(seq)
            given = replace(bundle, opened={c: bundle.opened[c] for c in opened}, salts=bundle.salts)
            if not chance.randrange(8):
                given = after_changes(chance)
            if by_both(bytes(given), bytes(POLICY)) != 0:
                faults.append(f"entry {seq} of {size} with {opened}: a good bundle is refused")
    return Tally(count, faults, {"clean bundles": str(count)})


def after_changes(chance: Random) -> Bundle:
    """A good bundle for whoever holds the first key of a log that changed it once or twice."""
    places = sorted(chance.sample(range(9), chance.randrange(1, 3)))
    log = a_log(chance.randrange(places[-1] + 2, 12), tuple(places))
    return log.bundle(chance.choice([seq for seq in range(len(log.leaves)) if seq not in places]))


@cache
def _known(size: int) -> Log:
    return Log.first(size)


PARTS = (
    Part(
        "forged bundles",
        "every structural attack on a bundle is found (T2)",
        200 * len(ATTACKS),
        20_000 * len(ATTACKS),
        forgeries,
    ),
    Part("clean bundles", "no false alarm over good bundles (T2)", 2_000, 1_000_000, clean),
)
