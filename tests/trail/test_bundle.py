"""Bundles: a good one is good for both verifiers, a changed one for neither, and both always say the same."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trail.samples import (
    ANSWER,
    APPLICATION,
    EXPLANATION,
    ORIGIN,
    PAYLOADS,
    POLICY,
    RULES,
    SALTS,
    a_bundle,
    by_both,
    by_engine,
    by_program,
    key,
    leaf,
    log_key,
    proof_of,
    published,
    stamp,
    witness_key,
)
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail import archive, verify
from wbmgp_engine.trail.archive import MAX_BYTES, MAX_FILES, packed, unpacked
from wbmgp_engine.trail.canonical import decode, encode
from wbmgp_engine.trail.categories import CATEGORIES, of_request
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.merkle import leaf_hash, root
from wbmgp_engine.trail.notes import WITNESS, Note
from wbmgp_engine.trail.policy import Policy
from wbmgp_engine.trail.receipt import leaf_bytes

GOOD = a_bundle()
FILES = GOOD.files()
DATA = bytes(GOOD)
UNBOUND = {"LEESMIJ.txt", "verify.py"}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program computes each signature once: what is tried a hundred thousand times is mostly the same three."""
    monkeypatch.setattr(verify, "signed", cache(verify.signed))


def flips(data: bytes) -> Iterator[bytes]:
    for place in range(len(data)):
        for bit in range(8):
            yield data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_every_entry_of_a_log_has_a_good_bundle(size: int) -> None:
    for index in range(size):
        assert by_both(bytes(a_bundle(index, size))) == 0


def test_any_part_may_stay_closed() -> None:
    for count in range(len(CATEGORIES) + 1):
        for opened in combinations(CATEGORIES, count):
            bundle = a_bundle(opened=opened)
            assert by_both(bytes(bundle)) == 0
            found = by_program(bytes(bundle))[1] or {}
            assert (found["opened"], found["closed"]) == (list(opened), [c for c in CATEGORIES if c not in opened])
            assert found["replay"] == ("replay.json" in bundle.files()) == ({*CATEGORIES} - {"spoor"} <= {*opened})
            assert found["explained"] == ("explanation.nl.txt" in bundle.files()) == ("spoor" in opened)


def test_what_is_closed_does_not_leave_the_house() -> None:
    data = bytes(a_bundle(opened=["beoordeling"], salts=SALTS))
    assert PAYLOADS["inkomen"] not in data
    assert b'"ww"' not in data
    assert encode({"beoordeling": decode(FILES["salts.json"])["beoordeling"]}) == unpacked(data)[0]["salts.json"]


def test_the_replay_input_is_the_application_and_the_explanation_the_one_of_then() -> None:
    assert decode(FILES["replay.json"]) == {"aanvraag": APPLICATION}
    assert FILES["explanation.nl.txt"].decode() == EXPLANATION["nl"]
    assert FILES["explanation.en.txt"].decode() == EXPLANATION["en"]


def in_a_log(data: bytes, payloads: Mapping[str, bytes] = PAYLOADS, **changed: Any) -> bytes:
    """A bundle of one entry that the log did sign, whatever it says."""
    salts = {category: SALTS.get(category, bytes(32)) for category in payloads}
    bundle = a_bundle(leaf=data, proof=proof_of(0, [data]), opened=())
    return bytes(replace(bundle, opened=payloads, salts=salts, **changed))


def test_a_request_and_entries_without_rules_have_bundles_too() -> None:
    request = of_request({"kenmerk": "v", "onderbouwing": {}}, {"volledig": True}, {})
    assert by_both(in_a_log(leaf(0, request, resultaatcode="volledig"), request)) == 0
    erased = leaf(
        0, {}, type="wissing", betreft="c" * 32, categorieen=("inkomen",), rules_hash=None, resultaatcode=None
    )
    assert by_both(in_a_log(erased, {}, rules={})) == 0
    assert by_both(in_a_log(erased, {})) == 1


@pytest.mark.parametrize(
    "payloads",
    [
        {"spoor": b"[]"}, {"spoor": b"{"}, {"spoor": b'{"uitleg":{"nl":1}}'}, {"spoor": b'{"uitleg":[]}'},
        {"spoor": b'{"uitleg":{"fr":"x"}}'}, {"persoon": b'{"aanvraag":{}}', "inkomen": b'{"verzoek":{}}'},
        {"persoon": b'{"aanvraag":[]}'}, {"persoon": b'{"aanvraag":{"a":1}}', "inkomen": b'{"aanvraag":{"a":1}}'},
        {"persoon": b'{"aanvraag":{"huishouden.p1.rol":1}}'}, {"persoon": b'{"aanvraag":{}}', "inkomen": b'{"aanvraag":1}'},
        {"persoon": "\"e\u0301\"".encode()}, {"persoon": '{"aanvraag":{"a":"e\u0301"}}'.encode()}, {"persoon": b'{"aanvraag":null}'},
    ],
)  # fmt: skip
def test_both_judge_odd_parts_alike_though_the_log_signed_them(payloads: dict[str, bytes]) -> None:
    files = FILES | unpacked(in_a_log(leaf(0, payloads), {}))[0]
    kept = {name: data for name, data in files.items() if not name.startswith(("payload/", "expl", "replay"))}
    kept |= {f"payload/{category}.json": data for category, data in payloads.items()}
    kept["salts.json"] = encode({c: v for c, v in decode(FILES["salts.json"]).items() if c in payloads})
    by_both(packed(kept))
    for copied in (b'{"aanvraag":{}}', '{"aanvraag":{"a":"e\u0301"}}'.encode(), b'{"aanvraag":{"a":1}}'):
        by_both(packed(kept | {"replay.json": copied}))


@pytest.mark.usefixtures("quick")
def test_every_single_flipped_bit_of_a_bundle_is_found() -> None:
    small = packed(FILES | {"LEESMIJ.txt": b"-", "verify.py": b"-"})
    assert by_both(small) == 0
    codes = [by_both(changed) for changed in flips(small)]
    assert len(codes) == 8 * len(small)
    assert set(codes) == {1, 2}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", sorted({*FILES} - UNBOUND))
def test_every_single_flipped_bit_of_a_file_is_found_though_the_zip_was_made_again(name: str) -> None:
    small = FILES | {"LEESMIJ.txt": b"-"}
    missed = [changed for changed in flips(FILES[name]) if by_both(packed(small | {name: changed})) != 1]
    assert missed == []


@pytest.mark.parametrize("name", sorted({*FILES} - UNBOUND))
def test_every_cut_and_every_addition_is_found(name: str) -> None:
    data = FILES[name]
    cuts = {data[:-1], data[1:], b"", data * 2, data.replace(b"\n", b"\r\n"), data.replace(b" ", b"")} - {data}
    spaces = {data + b"\n", data + b" \n", b" " + data}
    assert {by_both(packed(FILES | {name: other})) for other in cuts} == {1}
    # In a policy, and nowhere else, spaces and empty lines mean nothing.
    assert {by_both(packed(FILES | {name: other})) for other in spaces} == {0 if name == "policy" else 1}


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_file_taken_out_or_exchanged_is_found(name: str) -> None:
    without = packed({other: data for other, data in FILES.items() if other != name})
    assert by_both(without) == (2 if name in {*UNBOUND, "leaf.json", "leaf.tlog-proof", "policy", "salts.json"} else 1)
    for other in FILES:
        if name not in UNBOUND and other != name:
            assert by_both(packed(FILES | {name: FILES[other]})) == 1


@pytest.mark.parametrize("salts", [b"[]", b"null", b'""', b"{}", b"0"])
def test_salts_are_an_object_with_the_opened_categories(salts: bytes) -> None:
    closed = a_bundle(opened=[]).files()
    assert by_both(packed(closed | {"salts.json": salts})) == (0 if salts == b"{}" else 1)
    assert by_both(packed(FILES | {"salts.json": salts})) == 1


def test_the_helping_files_are_not_proven_and_the_report_says_so() -> None:
    assert by_both(packed(FILES | {"verify.py": b"print('ok')", "LEESMIJ.txt": b"trust me"})) == 0
    for lang, words in (
        ("nl", "Neem verify.py van een plaats die u vertrouwt."),
        ("en", "from a place that you trust."),
    ):
        assert words in verify.outcome(DATA, None, lang)[1]


LEAVES = [leaf(seq) for seq in range(7)]
NEW_LEAF = leaf(4, actor_ref="c" * 32)
RENUMBERED = leaf(5, record_id="f" * 32)


def rewritten(leaves: list[bytes], *, seed: int = 0) -> Note:
    """A log in which somebody changed what stands in it, and signed that with some key."""
    return Checkpoint(ORIGIN, len(leaves), root([leaf_hash(data) for data in leaves])).signed(*log_key(seed))


ATTACKS: dict[str, Callable[[], Any]] = {
    "another entry at the place": lambda: replace(GOOD, leaf=NEW_LEAF),
    "the neighbour's entry": lambda: replace(GOOD, leaf=LEAVES[3]),
    "the neighbour's proof": lambda: replace(GOOD, proof=proof_of(3, LEAVES)),
    "place plus one": lambda: replace(GOOD, proof=replace(GOOD.proof, index=5)),
    "place minus one": lambda: replace(GOOD, proof=replace(GOOD.proof, index=3)),
    "place far away": lambda: replace(GOOD, proof=replace(GOOD.proof, index=10**15)),
    "place behind a log of one entry": lambda: replace(
        GOOD, leaf=leaf(1), proof=replace(proof_of(0, [leaf(1)]), index=1)
    ),
    "proof without its first hash": lambda: replace(GOOD, proof=replace(GOOD.proof, hashes=GOOD.proof.hashes[1:])),
    "proof without its last hash": lambda: replace(GOOD, proof=replace(GOOD.proof, hashes=GOOD.proof.hashes[:-1])),
    "proof with padding": lambda: replace(GOOD, proof=replace(GOOD.proof, hashes=(*GOOD.proof.hashes, bytes(32)))),
    "proof twice": lambda: replace(GOOD, proof=replace(GOOD.proof, hashes=GOOD.proof.hashes * 2)),
    "proof reversed": lambda: replace(GOOD, proof=replace(GOOD.proof, hashes=GOOD.proof.hashes[::-1])),
    "proof with unbound words": lambda: replace(GOOD, proof=replace(GOOD.proof, extra=b"x")),
    "older checkpoint": lambda: replace(GOOD, proof=replace(GOOD.proof, note=published(LEAVES[:4]))),
    "newer checkpoint": lambda: replace(GOOD, proof=replace(GOOD.proof, note=published([*LEAVES, LEAVES[0]]))),
    "empty log": lambda: replace(GOOD, proof=replace(GOOD.proof, note=published([]))),
    "entry deleted before it": lambda: forged(LEAVES[:2] + LEAVES[3:], LEAVES[4]),
    "entry inserted before it": lambda: forged([LEAVES[0], *LEAVES], LEAVES[4]),
    "entries reordered": lambda: forged([*LEAVES[:3], LEAVES[4], LEAVES[3], *LEAVES[5:]], LEAVES[4]),
    "renumbered": lambda: forged([*LEAVES[:4], RENUMBERED, *LEAVES[5:]], RENUMBERED),
    "rewritten, signed by the log, unseen by the witness": lambda: forged([*LEAVES[:4], NEW_LEAF, *LEAVES[5:]], NEW_LEAF),
    "rewritten, signed by another key": lambda: replace(
        GOOD, leaf=NEW_LEAF, proof=proof_of(4, [*LEAVES[:4], NEW_LEAF], rewritten([*LEAVES[:4], NEW_LEAF], seed=1))
    ),
    "of another log": lambda: of_another("wbmgp.example/gm0363/2026"),
    "without cosignature": lambda: replace(GOOD, proof=replace(GOOD.proof, note=published(LEAVES, witnessed=False))),
    "time of the witness moved": lambda: replace(GOOD, proof=replace(GOOD.proof, note=moved_time())),
    "salts exchanged": lambda: replace(GOOD, salts=SALTS | {"persoon": SALTS["inkomen"], "inkomen": SALTS["persoon"]}),
    "parts exchanged": lambda: replace(
        GOOD, opened=PAYLOADS | {"persoon": PAYLOADS["motivering"], "motivering": PAYLOADS["persoon"]}
    ),
    "a rule changed": lambda: replace(GOOD, rules=RULES | {"nl/wet/w/2000-01-01.yaml": b"$id: v\n"}),
    "a rule added": lambda: replace(GOOD, rules=RULES | {"nl/wet/w/2001-01-01.yaml": b""}),
    "a rule moved": lambda: replace(GOOD, rules={f"{path}x": data for path, data in RULES.items()}),
    "no rule book": lambda: replace(GOOD, rules={}),
}  # fmt: skip


def forged(leaves: list[bytes], data: bytes) -> Any:
    index = leaves.index(data) if data in leaves else 4
    return replace(GOOD, leaf=data, proof=proof_of(index, leaves, rewritten(leaves)))


def of_another(origin: str) -> Any:
    data = leaf_bytes(stamp(0, origin=origin), PAYLOADS, SALTS)
    return replace(GOOD, leaf=data, proof=proof_of(0, [data]))


def moved_time() -> Note:
    log, witness = GOOD.proof.note.signatures
    return Note(GOOD.proof.note.text, (log, replace(witness, data=witness.data[:4] + bytes(8) + witness.data[12:])))


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_structural_attack_is_found_by_both(attack: str) -> None:
    assert by_both(bytes(ATTACKS[attack]())) == 1


LAW: dict[str, Any] = {"datum": "2026-11-01", "regelboek": stamp(0).rules_hash, "regelingen": []}
TOLD: dict[str, tuple[Any, int]] = {
    "the same": ({"advies": "aanvullen", "recht": LAW}, 0),
    "nothing": ({}, 0),
    "no object": ([], 0),
    "a law that is no object": ({"recht": "x"}, 0),
    "another outcome": ({"advies": "weigeren", "recht": LAW}, 1),
    "another outcome of another kind": ({"advies": ["aanvullen"]}, 1),
    "another date of law": ({"advies": "aanvullen", "recht": LAW | {"datum": "2026-11-02"}}, 1),
    "another rule book": ({"advies": "aanvullen", "recht": LAW | {"regelboek": "sha256:" + "0" * 64}}, 1),
}


@pytest.mark.parametrize("case", TOLD)
def test_an_entry_says_what_its_opened_part_says(case: str) -> None:
    answer, code = TOLD[case]
    payloads = PAYLOADS | {"beoordeling": encode(decode(PAYLOADS["beoordeling"]) | {"toetsing": answer})}
    assert by_both(in_a_log(leaf(0, payloads), payloads)) == code
    # What another kind of entry opens is words of its own, and a closed part says nothing.
    assert by_both(in_a_log(leaf(0, payloads, type="besluit"), payloads)) == 0
    shut = {category: data for category, data in payloads.items() if category != "beoordeling"}
    assert by_both(in_a_log(leaf(0, payloads), shut)) == 0


@pytest.mark.parametrize("attack", ["renumbered", "rewritten, signed by the log, unseen by the witness"])
def test_the_witness_is_what_finds_a_log_that_was_rewritten_with_its_own_key(attack: str) -> None:
    alone = Policy((log_key()[0],))
    assert by_both(bytes(replace(ATTACKS[attack](), policy=alone))) == (0 if attack.startswith("rewritten") else 1)


def test_a_forged_bundle_with_forged_keys_is_good_until_the_reader_brings_the_keys() -> None:
    log, witness = log_key(7)[0], key("getuige.example/w1", WITNESS, 7)
    note = rewritten([NEW_LEAF] * 5, seed=7).signed(*witness, time=5)
    bundle = replace(
        GOOD, leaf=NEW_LEAF, proof=proof_of(4, [NEW_LEAF] * 5, note), policy=Policy((log,), "w1", {"w1": witness[0]})
    )
    assert by_both(bytes(bundle)) == 0
    assert "ALS DE SLEUTELS ECHT ZIJN" in verify.outcome(bytes(bundle), None, "nl")[1]
    assert by_both(bytes(bundle), bytes(POLICY)) == 1
    assert by_both(DATA, bytes(POLICY)) == 0
    assert by_both(DATA, b"no policy") == 2
    assert "de sleutels" not in verify.outcome(DATA, bytes(POLICY), "nl")[1]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
@pytest.mark.usefixtures("quick")
def test_both_say_the_same_about_anything_made_of_parts_of_bundles(data: st.DataObject) -> None:
    draw = data.draw
    files = dict(FILES)
    for _ in range(draw(st.integers(1, 4))):
        name, other = draw(st.sampled_from(sorted(FILES))), draw(st.sampled_from(sorted(FILES)))
        text = files.get(name, b"")
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        piece = draw(st.sampled_from([b"", b"\n", b"0", b"=", b" ", text[start:end] * 2, FILES[other][start:end]]))
        files[name] = text[:start] + piece + text[end:]
        if draw(st.integers(0, 9)) == 0:
            files.pop(other, None)
    loose = {*UNBOUND, "policy"}
    same = all(files.get(name) == content for name, content in FILES.items() if name not in loose)
    assert by_both(packed(files)) in ((0, 1, 2) if same else (1, 2))


def test_a_zip_reader_that_knows_nothing_of_bundles_reads_them() -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == FILES


def zipped(entries: list[tuple[str, bytes]], *, compress: int = zipfile.ZIP_STORED, **attributes: Any) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compress) as target:
        for name, data in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = compress
            for attribute, value in attributes.items():
                setattr(info, attribute, value)
            target.writestr(info, data)
    return stream.getvalue()


SORTED = sorted(FILES.items())


def overlapping() -> bytes:
    """A directory whose thousand files are all the same sixty thousand bytes."""
    body = packed({"a": bytes(60_000)})[: 30 + 1 + 60_000]
    shape = struct.pack("<5H3I2H", 20, 0, 0, 0, 33, crc32(bytes(60_000)), 60_000, 60_000, 4, 0)
    directory = b"".join(
        b"PK\1\2\x14\0" + shape + struct.pack("<3H2I", 0, 0, 0, 0, 0) + f"{n:04}".encode() for n in range(MAX_FILES)
    )
    return body + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1000, 1000, len(directory), len(body), 0)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"no zip",
    "json": lambda: b"{}",
    "an empty zip": lambda: zipped([]),
    "a zip of zeroes": lambda: bytes(5000),
    "half a bundle": lambda: DATA[: len(DATA) // 2],
    "the first bytes of a zip": lambda: DATA[:6],
    "a bundle that ends in a head": lambda: DATA[: DATA.index(b"PK\3\4", 4) + 6],
    "a bundle without its last byte": lambda: DATA[:-1],
    "a bundle and a byte": lambda: DATA + b"\0",
    "a byte and a bundle": lambda: b"\0" + DATA,
    "two bundles": lambda: DATA + DATA,
    "a bundle with a comment": lambda: DATA[:-2] + b"\1\0x",
    "packed again": lambda: zipped(SORTED, date_time=(2026, 1, 1, 0, 0, 0)),
    "compressed": lambda: zipped(SORTED, compress=zipfile.ZIP_DEFLATED),
    "a bomb": lambda: zipped([("leaf.json", bytes(30_000_000))], compress=zipfile.ZIP_DEFLATED),
    "a link": lambda: zipped(SORTED, external_attr=0o120777 << 16),
    "an extra field": lambda: zipped(SORTED, extra=b"\x01\x00\x00\x00"),
    "a name twice": lambda: DATA.replace(b"explanation.nl.txt", b"explanation.en.txt"),
    "not in order": lambda: made(SORTED[::-1]),
    "one name for two contents": lambda: made([*SORTED, SORTED[-1]]),
    "overlapping files": overlapping,
    "a directory that promises more": lambda: DATA[:-12] + b"\xff\xff" + DATA[-10:],
    "a directory that begins elsewhere": lambda: DATA[:-6] + b"\xff\xff\xff\xff" + DATA[-2:],
    "too many files": lambda: made([*SORTED[:13], *((f"rules/{n:05}", b"") for n in range(1000)), *SORTED[15:]]),
}  # fmt: skip
NAMES = [
    "../x",
    "/x",
    "a/../x",
    ".x",
    "a/.x",
    "a//b",
    "a/",
    "a\\b",
    "c:x",
    "a b",
    "é",
    "",
    "a\n",
    "x" * 201,
    "rules/../x", "rules//x", "rules/x/", "rules/.x", "rules/x y", "rules/" + "x" * 195]  # fmt: skip


def made(entries: list[tuple[str, bytes]]) -> bytes:
    """A zip in the form of a bundle from any entries in any order, by the rules of the format alone."""
    body, directory = b"", b""
    for name, data in entries:
        shape = struct.pack("<5H3I2H", 20, 0, 0, 0, 33, crc32(data), len(data), len(data), len(name.encode()), 0)
        directory += b"PK\1\2\x14\0" + shape + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\3\4" + shape + name.encode() + data
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + end


def test_the_zips_of_these_tests_are_bundles_but_for_what_is_wrong() -> None:
    assert made(SORTED) == DATA


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_no_bundle(name: str) -> None:
    assert by_both(HOSTILE[name]()) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_could_lead_elsewhere_is_no_name(name: str) -> None:
    assert by_both(made(sorted([*SORTED, (name, b"")]))) == 2
    with pytest.raises(BadInput, match="is no name for a file of a bundle"):
        packed({name: b""})


@pytest.mark.parametrize("name", ["x", "payload/naam.json", "payload/spoor.jso", "rule/x", "leaf.json.bak"])
def test_a_file_that_does_not_belong_makes_it_no_bundle(name: str) -> None:
    assert by_both(packed(FILES | {name: b""})) == 2


def test_a_bundle_has_a_largest_size_and_not_a_byte_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert by_both(bytes(MAX_BYTES + 1)) == 2
    assert verify.MOST_BYTES == MAX_BYTES
    monkeypatch.setattr(archive, "MAX_BYTES", 30_000)
    monkeypatch.setattr(verify, "MOST_BYTES", 30_000)
    room = 30_000 - len(packed(FILES | {"rules/z": b""}))
    # As large as can be: a bundle, though of another rule book. One byte more: none.
    assert by_both(packed(FILES | {"rules/z": bytes(room)})) == 1
    assert by_both(made(sorted((FILES | {"rules/z": bytes(room + 1)}).items()))) == 2
    with pytest.raises(BadInput, match=r"bundle: has 1 files, \d+ bytes → leave out what is not needed"):
        packed({"x": bytes(30_000)})
    with pytest.raises(BadInput, match="bundle: has 1001 files"):
        packed({f"x{number}": b"" for number in range(MAX_FILES + 1)})


def test_a_bundle_has_a_largest_number_of_files_and_not_one_more() -> None:
    for more, code in ((0, 1), (1, 2)):
        rules = {f"rules/{number:04}": b"" for number in range(MAX_FILES - len(FILES) + more)}
        assert by_both(made(sorted((FILES | rules).items()))) == code
    assert len(unpacked(packed({f"x{number}": b"" for number in range(MAX_FILES)}))[0]) == MAX_FILES


def test_files_that_overlap_are_not_copied_out_a_thousand_times() -> None:
    assert archive._listed(overlapping()) == {}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_both_say_the_same_about_random_damage(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(DATA)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data))
        data[start : start + chance.choice([0, 1, 4])] = chance.randbytes(chance.choice([0, 1, 4]))
    assert by_both(bytes(data)) in ((0,) if bytes(data) == DATA else (1, 2))


def test_the_engine_names_the_part_that_fails() -> None:
    found = {by_engine(bytes(ATTACKS[attack]()))[0] for attack in ATTACKS}
    assert found == {1}
    code, text = verify.outcome(packed(FILES | {"replay.json": b"{}"}), None, "nl")
    assert (code, text) == (
        1, "HET KLOPT NIET. Dit deel is veranderd, of hoort hier niet: een leesbare kopie.\n"
        "  (copy: replay.json is not what was recorded)\n",
    )  # fmt: skip


def test_answers_of_every_shape_can_be_bundled() -> None:
    assert set(ANSWER) <= {*decode(PAYLOADS["beoordeling"])["toetsing"], *decode(PAYLOADS["motivering"])["toetsing"],
                           *decode(PAYLOADS["onderzoek"])["toetsing"], *decode(PAYLOADS["spoor"])["toetsing"]}  # fmt: skip
    assert witness_key()[0] in POLICY.witnesses.values()
