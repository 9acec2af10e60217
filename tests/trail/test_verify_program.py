"""The stand-alone program: its signatures, its words, its command line, and that it stands alone."""

from __future__ import annotations

import ast
import json
import random
import runpy
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha512
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from tests.trail.samples import (
    POLICY,
    RULES,
    SALTS,
    SEEN_AT,
    a_bundle,
    by_both,
    key,
    leaf,
    log_key,
    proof_of,
    published,
    witness_key,
)
from wbmgp_engine import cli
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.archive import packed
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.ed25519 import signer, verifies
from wbmgp_engine.trail.instructions import RECIPE
from wbmgp_engine.trail.merkle import leaf_hash, root
from wbmgp_engine.trail.notes import WITNESS
from wbmgp_engine.trail.policy import Policy

PROGRAM = Path(verify.__file__)
GOOD = a_bundle(verifier=PROGRAM.read_bytes())
BAD = packed(GOOD.files() | {"replay.json": b"{}"})


def both_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    one = verifies(public, message, signature)
    assert one == verify.signed(public, message, signature)
    return one


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511), st.integers(0, 255))
def test_signatures_are_judged_as_openssl_does(seed: bytes, message: bytes, bit: int, other: int) -> None:
    public, sign = signer(seed)
    signature = sign(message)
    assert both_verify(public, message, signature)
    flipped = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not both_verify(public, message, flipped)
    assert not both_verify(public, message + b"\0", signature)
    both_verify((int.from_bytes(public, "big") ^ 1 << other).to_bytes(32, "big"), message, signature)
    for size in (0, 32, 63, 65):
        assert not both_verify(public, message, (signature + b"\0")[:size])


def number(value: int) -> bytes:
    return value.to_bytes(32, "little")


# Points of small order, in their own and in other writings, and what is no point at all.
ODD = [
    number(0), number(1), number(verify.P - 1), number(verify.P), number(verify.P + 1), number(2), number(3),
    number(1 << 255), number(1 | 1 << 255), number((verify.P - 1) | 1 << 255), number(2**256 - 1), number(2**255 - 1),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
]  # fmt: skip


@pytest.mark.parametrize("public", ODD)
def test_odd_keys_and_points_are_judged_as_openssl_does(public: bytes) -> None:
    for point in ODD:
        for s in (0, 1, verify.L - 1, verify.L, verify.L + 1, 2**256 - 1):
            for message in (b"", b"x", b"yy"):
                both_verify(public, message, point + number(s))


def test_a_signature_written_with_a_larger_number_is_refused() -> None:
    public, sign = signer(bytes(32))
    signature = sign(b"x")
    larger = int.from_bytes(signature[32:], "little") + verify.L
    assert not both_verify(public, b"x", signature[:32] + number(larger))


def test_the_base_point_is_that_of_the_standard() -> None:
    # RFC 8032, 7.1, test 1: the empty message.
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert both_verify(public, b"", signature)
    assert sha512(b"").hexdigest()[:8] == "cf83e135"


def test_it_is_one_file_of_the_standard_library_within_its_size() -> None:
    source = PROGRAM.read_text(encoding="utf-8")
    modules = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert modules <= sys.stdlib_module_names - {"socket", "urllib", "http", "ssl", "subprocess", "os", "asyncio"}
    assert source.count("\n") <= 600
    assert not {"eval", "exec", "__import__", "compile"} & {
        n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)
    }


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """The program from a bundle, in a Python that sees nothing but its standard library."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", "verify.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "verify.py").write_bytes(GOOD.files()["verify.py"])
    for name, data in (("good.zip", bytes(GOOD)), ("bad.zip", BAD), ("none.zip", b"x"), ("policy", bytes(POLICY))):
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_it_runs_alone_and_answers_with_its_exit_code(folder: Path) -> None:
    good, bad, none = (run([f"{name}.zip", "--lang", "en"], folder) for name in ("good", "bad", "none"))
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.startswith("ALL IS WELL, IF THE KEYS ARE REAL.")
    assert (bad.returncode, bad.stderr) == (1, "")
    assert bad.stdout.startswith("IT DOES NOT HOLD.")
    assert (none.returncode, none.stdout) == (2, "")
    assert none.stderr.startswith("This is no bundle.")
    trusted = run(["--policy", "policy", "good.zip"], folder)
    assert trusted.stdout.startswith("ALLES KLOPT. Elk bewijs")


@pytest.mark.parametrize(
    "arguments", [[], ["a", "b"], ["--lang", "fr", "good.zip"], ["--help"], ["good.zip", "--policy"], ["--what"]]
)
def test_a_wrong_command_line_shows_the_right_one(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main(arguments) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "python3 verify.py BUNDLE [--policy FILE] [--lang nl|en]\n")


def test_the_command_line_in_this_process(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main([str(folder / "good.zip"), "--policy", str(folder / "policy"), "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("ALL IS WELL. Every proof")
    assert verify.main([str(folder / "none.zip")]) == 2
    assert capsys.readouterr().err == "Dit is geen bundel. (this is no zip file in the form of a bundle)\n"
    assert verify.main([str(folder / "absent.zip")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_run_as_a_program_it_ends_with_its_exit_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["verify.py", str(folder / "bad.zip")])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(PROGRAM), run_name="__main__")
    assert stop.value.code == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_verdict_that_cannot_be_written_is_one_message_and_exit_2(folder: Path) -> None:
    command = [sys.executable, "-I", "-S", "verify.py", "good.zip"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "verify.py: [Errno 28] No space left on device\n")


@pytest.mark.parametrize("name", ["verdict.nl.txt", "verdict.en.txt"])
def test_the_words_are_these(name: str) -> None:
    lang = name.split(".")[1]
    said = verify.outcome(bytes(a_bundle(opened=["beoordeling"])), bytes(POLICY), lang)[1]
    assert said == (Path(__file__).parent / "vectors" / name).read_text(encoding="utf-8")


def test_without_a_witness_no_time_is_proven() -> None:
    leaves = [leaf(seq) for seq in range(7)]
    alone = a_bundle(policy=Policy((log_key()[0],)), proof=proof_of(4, leaves, published(leaves, witnessed=False)))
    assert "Geen tijdstip is bewezen" in verify.outcome(bytes(alone), None, "nl")[1]
    assert "No time is proven" in verify.outcome(bytes(alone), None, "en")[1]


def test_the_first_line_does_not_speak_for_a_timestamp() -> None:
    stamped = bytes(a_bundle(stamp=(Path(__file__).parent / "vectors" / "granted.tsr").read_bytes()))
    first = {(lang, trusted): verify.outcome(stamped, bytes(POLICY) if trusted else None, lang)[1].split("\n")[0]
             for lang in ("nl", "en") for trusted in (False, True)}  # fmt: skip
    assert all(
        "TIJDSTEMPEL IS NIET GECONTROLEERD (dat kan alleen openssl). Elk ander" in first["nl", t] for t in (False, True)
    )
    assert all("THE TIMESTAMP WAS NOT CHECKED (only openssl can). Every other" in first["en", t] for t in (False, True))
    assert "TIJDSTEMPEL" not in verify.outcome(bytes(GOOD), None, "nl")[1].split("\n")[0]


def test_the_advice_to_compute_again_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = verify.outcome(bytes(GOOD), None, "en")[1]
    assert "save what stands under aanvraag (or verzoek) in replay.json as a file of its own" in said
    assert "wbmgp assess (or designate) FILE --on 2026-11-01." in said
    people = [{"id": "p1", "rol": "aanvrager"}]
    asked = {"aanvraag": {"kenmerk": "k", "gemeente": "GM0599", "aanvraagdatum": "2026-11-01", "woonruimte": {"gebied": "tarwewijk"},
                          "huishouden": people}}  # fmt: skip
    whole, inner = tmp_path / "replay.json", tmp_path / "aanvraag.json"
    whole.write_text(json.dumps(asked))
    inner.write_text(json.dumps(asked["aanvraag"]))
    assert cli.run(["assess", str(whole), "--on", "2026-11-01"]) == 2
    assert cli.run(["assess", str(inner), "--on", "2026-11-01"]) != 2, capsys.readouterr().err


def test_too_few_witnesses_and_an_unknown_log_do_not_blame_the_bundle() -> None:
    needs = Policy((log_key()[0],), "w2", {"w2": witness_key("w2.example")[0]})
    for policy in (needs, Policy((log_key(3)[0],))):
        assert by_both(bytes(GOOD), bytes(policy)) == 1
        said = verify.outcome(bytes(GOOD), bytes(policy), "nl")[1]
        assert said.startswith("NIET BEWEZEN. Wie moest tekenen, heeft niet getekend.")
        assert "veranderd, of hoort hier niet" not in said
        assert verify.outcome(bytes(GOOD), bytes(policy), "en")[1].startswith("NOT PROVEN. Who had to sign did not.")


def test_a_policy_that_is_none_is_named_and_not_the_bundle() -> None:
    assert verify.outcome(bytes(GOOD), b"x", "en") == (
        2, "The file given with --policy cannot be used. (--policy: policy: it is too long or holds what no policy holds)\n"
    )  # fmt: skip
    assert verify.outcome(bytes(GOOD), b"x", "nl")[1].startswith("Het bestand bij --policy is niet bruikbaar.")


def test_the_verdict_says_that_it_knows_of_no_leaked_key() -> None:
    said = {lang: verify.outcome(bytes(GOOD), bytes(POLICY), lang)[1].partition(head)[2]
            for lang, head in (("nl", "Wat is niet bewezen:"), ("en", "What is not proven:"))}  # fmt: skip
    assert "of een sleutel gelekt is" in said["nl"]
    assert "that no key leaked" in said["en"]


def test_two_clocks_that_contradict_each_other_are_told() -> None:
    said = verify.outcome(bytes(GOOD), None, "en")[1]
    assert "One of the two clocks was wrong" not in said
    leaves = [leaf(seq) for seq in range(7)]
    note = published(leaves, witnessed=False).signed(*witness_key(), time=SEEN_AT - 86_400)
    earlier = a_bundle(proof=proof_of(4, leaves, note))
    assert "One of the two clocks was wrong" in verify.outcome(bytes(earlier), None, "en")[1]


@pytest.mark.parametrize(
    ("name", "shown"), [("{leaf}", "{leaf}"), ("\udce9", "\\udce9"), ("\u009b31m\u202e", "\\x9b31m\\u202e")]
)
def test_a_name_of_a_witness_is_no_pattern_and_steers_no_screen(name: str, shown: str) -> None:
    leaves = [leaf(seq) for seq in range(7)]
    witness = key("w.example", WITNESS)
    note = published(leaves, witnessed=False).signed(*witness, time=5)
    policy = Policy((log_key()[0],), name, {name: witness[0]})
    said = verify.outcome(bytes(a_bundle(policy=policy, proof=proof_of(4, leaves, note))), None, "en")[1]
    assert f"Witness {shown} saw this log on 1970-01-01 00:00:05 UTC." in said
    failing = replace(
        note, signatures=(note.signatures[0], replace(note.signatures[1], data=note.signatures[1].data[:-1]))
    )
    code, said = verify.outcome(bytes(a_bundle(policy=policy, proof=proof_of(4, leaves, failing))), None, "en")
    assert (code, said.isascii()) == (1, True)


def test_every_screen_can_show_the_words() -> None:
    assert all(text.isascii() for said in verify.WORDS.values() for text in said.values())
    assert all(text.isascii() for text in verify.PARTS.values())


def test_every_failure_has_a_part_with_a_name_in_dutch() -> None:
    source = PROGRAM.read_text(encoding="utf-8")
    strings = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    told = {text.partition(":")[0] for text in strings if isinstance(text, str) and ": " in text and text[0].islower()}
    assert set(verify.PARTS) <= told
    assert set(verify.WORDS["nl"]) == set(verify.WORDS["en"])


def test_a_bundle_with_the_whole_rule_book_is_checked_in_a_fifth_of_a_second() -> None:
    rules = OUR_LAW.files
    data = leaf(0, rules_hash=content_hash(rules))
    bundle = bytes(a_bundle(leaf=data, proof=proof_of(0, [data]), rules=rules))
    times = []
    for _ in range(5):
        start = time.perf_counter()
        assert verify.outcome(bundle, None, "nl")[0] == 0
        times.append(time.perf_counter() - start)
    assert min(times) <= 0.2


def test_a_large_policy_with_many_witnesses_is_checked_in_a_fifth_of_a_second() -> None:
    leaves, names = [leaf(0)], [f"w{number}" for number in range(16)]
    note = published(leaves, witnessed=False)
    for name in names:
        note = note.signed(*key(name, WITNESS), time=1)
    policy = Policy((log_key()[0],), "all", {n: key(n, WITNESS)[0] for n in names}, {"all": (16, tuple(names))})
    bundle = bytes(a_bundle(leaf=leaves[0], proof=proof_of(0, leaves, note), policy=policy))
    start = time.perf_counter()
    assert verify.outcome(bundle, None, "nl")[0] == 0
    assert time.perf_counter() - start <= 0.2


def by_hand(files: dict[str, bytes], folder: Path) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return subprocess.run(["bash", "-c", RECIPE], cwd=folder, capture_output=True, check=False).returncode


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl")
def test_the_recipe_by_hand_says_the_same(tmp_path: Path) -> None:
    for index, size in ((0, 1), (4, 7), (6, 7), (2, 8), (12, 13)):
        bundle = a_bundle(index, size, opened=["persoon", "spoor"])
        assert by_hand(bundle.files(), tmp_path / "b") == 0
    assert by_hand(a_bundle(opened=[]).files(), tmp_path / "b") == 0
    chance = random.Random(4)
    files = GOOD.files()
    proof = files["leaf.tlog-proof"]
    bound = {
        "leaf.json": files["leaf.json"],
        "leaf.tlog-proof": proof[: proof.index(b" ", proof.index("—".encode()) + 4)],
    }
    bound |= {name: data for name, data in files.items() if name.startswith("payload/")}
    for _ in range(12):
        name = chance.choice(sorted(bound))
        place = chance.randrange(len(bound[name]))
        changed = (
            files[name][:place] + bytes([files[name][place] ^ 1 << chance.randrange(8)]) + files[name][place + 1 :]
        )
        assert by_hand(files | {name: changed}, tmp_path / "b") != 0, (name, place)
    # The line of a witness is bound where the policy asks for that witness.
    last = len(proof[: proof.rindex("—".encode())])
    for place in (last, last + 5, *(chance.randrange(last + 25, len(proof) - 1) for _ in range(6))):
        changed = proof[:place] + bytes([proof[place] ^ 1]) + proof[place + 1 :]
        assert by_hand(files | {"leaf.tlog-proof": changed}, tmp_path / "b") != 0, place
    hashes = [leaf_hash(leaf(seq)) for seq in range(7)]
    forged = Checkpoint(log_key()[0].name, 7, root(hashes)).signed(*log_key(3))
    assert log_key(3)[0].id != log_key()[0].id
    wrong = a_bundle(proof=proof_of(4, [leaf(seq) for seq in range(7)], forged)).files()
    assert by_hand(wrong, tmp_path / "b") != 0
    assert set(RULES) and set(SALTS)


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl")
def test_the_recipe_checks_the_rule_book_and_says_what_it_does_not_check(tmp_path: Path) -> None:
    files = GOOD.files()
    name = next(name for name in files if name.startswith("rules/"))
    without = {key: data for key, data in files.items() if not key.startswith("rules/")}
    for changed in (files | {name: files[name] + b"#"}, files | {"rules/x": b""}, without):
        assert by_both(packed(changed)) == 1
        assert by_hand(changed, tmp_path / "b") == 1
    assert by_hand(files, tmp_path / "b") == 0
    done = subprocess.run(["bash", "-c", RECIPE], cwd=tmp_path / "b", capture_output=True, text=True, check=True)
    assert "\nrules: OK\n" in done.stdout
    for copied in ("explanation.nl.txt", "explanation.en.txt", "replay.json"):
        assert f"\n{copied}: NOT checked; " in done.stdout


def _tampered() -> dict[str, dict[str, bytes]]:
    files = GOOD.files()
    salts, one = files["salts.json"], next(name for name in sorted(files) if name.startswith("payload/"))

    def without(*names: str) -> dict[str, bytes]:
        return {name: data for name, data in files.items() if name not in names}

    found = {f"without {name}": without(name) for name in ("salts.json", "LEESMIJ.txt", "verify.py", one)}
    found["without what was opened and its salts"] = without(
        "salts.json", *(n for n in files if n.startswith("payload/"))
    )
    for name in ("x", "payload/x.json", "payload/x", "keys/x", "keys/01/x", "note", ".x", "leaf.json.bak"):
        found[f"with {name}"] = files | {name: b""}
    for name in ("leaf.tlog-proof", "salts.json"):
        found[f"a line more in {name}"] = files | {name: files[name] + b"\n"}
    found["a proof without its last newline"] = files | {"leaf.tlog-proof": files["leaf.tlog-proof"][:-1]}
    found["a salt twice"] = files | {"salts.json": salts[:-1] + b"," + salts[1:]}
    found["a salt of nothing"] = files | {
        "salts.json": salts[:-1] + b',"x":"' + bytes(43).replace(b"\0", b"A") + b'="}'
    }
    found["a policy twice"] = files | {"policy": files["policy"] * 2}
    found["a policy without its last newline"] = files | {"policy": files["policy"][:-1]}
    found["a quorum twice"] = files | {"policy": files["policy"] + files["policy"].splitlines(keepends=True)[-1]}
    found["a key twice"] = files | {"policy": LOG + b"\n" + LOG + b"\nquorum none\n"}
    return found


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl")
def test_the_recipe_refuses_files_that_are_missing_too_many_or_of_another_form(tmp_path: Path) -> None:
    for what, files in _tampered().items():
        try:
            refused = by_both(packed(files)) != 0
        except BadInput:
            refused = True  # such a name cannot even be packed
        assert refused, what
        assert by_hand(files, tmp_path / "b") == 1, what
    assert by_hand(GOOD.files(), tmp_path / "b") == 0


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl")
def test_the_recipe_names_the_file_and_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    for files, said in (
        ({name: data for name, data in GOOD.files().items() if name != "verify.py"}, "verify.py is missing: WRONG"),
        (GOOD.files() | {"x": b""}, "x is no file of a bundle: WRONG"),
        (GOOD.files(), "NOT checked: whether the entry says what payload/beoordeling.json says"),
    ):
        by_hand(files, folder)
        done = subprocess.run(["bash", "-c", RECIPE], cwd=folder, capture_output=True, text=True, check=False)
        assert said in done.stdout
        assert {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()} == files.keys()


def broken(text: bytes) -> bytes:
    """The same key with another id."""
    return text.replace(b"+" + log_key(5)[0].id.hex().encode(), b"+00000000")


LOG = f"log {log_key()[0]}".encode()
POLICIES = {
    "a comment with the name of the log": (b"# log " + str(log_key(5)[0]).encode() + b"\n" + LOG + b"\nquorum none\n", 0),
    "tabs and an indent": (b"\t" + LOG.replace(b" ", b"\t") + b"\n  quorum\tnone\n", 0),
    "another key of the log first": (b"log " + str(log_key(5)[0]).encode() + b"\n" + LOG + b"\nquorum none\n", 0),
    "a further key that fits no id": (LOG + b"\nlog " + broken(str(log_key(5)[0]).encode()) + b"\nquorum none\n", 1),
    "a further key of a witness": (LOG + b"\nlog " + str(witness_key()[0]).encode() + b"\nquorum none\n", 1),
    "a word that no policy has": (LOG + b"\nlogs x\nquorum none\n", 1),
    "only another key": (b"log " + str(log_key(5)[0]).encode() + b"\nquorum none\n", 1),
}  # fmt: skip


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl")
@pytest.mark.parametrize("case", POLICIES)
def test_the_recipe_reads_a_policy_as_the_verifiers_do(tmp_path: Path, case: str) -> None:
    policy, code = POLICIES[case]
    files = GOOD.files() | {"policy": policy}
    assert by_both(packed(files)) == code
    assert by_hand(files, tmp_path / "b") == code


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl")
def test_the_recipe_passes_over_a_signature_of_an_unknown_key_of_the_log(tmp_path: Path) -> None:
    leaves = [leaf(seq) for seq in range(7)]
    note = published(leaves, seed=9).signed(*log_key())
    bundle = a_bundle(proof=proof_of(4, leaves, note))
    assert by_both(bytes(bundle)) == 0
    assert by_hand(bundle.files(), tmp_path / "b") == 0


W1, W2, W3 = (witness_key(f"getuige.example/w{number}")[0] for number in (1, 2, 3))
QUORUMS = {
    "quorum w1": 0, "quorum w2": 1, "quorum none": 0, "group g all w1 w2\nquorum g": 1, "group g any w1 w2\nquorum g": 0,
    "group g 2 w1 w2 w3\nquorum g": 0, "group g 1 w2\nquorum g": 1, "group g all w1\ngroup h all g w3\nquorum h": 0,
    "# quorum none\nquorum\tw3": 0, "group g 2 w2 w3\ngroup h any w1 g\nquorum h": 0,
}  # fmt: skip


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("bash")), reason="needs bash and openssl")
@pytest.mark.parametrize("quorum", QUORUMS)
def test_the_recipe_counts_witnesses_as_the_verifiers_do(tmp_path: Path, quorum: str) -> None:
    note = published([leaf(seq) for seq in range(7)]).signed(*witness_key("getuige.example/w3"), time=SEEN_AT + 9)
    lines = [f"log {log_key()[0]}", *(f"witness w{n} {one}" for n, one in enumerate((W1, W2, W3), 1)), quorum]
    policy = "".join(f"{line}\n" for line in lines).encode()
    bundle = a_bundle(proof=proof_of(4, [leaf(seq) for seq in range(7)], note), opened=[])
    assert by_both(bytes(bundle), policy) == QUORUMS[quorum]
    assert by_hand(bundle.files() | {"policy": policy}, tmp_path / "b") == QUORUMS[quorum]
