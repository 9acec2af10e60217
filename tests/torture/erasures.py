"""G1: what was erased stands nowhere, as text, key, salt or ciphertext; and with its wrapping key a backup forgets it too.

Files are searched byte by byte: the database, its journal and the index of that, a backup made afterwards, the key file.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from tests.api.store.samples import ORIGIN, START, TENANT, application, assessed
from tests.torture.harness import Part, Tally
from tests.trail.samples import RULES
from wbmgp_api.store import checkpoints, orders, rewrapping, sqlite
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.keys import KeyDestroyed, MasterKeys
from wbmgp_api.store.opened import SqliteStore, Store
from wbmgp_api.store.orders import Wanted
from wbmgp_api.store.payloads import opened, owner_of
from wbmgp_api.store.recording import Actor, Recorded, Recorder
from wbmgp_api.store.verification import flaws
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.retention import Kept
from wbmgp_engine.trail.ed25519 import signer

MAKER, CHECKER = Actor("b" * 32, "beheer", "api", "x"), Actor("c" * 32, "fg", "api", "x")
ERASED = ("inkomen", "motivering", "persoon", "spoor")
_CLOSED = text(
    "SELECT p.record_id, p.category, p.nonce, p.ciphertext, k.subject, k.wrapped_key, k.kek_epoch"
    " FROM payload p JOIN data_key k ON k.tenant = p.tenant AND k.id = p.data_key_id WHERE p.tenant = :tenant"
)


class Drawn:
    """Random bytes that repeat with their seed and look like no others."""

    def __init__(self, seed: object) -> None:
        self.seed, self.count = str(seed), 0

    def __call__(self, size: int) -> bytes:
        self.count += 1
        blocks = (sha256(f"{self.seed} {self.count} {block}".encode()).digest() for block in range(size // 32 + 1))
        return b"".join(blocks)[:size]


@dataclass(frozen=True, slots=True)
class Trail:
    """A store with keys of its own, and who records in it."""

    store: Store
    recorder: Recorder
    key: LogKey

    @classmethod
    def of(cls, store: Store, seed: object) -> Trail:
        """Every key and every random byte comes from the seed."""
        random = Drawn(f"random {seed}")
        recorder = Recorder("wbmgp.example", MasterKeys({1: random(32)}), "0.1.0", content_hash({}), random)
        return cls(store, recorder, LogKey(*signer(random(32))))

    def under(self, master: MasterKeys) -> Trail:
        """The same with other wrapping keys."""
        recorder = Recorder("wbmgp.example", master, "0.1.0", content_hash({}), self.recorder.random)
        return Trail(self.store, recorder, self.key)

    def record(self, number: int) -> Recorded:
        """A case in which every category holds words of its own."""
        what = assessed(told(number), opmerkingen=[{"nl": word("motivering", number)}])
        return self.store.write(
            TENANT,
            lambda c: self.recorder.assessment(c, what, RULES, MAKER, f"k{number}", START + timedelta(seconds=number)),
        )

    def erase(self, cases: Sequence[str], minute: int) -> None:
        """Erase categories of cases, by two people."""
        moment = START + timedelta(hours=2, minutes=minute)
        wanted = Wanted("verzoek_betrokkene", "Z-1", {case: [Kept(one) for one in ERASED] for case in cases})

        def job(c: Connection) -> None:
            order = orders.order(c, self.recorder, TENANT, wanted, MAKER, moment)
            orders.approve(c, self.recorder, TENANT, order, CHECKER, moment)
            orders.run(c, self.recorder, TENANT, order, MAKER, moment)

        self.store.write(TENANT, job)

    def rotate(self) -> Trail:
        """A new wrapping key for everything."""
        moved = self.under(self.recorder.master.grown(self.recorder.random))
        moment = START + timedelta(hours=3)
        self.store.write("", lambda c: rewrapping.end_older(c, moved.recorder.master, moment))
        while self.store.write(TENANT, lambda c: rewrapping.rewrap_some(c, moved.recorder, TENANT)):
            pass
        self.store.write(TENANT, lambda c: rewrapping.tell_rewrapped(c, moved.recorder, TENANT, 1, MAKER, moment))
        return moved

    def flaws(self) -> list[str]:
        """What does not hold in the log."""
        checkpoints.publish(self.store, TENANT, ORIGIN, self.key, START + timedelta(hours=4))
        master = self.recorder.master
        return self.store.read(TENANT, lambda c: [str(one) for one in flaws(c, master, self.key, ORIGIN)])

    def secrets(self, cases: Iterable[str]) -> dict[str, bytes]:
        """Every text, key, salt and ciphertext of what is to be erased, by what it is."""
        return self.store.read(TENANT, lambda c: secrets_of(c, self.recorder.master, set(cases)))


def word(category: str, number: int) -> str:
    """Words that stand nowhere else."""
    return f"{category}-{sha256(f'{category} {number}'.encode()).hexdigest()[:24]}"


def told(number: int) -> dict[str, Any]:
    """An application with such words in its categories."""
    found = application(kenmerk=word("persoon", number))
    found["huishouden"][0]["inkomen"] = [{"soort": word("inkomen", number)}]
    found["hardheid"] = [{"motivering": word("motivering", number)}]
    return found


def secrets_of(connection: Connection, master: MasterKeys, cases: set[str]) -> dict[str, bytes]:
    """Texts, keys, salts, ciphertexts and wrapped keys of the categories to erase, each long enough to be told apart."""
    found: dict[str, bytes] = {}
    for row in connection.execute(_CLOSED, {"tenant": TENANT}):
        if row.subject not in cases or row.category not in ERASED:
            continue
        name, wrapped = f"{row.subject} {row.category}", bytes(row.wrapped_key)
        said = opened(connection, master, TENANT, row.record_id)[row.category]
        key = master.unwrap(row.kek_epoch, wrapped, owner_of(TENANT, row.subject, row.category))
        found |= {f"key of {name}": key, f"salt of {name}": said.salt, f"wrapped key of {name}": wrapped,
                  f"ciphertext of {name}": bytes(row.ciphertext), f"nonce of {name}": bytes(row.nonce)}  # fmt: skip
        found[f"text of {name}"] = said.data
        for place in range(0, len(row.ciphertext) - 64, 64):
            found[f"ciphertext of {name} from {place}"] = bytes(row.ciphertext[place : place + 64])
    return found


def left(files: Iterable[Path], secrets: dict[str, bytes]) -> list[str]:
    """Which secrets stand in the files, as bytes, hex or base64."""
    held = b"\0".join(path.read_bytes() for path in files)
    return [
        name
        for name, one in secrets.items()
        if one in held or one.hex().encode() in held or base64.b64encode(one) in held
    ]


def openable(connection: Connection, master: MasterKeys, cases: set[str]) -> list[str]:
    """Which closed parts of cases still open, with these wrapping keys."""
    found = []
    for row in connection.execute(_CLOSED, {"tenant": TENANT}):
        try:
            master.unwrap(row.kek_epoch, bytes(row.wrapped_key), owner_of(TENANT, row.subject, row.category))
        except KeyDestroyed:
            continue
        if row.subject in cases:
            found.append(f"{row.subject} {row.category}")
    return found


def copy_of(store: SqliteStore, path: Path) -> None:
    """A backup of a store that is at work."""
    with store.reading.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql(f"VACUUM INTO '{path}'")
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")


def run(seed: int, count: int, folder: Path) -> Tally:
    """Record twice as many cases as are erased, erase, scrub, change the wrapping key, destroy the old one; search."""
    faults: list[str] = []
    trail = Trail.of(SqliteStore.open(folder / "store.db"), seed)
    store, keys = trail.store, folder / "store.db.keys"
    assert isinstance(store, SqliteStore)
    trail.recorder.master.write(keys)
    made = [trail.record(number) for number in range(2 * count)]
    gone = {one.case for one in made[::2]}
    secrets = trail.secrets(gone) | {
        f"{category} of case {number}": word(category, number).encode()
        for number in range(0, 2 * count, 2)
        for category in ERASED[:-1]
    }
    copy_of(store, folder / "before")
    first = {"wrapping key": trail.recorder.master.keys[1]}
    if not left([keys], first) or len(left([folder / "before"], secrets)) < count:
        faults.append("the search finds nothing before the erasure either: it searches wrongly")
    cases = sorted(gone)
    for minute, start in enumerate(range(0, len(cases), 50)):
        trail.erase(cases[start : start + 50], minute)
    store.scrub()
    moved = trail.rotate()
    store.scrub()
    moved.recorder.master.replace(keys)
    ended = moved.under(moved.recorder.master.without(1))
    ended.recorder.master.replace(keys)
    copy_of(store, folder / "after")
    now = [path for path in folder.iterdir() if path.name != "before"]
    faults += left(now, secrets | first)
    faults += [f"{one} opens in the backup of before" for one in _of_backup(folder / "before", ended, gone)]
    texts = {name: one for name, one in secrets.items() if name.startswith(("key", "salt", "text", *ERASED))}
    faults += left([folder / "before"], texts)
    faults += ended.flaws()
    kept = [one for one in made[1::2] if len(_said(ended, one.record)) < 6]
    faults += [f"{one.case} was not to be erased and does not open" for one in kept]
    size = sum(path.stat().st_size for path in now)
    store.close()
    faults += left([path for path in folder.iterdir() if path.name != "before"], secrets | first)
    return Tally(count, faults, {"secrets searched": str(len(secrets)), "bytes searched": str(size)})


def _said(trail: Trail, record: str) -> dict[str, Any]:
    return dict(trail.store.read(TENANT, lambda c: opened(c, trail.recorder.master, TENANT, record)))


def _of_backup(path: Path, trail: Trail, cases: set[str]) -> list[str]:
    engine = sqlite.read_engine(path)
    with engine.begin() as connection:
        found = openable(connection, trail.recorder.master, cases)
    engine.dispose()
    return found


PARTS = (
    Part("erasures", "G1: what was erased stands in no file, and in no backup that can be opened", 60, 10_000, run),
)  # fmt: skip
