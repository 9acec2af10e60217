"""`log verify --database`: it only looks, it needs no secrets, and it says what is proven, until when, and what is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.api.store.postgres_server import Server
from tests.api.store.samples import MASTER, START, TENANT, record
from tests.api.store.samples import ORIGIN as SAMPLES
from tests.api.store.test_checkpoints import KEY, Tamper, filled, found, leaf_of, publish, tamper  # noqa: F401 -- fixture
from tests.api.store.test_store_commands import ORIGIN, Shell, shell  # noqa: F401 -- the fixture
from tests.trail.samples import key as made_key
from wbmgp_api.store import checkpoints, reading, sqlite
from wbmgp_api.store.flaws import flaw
from wbmgp_api.store.opened import Store
from wbmgp_api.store.replay import Replayer
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.ed25519 import signer
from wbmgp_engine.trail.notes import LOG, WITNESS, VerifierKey


def file_of(shell: Shell, name: str) -> Path:  # noqa: F811
    return Path(f"{shell.folder}/x.db.{name}") if shell.url.startswith("sqlite") else shell.folder / "keys" / name


def policy_of(shell: Shell, *lines: str, seed: bytes | None = None) -> list[str]:  # noqa: F811
    """The published keys of the log in a file, as the option that names it."""
    public, _ = signer(seed or bytes.fromhex(file_of(shell, "signing").read_text("ascii")))
    path = shell.folder / "policy"
    said = [f"log {VerifierKey(ORIGIN, LOG, public)}", *(lines or ("quorum none",))]
    path.write_text("".join(f"{line}\n" for line in said), "ascii")
    return ["--policy", str(path)]


def beside(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(one): (one.read_bytes(), one.stat().st_mtime_ns) for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("journal", ["nothing beside it", "a journal that somebody left"])
def test_a_file_is_looked_at_and_left_as_it_was(
    journal: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Shell(f"sqlite:///{tmp_path}/x.db", "", tmp_path, capsys)
    made.record()
    away = tmp_path / "away"
    away.mkdir()
    if journal == "nothing beside it":
        shutil.copy(tmp_path / "x.db", away)
    else:
        other = sqlite.driver().connect(str(tmp_path / "x.db"), isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM record").fetchall()
        made.record()  # who still reads keeps the journal from being emptied
        for name in ("x.db", "x.db-wal"):
            shutil.copy(tmp_path / name, away)
        other.close()
        assert (away / "x.db-wal").stat().st_size
    monkeypatch.setenv("WBMGP_KEYS", str(tmp_path / "k"))
    (tmp_path / "k").mkdir()
    for name in ("keys", "signing", "names", "signing.heads"):
        shutil.copy(tmp_path / f"x.db.{name}", tmp_path / "k" / name)
    for one in away.iterdir():
        one.chmod(0o444)
    away.chmod(0o555)
    before = beside(away) | beside(tmp_path / "k")
    seen = Shell(f"sqlite:///{away}/x.db", "", tmp_path, capsys)
    assert seen.verified() == (0, {ORIGIN: 2 if journal == "nothing beside it" else 3})
    assert beside(away) | beside(tmp_path / "k") == before
    away.chmod(0o755)


def test_what_is_no_database_of_ours_stays_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content, said in (
        ("empty.db", b"", "it has not the tables of wbmgp"),
        ("text.db", b"x" * 5000, "cannot be read as a database"),
    ):
        (tmp_path / name).write_bytes(content)
        code, out, err = Shell(f"sqlite:///{tmp_path}/{name}", "", tmp_path, capsys).run("log", "verify")
        assert (code, out) == (2, "") and said in err
        assert (tmp_path / name).read_bytes() == content
    assert {one.name for one in tmp_path.iterdir()} == {"a.json", "empty.db", "text.db"}
    code, _, err = Shell(f"sqlite:///{tmp_path}", "", tmp_path, capsys).run("log", "verify")
    assert code == 2 and "is no file" in err
    assert Shell("mysql://x", "", tmp_path, capsys).run("log", "verify")[0] == 2


def test_tables_of_another_version_and_tables_that_are_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    shell = Shell(url, url, tmp_path, capsys)  # noqa: F811
    shell.record()
    for statement, code, said in (
        ("DROP TABLE log_timestamp", 1, "log_timestamp is not there, and its revision"),
        ("UPDATE alembic_version SET version_num = '0003'", 2, "its tables are of revision 0003"),
        ("UPDATE alembic_version SET version_num = '9999'", 2, "use a later version"),
        ("DELETE FROM alembic_version", 2, "revision none"),
    ):
        shell.tamper(statement)
        found_code, out, err = shell.run("log", "verify")
        assert (found_code, out) == (code, "") and said in err


def test_a_log_is_checked_while_the_service_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from wbmgp_api.store.opened import open_store

    url = f"sqlite:///{tmp_path}/x.db"
    shell = Shell(url, url, tmp_path, capsys)  # noqa: F811
    shell.record()
    store = open_store(url)
    assert shell.verified() == (0, {ORIGIN: 2})
    store.close()


def test_an_auditor_needs_public_keys_only(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    shell.record()
    policy = policy_of(shell)
    (shell.folder / "nothing").mkdir()
    monkeypatch.setenv("WBMGP_KEYS", str(shell.folder / "nothing"))
    code, out, err = shell.run("log", "verify", *policy, *shell.tenant)
    assert (code, err) == (0, "")
    assert "Niet nagegaan: inhoud (geen sleutels)." in out and "--policy" not in out
    out = shell.run("log", "verify", *policy, *shell.tenant, "--lang", "en")[1]
    assert "Not checked: contents (no keys)." in out and "records and rule books are what those entries say" in out
    assert list((shell.folder / "nothing").iterdir()) == []
    code, out, _ = shell.run("log", "verify", *policy_of_another(shell), *shell.tenant)
    assert code == 1 and "niet getekend door een sleutel die telt" in out
    (shell.folder / "policy").write_text("log x\n", "ascii")
    code, out, err = shell.run("log", "verify", *policy, *shell.tenant)
    assert (code, out) == (2, "") and "--policy: is not usable" in err


def policy_of_another(shell: Shell) -> list[str]:  # noqa: F811
    return policy_of(shell, seed=b"t" * 32)


def test_a_policy_of_another_log_or_with_a_witness_that_did_not_sign(shell: Shell) -> None:  # noqa: F811
    shell.record()
    witness, _ = made_key("getuige.example/w1", WITNESS)
    asked = policy_of(shell, f"witness w1 {witness}", "quorum w1")
    code, out, _ = shell.run("log", "verify", *asked, *shell.tenant)
    assert code == 1 and "te weinig getuigen hebben getekend; het bestand van --policy vraagt w1" in out
    path = Path(asked[1])
    path.write_text(f"log {_other_log()}\nquorum none\n", "ascii")
    code, out, _ = shell.run("log", "verify", *asked, *shell.tenant)
    assert code == 1 and "kent geen sleutel van dit logboek" in out


def _other_log() -> VerifierKey:
    return VerifierKey("elders.example/gm0599/2026", LOG, signer(b"t" * 32)[0])


def test_a_role_that_may_only_read(
    postgres_server: Server, shell: Shell, capsys: pytest.CaptureFixture[str]  # noqa: F811
) -> None:  # fmt: skip
    if shell.url.startswith("sqlite"):
        pytest.skip("a file has no roles")
    shell.record()
    auditor = Shell(shell.url.replace("//app@", "//auditor@"), shell.owner, shell.folder, capsys)
    shell.tamper(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'auditor') THEN CREATE ROLE auditor LOGIN;"
        " END IF; END $$"
    )
    code, out, err = auditor.run("log", "verify", *auditor.tenant)
    assert (code, out) == (2, "") and "cannot be read" in err
    shell.tamper("GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor", "REVOKE SELECT ON fact FROM auditor")
    code, out, err = auditor.run("log", "verify", *auditor.tenant)
    assert (code, out) == (2, "") and "cannot be read by this role" in err
    shell.tamper("GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor")
    assert auditor.verified() == (0, {ORIGIN: 2})
    code, _, err = Shell(shell.url, "", shell.folder, capsys).run("log", "verify")
    assert code == 2 and "--tenant: is missing" in err


def test_without_a_key_file_what_it_opens_is_not_checked(shell: Shell) -> None:  # noqa: F811
    shell.record()
    file_of(shell, "keys").unlink()
    code, out, _ = shell.run("log", "verify", *shell.tenant)
    assert code == 0 and "Niet nagegaan: inhoud (geen sleutels)." in out
    file_of(shell, "signing").rename(shell.folder / "away")
    code, out, err = shell.run("log", "verify", *shell.tenant)
    assert (code, out) == (2, "") and "or give the public keys with --policy" in err
    file_of(shell, "signing").mkdir()
    code, out, err = shell.run("log", "verify", *shell.tenant)
    assert (code, out) == (2, "") and "cannot be read as a key file: is a directory" in err
    file_of(shell, "signing").rmdir()
    (shell.folder / "away").rename(file_of(shell, "signing"))
    file_of(shell, "keys").mkdir()
    for command in (["log", "verify"], ["replay", "--all"]):
        code, out, err = shell.run(*command, *shell.tenant)
        assert (code, out) == (2, "") and "cannot be read as a key file: is a directory" in err


def test_the_keys_of_another_database_accuse_nobody(shell: Shell) -> None:  # noqa: F811
    shell.record()
    keys = file_of(shell, "keys")
    right = keys.read_text("ascii")
    keys.write_text(json.dumps({"1": "A" * 43 + "="}), "ascii")
    code, out, err = shell.run("log", "verify", *shell.tenant)
    assert (code, out) == (2, "") and "holds other keys than those of this database" in err
    keys.write_text(right, "ascii")
    assert shell.verified() == (0, {ORIGIN: 2})


FACTS = [
    ("UPDATE fact SET category = 'persoon' WHERE path = 'hardheid'", "fact hardheid of case", "says something else than"),
    ("UPDATE fact SET path = 'voorrang' WHERE path = 'hardheid'", "fact voorrang of case", "was told by no entry"),
    ("DELETE FROM fact WHERE path = 'hardheid'", "fact hardheid of case", "and is not there"),
    ("UPDATE fact SET recorded_to = '2999-01-01T00:00:00.000000Z' WHERE path = 'gemeente'", "fact gemeente", "something else"),
    ("UPDATE fact SET valid_from = '2020-01-01' WHERE path = 'gemeente'", "fact gemeente", "says something else than"),
    ("UPDATE case_file SET kind = 'verzoek'", "case ", "is of a kind that its entries do not tell"),
    ("UPDATE case_file SET opened_at = '2020-01-01T00:00:00.000000Z'", "case ", "says another opened_at"),
    ("DELETE FROM case_file", "case ", "is not there, and entries or facts are about it"),
    ("INSERT INTO case_file SELECT tenant, 'x', kind, opened_at, 1 FROM case_file", "case x", "has no entry in any log"),
    ("UPDATE rule_book SET files = substr(files, 1, 50)", "rule book sha256:", "is not understood"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "place", "said"), FACTS)
def test_cases_and_facts_are_held_against_the_entries(
    shell: Shell, statement: str, place: str, said: str  # noqa: F811
) -> None:  # fmt: skip
    shell.record()
    off = [] if shell.tenant else ["PRAGMA foreign_keys=OFF", "PRAGMA ignore_check_constraints=ON"]
    if "'x'" in statement and shell.tenant:
        statement = statement.replace("'x'", f"'{'x' * 32}'")
    shell.tamper(*off, statement)
    code, out, _ = shell.run("log", "verify", "--lang", "en", *shell.tenant)
    assert code == 1
    assert place in out and (said in out or "rule book" in place)
    if "fact" in statement and "valid_from" not in statement:
        assert "klopt NIET" in shell.run("log", "verify", *shell.tenant)[1]


def test_without_contents_a_fact_still_has_to_refer_to_an_entry(shell: Shell) -> None:  # noqa: F811
    shell.record()
    policy = policy_of(shell)
    assert shell.run("log", "verify", *policy, *shell.tenant)[0] == 0
    shell.tamper("UPDATE fact SET recorded_from = '2020-01-01T00:00:00.000000Z' WHERE path = 'gemeente'")
    code, out, _ = shell.run("log", "verify", *policy, *shell.tenant)
    assert code == 1 and "gegeven gemeente van zaak" in out


def test_the_entry_says_the_same_as_its_opened_part(store: Store, tamper: Tamper) -> None:  # noqa: F811
    made = record(filled(store, 1), key="other", second=9)
    leaf = json.loads(leaf_of(store, made.seq))
    assert leaf["resultaatcode"] != "verlenen"
    other = encode({**leaf, "resultaatcode": "verlenen"})
    tamper(f"UPDATE log_leaf SET leaf_bytes = '\\x{other.hex()}' WHERE seq = {made.seq}")
    tamper(f"UPDATE record SET outcome = 'verlenen' WHERE seq = {made.seq}")
    assert f"leaf {made.seq}: entry: its resultaatcode is not what the part beoordeling says" in found(store)
    row = store.read(TENANT, lambda c: reading.assessments(c, TENANT, made.case))[0]
    again = store.read(TENANT, lambda c: Replayer(MASTER).replay(c, row))
    assert again.incident and "its resultaatcode is not what the part" in str(again.broken)


def test_a_stopped_log_says_why_and_since_when(store: Store, tamper: Tamper) -> None:  # noqa: F811
    publish(filled(store, 1))
    why = flaw("stop", "stop_witness", witness="getuige.example/w1", size=9, held=2)
    checkpoints.stop(store, TENANT, SAMPLES, why, START)
    said = "is stopped since 2026-11-21T09:00:00.000000Z: getuige.example/w1 saw a head of 9 entries"
    assert any(said in one for one in found(store))
    with pytest.raises(Exception, match="is stopped: getuige"):
        store.read(TENANT, lambda c: checkpoints.refuse_stopped(c, SAMPLES))
    for reason in ("geen", '["stop", "x", {}]', "[1]"):
        tamper(f"UPDATE log_stop SET reason = '{reason}'")
        assert f"{SAMPLES}: is stopped: an earlier check failed" in found(store)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_stop_that_was_undone_is_told(store: Store, tamper: Tamper, state: str) -> None:  # noqa: F811
    publish(filled(store, 1))
    why = flaw("stop", "stop_witness", witness="getuige.example/w1", size=9, held=2)
    checkpoints.stop(store, TENANT, SAMPLES, why, START)
    tamper(f"UPDATE log_shard SET state = '{state}'")
    said = f"was stopped since 2026-11-21T09:00:00.000000Z, and stands as {state} again"
    assert any(f"{said}: getuige.example/w1 saw" in one for one in found(store))
    tamper("UPDATE log_stop SET reason = 'geen'")
    assert any(f"{said}: an earlier check failed" in one for one in found(store))
    tamper("DELETE FROM log_stop")
    assert not any("was stopped" in one for one in found(store))


def test_the_last_log_is_open(store: Store, tamper: Tamper) -> None:  # noqa: F811
    publish(filled(store, 1))
    assert found(store) == []
    tamper("UPDATE log_shard SET state = 'closed'")
    assert found(store) == [f"{SAMPLES}: is closed, and no later log took its place: nothing can be added"]
    tamper(f"INSERT INTO log_shard VALUES ('{SAMPLES[:-4]}2027', '{TENANT}', 2027, 'open', 0)")
    assert found(store) == []


def test_a_rule_book_that_no_entry_brought_in_is_told(shell: Shell) -> None:  # noqa: F811
    shell.record()
    wrong, moment = "sha256:" + "0" * 64, "2026-11-21T09:00:00.000000Z"
    assert shell.run("log", "verify", *shell.tenant)[0] == 0
    content = "x'00'" if shell.url.startswith("sqlite") else "'\\x00'"
    shell.tamper(f"INSERT INTO rule_book VALUES ('{wrong}', {content}, '{moment}')")
    code, out, _ = shell.run("log", "verify", "--lang", "en", *shell.tenant)
    assert (code, f"rule book {wrong}: " in out) == (1, True)


def test_entries_after_the_last_head_are_told(shell: Shell) -> None:  # noqa: F811
    shell.record()
    shell.tamper("DELETE FROM log_checkpoint")
    file_of(shell, "signing.heads").unlink()
    code, out, _ = shell.run("log", "verify", *shell.tenant)
    assert code == 0
    assert "Laatste getekende stand: geen" in out and "Nog niet onder een getekende stand: 2 regels" in out
    assert "Bewezen: niets, want er is geen getekende stand." in out
    document: dict[str, Any] = json.loads(shell.run("log", "verify", "--format", "json", *shell.tenant)[1])
    (one,) = document["logboeken"]
    assert (one["laatsteStand"], one["nogNietGetekend"], document["klopt"]) == (None, 2, True)
    shell.record()
    (one,) = json.loads(shell.run("log", "verify", "--format", "json", *shell.tenant)[1])["logboeken"]
    assert (one["laatsteStand"]["regels"], one["nogNietGetekend"], one["getuigen"]) == (3, 0, [])


def test_a_bundle_takes_no_json(shell: Shell) -> None:  # noqa: F811
    from wbmgp_engine import cli

    assert cli.run(["log", "verify", "x.zip", "--format", "json"]) == 2
    assert "no --format json" in shell.capsys.readouterr().err


def test_every_sentence_can_be_said_in_both_languages() -> None:
    from wbmgp_api.store import flaws

    names = dict.fromkeys(
        "origin seq record hash category index level size case path table tenant year moment reason state counted held at of"
        " column detail quorum witness".split(), "x"
    )  # fmt: skip
    for place in flaws._PLACES:
        for problem in flaws._PROBLEMS:
            said = {lang: flaw(place, problem, **names).said(lang) for lang in flaws.LANGUAGES}
            assert "{" not in said["nl"] + said["en"]
    assert str(flaw("table", "no_text", table="x\x1b[31m" + "y" * 300, column=b"z")).startswith("table x\\x1b[31my")
