"""Heads and real witnesses: cosigned, kept, put into bundles; and a log that is stopped when a witness knows better."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.api.store.anchoring.scripted import Answer, scripted
from tests.api.store.samples import MASTER, ORIGIN, START, TENANT, application, assessed, record
from tests.api.store.test_checkpoints import KEY, OTHER
from tests.api.store.test_signing import NEW, changed
from tests.api.witness.process import Running, running
from tests.trail.samples import by_both
from wbmgp_api.anchoring.asking import NoAnswer
from wbmgp_api.anchoring.publishing import Published, Publisher
from wbmgp_api.anchoring.witnesses import Cosigned, Refused, WitnessAt
from wbmgp_api.store import checkpoints, reading, sqlite
from wbmgp_api.store.errors import StoreBroken
from wbmgp_api.store.export import bundle_of
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.verification import flaws
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import signer
from wbmgp_engine.trail.instructions import RECIPE
from wbmgp_engine.trail.notes import LOG, WITNESS, Note, VerifierKey
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.witness_request import WitnessRequest

LOG_KEY = KEY.named(ORIGIN)
W_PUBLIC, W_SIGN = signer(b"w" * 32)
W_KEY = VerifierKey("getuige.example/w1", WITNESS, W_PUBLIC)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Running]:
    """A real witness that knows the log of every year."""
    (tmp_path / "witness").mkdir()
    with running(tmp_path / "witness", str(VerifierKey("wbmgp.example/gm0599/*", LOG, KEY.public))) as found:
        yield found


def grow(store: Store, start: int, count: int = 1) -> None:
    for number in range(start, start + count):
        record(store, assessed(application(kenmerk=f"k{number}")), key=f"k{number}", second=number)


def publish(store: Store, *witnesses: str | WitnessAt) -> list[Published]:
    known = [one if isinstance(one, WitnessAt) else WitnessAt.parse(one) for one in witnesses]
    return list(Publisher(store, KEY, known, lambda: START).tenant(TENANT))


def rows(store: Store, table: str) -> int:
    return int(store.read(TENANT, lambda c: c.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()))


def bundle(store: Store, last: int = -1) -> dict[str, bytes]:
    row = store.read(TENANT, lambda c: reading.assessments(c, TENANT, None))[last]
    return store.read(TENANT, lambda c: bundle_of(c, MASTER, KEY, row)).files()


def zipped(store: Store, last: int = -1) -> bytes:
    row = store.read(TENANT, lambda c: reading.assessments(c, TENANT, None))[last]
    return bytes(store.read(TENANT, lambda c: bundle_of(c, MASTER, KEY, row)))


def test_a_head_is_cosigned_and_kept(store: Store, watching: Running) -> None:
    grow(store, 0, 2)
    signed, seen = publish(store, watching.option)
    assert (signed.size, signed.witness, seen.size, seen.witness) == (3, None, 3, "getuige.example/w1")
    assert seen.time
    grow(store, 2)
    assert [one.size for one in publish(store, watching.option)] == [4, 4]
    # The same head is shown to the witness again: a log that was put back would not go unseen.
    assert [one.size for one in publish(store, watching.option)] == [4, 4]
    assert rows(store, "log_cosignature") == 2
    assert store.read(TENANT, lambda c: list(flaws(c, MASTER, KEY, ORIGIN))) == []


def by_hand(files: dict[str, bytes], folder: Path) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return subprocess.run(["bash", "-c", RECIPE], cwd=folder, capture_output=True, check=False).returncode


def test_a_bundle_has_what_two_witnesses_signed_and_three_verifiers_agree(
    store: Store, watching: Running, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    with running(tmp_path / "second", str(LOG_KEY), name="getuige.example/w2") as second:
        grow(store, 0, 2)
        publish(store, watching.option)
        grow(store, 2)
        publish(store, watching.option, second.option)
        grow(store, 3)
        checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
    data = zipped(store, 0)
    assert by_both(data) == 0
    keys = {"w1": watching.key, "w2": second.key, "w3": str(W_KEY)}
    trusted = "".join([f"log {LOG_KEY}\n", *(f"witness {name} {key}\n" for name, key in keys.items())])
    for quorum, code in (
        ("group g 2 w1 w2 w3\nquorum g\n", 0),
        ("quorum w3\n", 1),
        ("group g all w1 w3\nquorum g\n", 1),
    ):
        policy = (trusted + quorum).encode()
        assert by_both(data, policy) == code
        assert by_hand(bundle(store, 0) | {"policy": policy}, tmp_path / "b") == code
    assert by_hand(bundle(store, 0), tmp_path / "b") == 0
    assert b"quorum witnesses\n" in bundle(store, 0)["policy"]
    # Of the entry that no witness saw yet there is a plain head.
    assert bundle(store, -1)["policy"].endswith(b"quorum none\n")


def test_of_an_entry_the_earliest_of_the_best_heads_is_shown(store: Store, watching: Running) -> None:
    grow(store, 0)
    publish(store, watching.option)
    grow(store, 1)
    publish(store, watching.option)
    assert bundle(store, 0)["leaf.tlog-proof"].split(b"\n\n", 1)[1].split(b"\n")[1] == b"2"
    assert bundle(store, 1)["leaf.tlog-proof"].split(b"\n\n", 1)[1].split(b"\n")[1] == b"3"


def test_a_signature_that_we_failed_to_keep_is_caught_up_with(store: Store, watching: Running) -> None:
    grow(store, 0)
    witness = WitnessAt.parse(watching.option)
    note = checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
    assert isinstance(witness.cosign(WitnessRequest(0, (), note), LOG_KEY), Cosigned)
    grow(store, 1, 3)
    assert [(one.size, one.problem) for one in publish(store, witness)] == [(5, ""), (5, "")]


def test_a_witness_that_forgot_is_shown_the_log_from_where_it_is(store: Store, tmp_path: Path) -> None:
    grow(store, 0)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        if name == "two":
            shutil.copy(tmp_path / "one" / "witness.key", tmp_path / "two")
        with running(tmp_path / name, str(LOG_KEY)) as found:
            assert publish(store, found.option)[1].problem == ""
        grow(store, 5)


class Copies:
    """Copies of a database in a file, put back as an operator does: the service stops, the file is replaced."""

    def __init__(self, folder: Path) -> None:
        self.file, self.copy = folder / "store.db", folder / "copy.db"

    def store(self) -> Store:
        return open_store(f"sqlite:///{self.file}")

    def put_back(self) -> None:
        for name in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + name).unlink(missing_ok=True)
        shutil.copy(self.copy, self.file)


@pytest.fixture
def copies(tmp_path: Path, watching: Running) -> Copies:
    """A log of three entries that a witness saw, of which a copy was made; then it grew and was seen again."""
    found = Copies(tmp_path)
    for start in (0, 2):
        store = found.store()
        grow(store, start, 2)
        assert publish(store, watching.option)[1].problem == ""
        store.close()
        if start == 0:
            shutil.copy(found.file, found.copy)
    return found


@pytest.mark.parametrize("later", [0, 1, 2, 5])
def test_a_copy_that_was_put_back_is_found_whatever_was_written_after(
    copies: Copies, watching: Running, later: int
) -> None:
    copies.put_back()
    store = copies.store()
    grow(store, 20, later)
    signed, stopped = publish(store, watching.option)
    assert (signed.size, stopped.stopped) == (3 + later, True)
    found = "there are" if later < 2 else "those here are others"
    for words in (
        f"the log {ORIGIN} is stopped: getuige.example/w1 saw a head of 5 entries",
        found,
        "was put back",
        f"{ORIGIN}\n5\n",
    ):
        assert words in stopped.problem
    # The evidence is a head that this log signed and that a reader can use.
    evidence = Note.parse(stopped.problem.partition("What the witness saw:\n")[2].encode())
    assert Policy((LOG_KEY,), "w", {"w": VerifierKey.parse(watching.key, WITNESS)}).check(evidence)[0].size == 5
    with pytest.raises(StoreBroken, match="is stopped"):
        grow(store, 30)
    assert [(one.stopped, "saw a head of 5 entries" in one.problem) for one in publish(store, watching.option)] == [
        (True, True)
    ]
    store.close()


def test_the_right_copy_goes_on_where_it_was(copies: Copies, watching: Running) -> None:
    store = copies.store()
    shutil.copy(copies.file, copies.copy)
    store.close()
    copies.put_back()
    store = copies.store()
    grow(store, 9)
    assert [one.problem for one in publish(store, watching.option)] == ["", ""]
    store.close()


def lying(add: Callable[[bytes], Answer], head: bytes = b"") -> Callable[[str, bytes], Answer]:
    """A witness that answers a request so, and shows such a head."""
    shown = f"/{sha256(ORIGIN.encode()).hexdigest()}/checkpoint"
    return lambda path, body: (200 if head else 404, "text/plain", head) if path == shown else add(body)


def says(status: int, body: bytes = b"", kind: str = "text/plain") -> Callable[[bytes], Answer]:
    return lambda _: (status, kind, body)


def signs(sign: Any = W_SIGN, key: VerifierKey = W_KEY, more: bytes = b"") -> Callable[[bytes], Answer]:
    def answer(body: bytes) -> Answer:
        note = WitnessRequest.parse(body).note.signed(key, sign, time=1_795_251_900)
        return 200, "text/plain", more + str(note.signatures[-1]).encode()

    return answer


def head_of(size: int, key: Any = KEY) -> bytes:
    return bytes(Checkpoint(ORIGIN, size, b"x" * 32).signed(key.named(ORIGIN), key.sign))


STRANGER = VerifierKey("getuige.example/w9", WITNESS, W_PUBLIC)
NOISE = str(Note("x\n").signed(STRANGER, W_SIGN, time=1).signatures[0]).encode()
SIZE = "text/x.tlog.size"
ODD = {
    "good, among lines of others": (lying(signs(more=NOISE)), ""),
    "signed by another": (lying(signs(key=STRANGER)), "no signature with the key that is known here"),
    "signed wrongly": (lying(signs(sign=lambda _: b"x" * 64)), "a signature that does not hold"),
    "no signature": (lying(says(200, b"thanks\n")), "a signature that does not hold"),
    "nothing": (lying(says(200)), "no signature with the key that is known here"),
    "another text": (lying(says(200, b"\n\n" + NOISE)), "gave "),
    "not understood": (lying(says(400, b"eh?")), "answered 400: it did not understand the request (eh?)"),
    "unknown log": (lying(says(404)), f"does not know this log; give it {LOG_KEY}"),
    "unknown key": (lying(says(403)), f"knows another key for this log; give it {LOG_KEY}"),
    "out of order": (lying(says(503, b"later")), "answered 503: it cannot do so now (later)"),
    "elsewhere": (lying(says(302)), "answered 302"),
    "size without its type": (lying(says(409, b"9\n")), "answered 409 and told no size (9)"),
    "size that is none": (lying(says(409, b"-9\n", SIZE)), "answered 409 and told no size (-9)"),
    "says it saw more, shows nothing": (lying(says(409, b"99\n", SIZE)), "shows none that this log signed"),
    "says it saw more, shows a forgery": (lying(says(409, b"99\n", SIZE), head_of(99, OTHER)), "shows none that this log"),
    "says the proof fails, shows nothing": (lying(says(422)), "shows none that this log signed"),
    "always another size": (lying(says(409, b"1\n", SIZE)), "refused the head 4 times"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_the_word_of_a_witness_stops_no_log_and_holds_up_no_other(tmp_path: Path, name: str) -> None:
    answer, problem = ODD[name]
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    grow(store, 0)
    with scripted(answer) as odd_one, scripted(lying(signs(key=STRANGER))) as good_one:
        signed, odd, good = publish(store, WitnessAt(W_KEY, odd_one.url), WitnessAt(STRANGER, good_one.url))
    assert (signed.problem, good.problem) == ("", "")
    assert problem in odd.problem and bool(problem) == bool(odd.problem)
    assert rows(store, "log_cosignature") == 2 - bool(problem)
    grow(store, 1)
    store.close()


def test_a_witness_that_refuses_what_it_shows_itself_stops_nothing(store: Store) -> None:
    grow(store, 0)
    note = checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
    with scripted(lying(says(422), bytes(note))) as server:
        _, odd = publish(store, WitnessAt(W_KEY, server.url))
    assert "and shows one that fits; ask its operator" in odd.problem
    grow(store, 1)


def test_a_head_that_the_log_signed_and_does_not_have_stops_it(store: Store) -> None:
    grow(store, 0)
    for size in (2, 99):
        with scripted(lying(says(422), head_of(size))) as server:
            assert publish(store, WitnessAt(W_KEY, server.url))[-1].stopped
        with pytest.raises(StoreBroken, match="is stopped"):
            grow(store, 1)


@dataclass(frozen=True, slots=True)
class Overtaken(WitnessAt):
    """A witness that another process of the same log gets to first."""

    before: Callable[[], None] = lambda: None

    def cosign(self, request: WitnessRequest, log: VerifierKey) -> Cosigned | Refused:
        self.before()
        return WitnessAt.cosign(self, request, log)


def test_a_later_head_of_another_process_is_no_other_history(store: Store, watching: Running) -> None:
    grow(store, 0)
    plain = WitnessAt.parse(watching.option)
    times: list[int] = []

    def other_process() -> None:
        times.append(1)
        if len(times) == 1:
            grow(store, 1, 3)
            publish(store, plain)

    last = publish(store, Overtaken(plain.key, plain.url, other_process))[-1]
    assert (last.size, last.problem, len(times)) == (5, "", 2)


def test_a_log_with_a_new_key_goes_on_and_its_old_heads_stay_evidence(store: Store, tmp_path: Path) -> None:
    grow(store, 0)
    (tmp_path / "one").mkdir()
    with running(tmp_path / "one", str(LOG_KEY)) as found:
        assert publish(store, found.option)[1].problem == ""
        before = checkpoints.publish(store, TENANT, ORIGIN, KEY, START)
        at = changed(store)
        publisher = Publisher(store, NEW, [WitnessAt.parse(found.option)], lambda: START)
        assert (
            f"knows another key for this log; give it {NEW.named(ORIGIN)}" in list(publisher.tenant(TENANT))[1].problem
        )
    with running(tmp_path / "one", str(LOG_KEY), str(NEW.named(ORIGIN))) as again:
        publisher = Publisher(store, NEW, [WitnessAt.parse(again.option)], lambda: START)
        signed, seen = publisher.tenant(TENANT)
        assert (signed.size, seen.size, seen.problem) == (at.size + 1, at.size + 1, "")
    # A head of before the change that this log signed under its old key and does not have is evidence as well.
    for shown, stops in ((bytes(before), False), (head_of(2), True)):
        with scripted(lying(says(422), shown)) as server:
            lie = Publisher(store, NEW, [WitnessAt(W_KEY, server.url)], lambda: START)
            assert list(lie.tenant(TENANT))[-1].stopped == stops


def test_nobody_at_home_is_told_and_the_next_time_is_caught_up_with(store: Store, tmp_path: Path) -> None:
    grow(store, 0)
    with running(tmp_path, str(LOG_KEY)) as found:
        pass
    assert "was not reached" in publish(store, found.option)[1].problem
    grow(store, 1)
    with running(tmp_path, str(LOG_KEY)) as again:
        assert publish(store, again.option)[1].size == 3


@pytest.mark.parametrize(
    "witness", ["", str(W_KEY), f"{W_KEY} ftp://w/", f"{LOG_KEY} http://w/", f"{W_KEY} http://w/ x", "x http://w/"]
)
def test_what_is_no_witness_is_refused(witness: str) -> None:
    with pytest.raises(BadInput):
        WitnessAt.parse(witness)


TAMPERED = {
    "line": f"UPDATE log_cosignature SET line = '{NOISE.decode().strip()}\n'",
    "key": f"UPDATE log_cosignature SET witness = '{STRANGER}'",
    "no key": "UPDATE log_cosignature SET witness = 'x'",
    "moved": "UPDATE log_cosignature SET size = 2 WHERE size = 3",
    "stamp of nothing": f"INSERT INTO log_timestamp VALUES ('{ORIGIN}', 2, '{TENANT}', x'00', '2026-11-21T09:00:00.000000Z')",
    "head gone": "DELETE FROM log_checkpoint WHERE size = 3",
    "stamp": f"INSERT INTO log_timestamp VALUES ('{ORIGIN}', 3, '{TENANT}', x'00', '2026-11-21T09:00:00.000000Z')",
}


@pytest.mark.parametrize("name", TAMPERED)
def test_anchors_that_were_changed_by_hand_are_found(tmp_path: Path, watching: Running, name: str) -> None:
    path = tmp_path / "store.db"
    store = open_store(f"sqlite:///{path}")
    grow(store, 0, 2)
    publish(store, watching.option)
    store.close()
    with closing(sqlite.driver().connect(str(path))) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(TAMPERED[name])
        connection.commit()
    store = open_store(f"sqlite:///{path}")
    found = store.read(TENANT, lambda c: [str(flaw) for flaw in flaws(c, MASTER, KEY, ORIGIN)])
    assert any(flaw.startswith("anchors of head ") for flaw in found), found
    store.close()


def test_no_answer_is_an_error_of_its_own() -> None:
    with pytest.raises(NoAnswer):
        WitnessAt(W_KEY, "http://127.0.0.1:9").head(ORIGIN, lambda _: LOG_KEY)
