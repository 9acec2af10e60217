"""`assess --database`, `log verify`, `log export` and `replay` on both databases, as the command line says them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.api.store.without_store import without_the_store
from tests.commands.samples import garib
from tests.modes import PRIVATE_FILE, modes, usual_umask
from tests.trail.samples import by_both
from wbmgp_api.store.opened import SqliteStore, open_store
from wbmgp_api.store.recording import Assessed
from wbmgp_engine import cli
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.archive import unpacked
from wbmgp_engine.trail.bundle import PAYLOADS

Said = tuple[int, str, str]
# The log is of the year that the machine's clock says.
ORIGIN = f"wbmgp.local/gm0599/{datetime.now(UTC).year}"


class Shell:
    """The command line over one database."""

    def __init__(self, url: str, owner: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.url, self.owner, self.folder, self.capsys = url, owner, folder, capsys
        self.tenant = [] if url.startswith("sqlite") else ["--tenant", "GM0599"]
        (folder / "a.json").write_text(garib(), "utf-8")

    def run(self, *arguments: str) -> Said:
        code = cli.run([*arguments, "--database", self.url])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def record(self) -> str:
        code, out, err = self.run("assess", str(self.folder / "a.json"), "--format", "json")
        assert (code, err) == (0, "")
        return str(json.loads(out)["zaak"])

    def verified(self, *more: str) -> tuple[int, dict[str, int]]:
        """The exit code, and how many entries each log holds."""
        code, out, _ = self.run("log", "verify", *more, *self.tenant, "--format", "json")
        return code, {one["logboek"]: one["regels"] for one in json.loads(out)["logboeken"]}

    def tamper(self, *statements: str) -> None:
        engine = create_engine(self.owner)
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET session_replication_role = replica")
            else:
                names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                for name in connection.exec_driver_sql(names).scalars().all():
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def shell(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/x.db"
        return Shell(url, url, tmp_path, capsys)
    server, name = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_database")
    (tmp_path / "keys").mkdir()
    monkeypatch.setenv("WBMGP_KEYS", str(tmp_path / "keys"))
    return Shell(server.url("app", name), server.url("owner", name), tmp_path, capsys)


def test_an_assessment_is_recorded_and_its_case_is_told(shell: Shell) -> None:
    code, out, err = shell.run("assess", str(shell.folder / "a.json"))
    case = out.splitlines()[-1].removeprefix("Zaak: ")
    assert (code, err, len(case), int(case, 16) > 0) == (0, "", 32, True)
    assert shell.run("assess", str(shell.folder / "a.json"), "--lang", "en")[1].splitlines()[-1].startswith("Case: ")
    document = json.loads(shell.run("assess", str(shell.folder / "a.json"), "--format", "json")[1])
    assert document["zaak"] not in (case, "")
    assert list(document)[:2] == ["advies", "gronden"]
    assert shell.verified() == (0, {ORIGIN: 4})


def test_a_bundle_of_a_case_holds_for_both_verifiers(shell: Shell) -> None:
    case = shell.record()
    shell.record()
    out = shell.folder / "b.zip"
    with usual_umask():
        assert shell.run("log", "export", case, "--out", str(out), *shell.tenant) == (0, "", "")
    assert modes(out) == PRIVATE_FILE
    assert by_both(out.read_bytes()) == 0
    files, _ = unpacked(out.read_bytes())
    assert files.keys() >= {"replay.json", *PAYLOADS.values()}
    again = shell.run("log", "export", case, "--out", str(out), *shell.tenant)
    assert again == (2, "", f"wbmgp: {out}: exists already → choose another name\n")
    part = shell.folder / "part.zip"
    assert shell.run("log", "export", case, "--out", str(part), "--open", "beoordeling", *shell.tenant)[0] == 0
    assert by_both(part.read_bytes()) == 0
    assert {name for name in unpacked(part.read_bytes())[0] if name.startswith("payload/")} == {PAYLOADS["beoordeling"]}
    for wrong in (["x"], [case, "--open", "alles"]):
        code, said, err = shell.run("log", "export", *wrong, "--out", str(shell.folder / "c.zip"), *shell.tenant)
        assert (code, said) == (2, "")
        assert "there is no case x" in err or "--open" in err


def test_a_replay_gives_the_same_bytes(shell: Shell) -> None:
    case = shell.record()
    code, out, err = shell.run("replay", case, *shell.tenant)
    assert (code, err, out.splitlines()[1:]) == (0, "", ["1 beoordeling, 1 gelijk"])
    shell.record()
    found = json.loads(shell.run("replay", "--all", "--format", "json", *shell.tenant)[1])["beoordelingen"]
    assert [(one["gelijk"], one["verschillen"]) for one in found] == [(True, []), (True, [])]
    for wrong in ([], [case, "--all"], ["x"]):
        assert shell.run("replay", *wrong, *shell.tenant)[:2] == (2, "")


def test_a_difference_is_told_by_its_place(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    case = shell.record()
    monkeypatch.setattr("wbmgp_engine.permits.assessment.VERSION", "9.9.9")
    code, out, _ = shell.run("replay", case, "--format", "json", *shell.tenant)
    ((one,),) = (json.loads(out)["beoordelingen"],)
    assert (code, one["gelijk"]) == (1, False)
    (difference,) = [found for found in one["verschillen"] if found["pad"] == "toetsing.motor.versie"]
    assert (difference["categorie"], difference["nu"]) == ("beoordeling", "9.9.9")
    code, out, _ = shell.run("replay", case, "--lang", "en", *shell.tenant)
    assert code == 1
    assert 'beoordeling toetsing.motor.versie: "0.1.0" → now "9.9.9"' in out


def test_facts_that_were_changed_by_hand_come_out_otherwise(shell: Shell) -> None:
    case = shell.record()
    shell.tamper("DELETE FROM fact WHERE path = 'hardheid'")
    code, out, _ = shell.run("replay", case, *shell.tenant)
    assert code == 1
    assert "motivering aanvraag: {" in out
    assert "→ nu —\n" in out
    found = json.loads(shell.run("replay", case, "--format", "json", *shell.tenant)[1])["beoordelingen"][0]
    (gone,) = [one for one in found["verschillen"] if one["categorie"] == "motivering" and one["pad"] == "aanvraag"]
    assert gone.keys() == {"categorie", "pad", "vastgelegd"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("DELETE FROM data_key WHERE category = 'inkomen'", "inkomen: gone, and no entry of the log says"),
        ("DELETE FROM payload WHERE category IN ('spoor', 'motivering')", "motivering, spoor: gone, and no entry"),
        ("UPDATE payload SET nonce = substr(ciphertext, 1, 12)", "were changed, or belong to another place"),
        ("UPDATE rule_book SET files = substr(files, 1, 50)", ""),
        ("DELETE FROM fact", "there is no case"),
        ("UPDATE fact SET path = 'aanvraag.xyz' WHERE path = 'aanvraagdatum'", "1 facts of case"),
    ],
)
def test_what_was_destroyed_by_hand_is_an_incident_and_the_rest_goes_on(shell: Shell, change: str, reason: str) -> None:
    case, other = shell.record(), shell.record()
    where = "" if "rule_book" in change or "fact" in change else (
        f"{' AND' if 'WHERE' in change else ' WHERE'} record_id IN (SELECT id FROM record WHERE case_id = '{case}')"
        if "data_key" not in change else f" AND subject = '{case}'"
    )  # fmt: skip
    only = f"{' AND' if 'WHERE' in change else ' WHERE'} case_id = '{case}'" if "fact" in change else ""
    shell.tamper(change + where + only)
    code, out, err = shell.run("replay", "--all", "--lang", "en", *shell.tenant)
    assert (code, err) == (1, "")
    (line,) = [line for line in out.splitlines() if line.startswith(case)]
    assert "CANNOT BE REPLAYED: this is an incident" in line
    assert reason in line
    if "rule_book" not in change:
        assert next(line for line in out.splitlines() if line.startswith(other)).endswith(": same")
    found = json.loads(shell.run("replay", case, "--format", "json", *shell.tenant)[1])["beoordelingen"][0]
    assert (found["gelijk"], "gewist" in found) == (False, False)
    assert reason in found["incident"]["reden"]


def test_a_bundle_of_what_was_destroyed_by_hand_is_not_made(shell: Shell, tmp_path: Path) -> None:
    case = shell.record()
    shell.tamper("DELETE FROM payload WHERE category = 'inkomen'")
    code, out, err = shell.run("log", "export", case, "--out", str(tmp_path / "b.zip"), *shell.tenant)
    assert (code, out) == (1, "")
    assert "inkomen of" in err and "no entry of the log says that it was erased" in err
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.parametrize(
    "change", ["UPDATE fact SET path = 'aanvraag.xyz' WHERE path = 'aanvraagdatum'", "DELETE FROM fact"]
)
def test_a_bundle_of_a_case_whose_facts_were_destroyed_is_not_made(shell: Shell, tmp_path: Path, change: str) -> None:
    case = shell.record()
    shell.tamper(change)
    code, out, err = shell.run("log", "export", case, "--out", str(tmp_path / "b.zip"), *shell.tenant)
    assert (code, out) == (1, "")
    assert f"facts of case {case}" in err and "Traceback" not in err
    assert not (tmp_path / "b.zip").exists()


def test_a_stopped_log_is_said_in_one_sentence(shell: Shell) -> None:
    shell.record()
    shell.tamper("UPDATE log_shard SET state = 'stopped'")
    said = shell.run("assess", str(shell.folder / "a.json"))
    assert said == (1, "", f"wbmgp: the log {ORIGIN} is stopped: nothing is added to it\n")


def test_a_changed_database_does_not_hold(shell: Shell) -> None:
    shell.record()
    shell.tamper("UPDATE record SET outcome = 'verlenen' WHERE type = 'beoordeling'")
    code, out, err = shell.run("log", "verify", "--lang", "en", *shell.tenant)
    assert (code, err) == (1, "")
    assert out.startswith(f"{ORIGIN}: does NOT hold\n  Entries: 2, the last of ")
    assert "says another outcome than leaf 1" in out and "Proven" not in out
    out = shell.run("log", "verify", *shell.tenant)[1]
    assert out.startswith(f"{ORIGIN}: klopt NIET\n") and "zegt een andere outcome dan regel 1" in out


@pytest.mark.parametrize("kept", ["log_leaf", "log_checkpoint", "record"])
def test_a_log_that_was_taken_out_of_the_list_is_not_hidden(shell: Shell, kept: str) -> None:
    shell.record()
    others = [table for table in ("log_leaf", "log_checkpoint", "record", "log_node") if table != kept]
    off = [] if shell.tenant else ["PRAGMA foreign_keys=OFF"]
    shell.tamper(*off, *(f"DELETE FROM {table}" for table in (*others, "log_shard")))
    code, out, _ = shell.run("log", "verify", "--lang", "en", *shell.tenant)
    assert code == 1
    assert f"{ORIGIN}: is not in the list of logs, and there are entries, heads or records of it" in out


def test_a_database_is_held_against_a_checkpoint_from_elsewhere(shell: Shell) -> None:
    case = shell.record()
    shell.run("log", "export", case, "--out", str(shell.folder / "b.zip"), *shell.tenant)
    files, _ = unpacked((shell.folder / "b.zip").read_bytes())
    note = shell.folder / "note"
    note.write_bytes(files["leaf.tlog-proof"].split(b"\n\n", 1)[1])
    assert shell.run("log", "verify", "--checkpoint", str(note), *shell.tenant)[0] == 0
    note.write_bytes(note.read_bytes().replace(b"gm0599", b"gm0363"))
    code, out, err = shell.run("log", "verify", "--checkpoint", str(note), *shell.tenant)
    assert (code, out) == (2, "")
    assert "--checkpoint: is of a log that is not in this database" in err


def test_the_wrong_keys_open_nothing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    case = shell.record()
    (shell.folder / "others").mkdir()
    monkeypatch.setenv("WBMGP_KEYS", str(shell.folder / "others"))
    code, out, err = shell.run("replay", case, *shell.tenant)
    assert (code, out) == (2, "")
    assert "is not there, and this database is in use" in err
    assert list((shell.folder / "others").iterdir()) == []


def test_keys_in_a_folder_that_is_not_there_are_refused(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WBMGP_KEYS", str(shell.folder / "nowhere"))
    assert "WBMGP_KEYS: names no folder" in shell.run("assess", str(shell.folder / "a.json"))[2]
    monkeypatch.delenv("WBMGP_KEYS")
    if not shell.url.startswith("sqlite"):
        code, out, err = shell.run("assess", str(shell.folder / "a.json"))
        assert (code, out) == (2, "")
        assert "WBMGP_KEYS: is not set" in err


def test_only_recording_makes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    for command in (["log", "verify"], ["replay", "--all"], ["log", "export", "x", "--out", str(tmp_path / "b")]):
        assert cli.run([*command, "--database", url]) == 2
        assert "is not there" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    open_store(url).close()
    assert cli.run(["log", "verify", "--database", url, "--lang", "en"]) == 2
    assert "--database: holds no log" in capsys.readouterr().err
    assert cli.run(["log", "verify", "--database", url, "--tenant", "GM0363"]) == 2
    assert "--tenant: holds no log" in capsys.readouterr().err


def test_a_file_in_use_is_not_waited_for_without_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wbmgp_api.vault.opened._PATIENCE", 0.1)
    store = open_store(f"sqlite:///{tmp_path}/x.db")
    assert isinstance(store, SqliteStore)
    (tmp_path / "a.json").write_text(garib(), "utf-8")
    assert cli.run(["assess", str(tmp_path / "a.json"), "--database", f"sqlite:///{tmp_path}/x.db"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "another process writes to" in said.err
    store.close()


@pytest.mark.parametrize("command", [["assess", "A"], ["log", "verify"], ["replay", "--all"]])
def test_without_the_extra_the_message_names_it(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_text(garib(), "utf-8")
    without_the_store(monkeypatch)
    words = [str(tmp_path / "a.json") if word == "A" else word for word in command]
    assert cli.run([*words, "--database", f"sqlite:///{tmp_path}/x.db"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "",
        "wbmgp: --database: needs the service's store, which is not installed → install wbmgp-engine[service]\n",
    )


def test_a_difference_is_an_incident_that_says_where_to_look(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    case = shell.record()
    whole = json.loads(shell.run("replay", case, "--format", "json", *shell.tenant)[1])["beoordelingen"][0]
    assert whole.keys() == {"zaak", "record", "gelijk", "verschillen"}
    monkeypatch.setattr("wbmgp_engine.permits.assessment.VERSION", "9.9.9")
    found = json.loads(shell.run("replay", case, "--format", "json", *shell.tenant)[1])["beoordelingen"][0]["incident"]
    assert (found["logboek"], found["regel"], found["motor"]["vastgelegd"]) == (ORIGIN, 1, "0.1.0")
    assert found["categorieen"] == ["beoordeling"]
    assert found["regelboek"].startswith("sha256:")
    assert "ANDERS: dit is een incident" in shell.run("replay", case, *shell.tenant)[1]


def test_another_date_of_law_is_a_simulation_and_writes_nothing(shell: Shell) -> None:
    case = shell.record()
    before = shell.run("log", "verify", *shell.tenant)
    assert shell.run("replay", case, "--on", "2007-12-01", *shell.tenant)[1].splitlines()[1:] == [
        f"{case}: vastgelegd (2007-03-08) weigeren → simulatie weigeren", "  geen ander oordeel",
    ]  # fmt: skip
    assert shell.run("replay", case, "--on", "2018-05-01", *shell.tenant)[1].splitlines()[1:3] == [
        f"{case}: vastgelegd (2007-03-08) weigeren → simulatie geen_vergunning_nodig",
        '  artikel_8: "niet_voldaan" → simulatie "niet_van_toepassing"',
    ]
    on = ("--on", "2008-07-01", "--all")
    code, out, err = shell.run("replay", *on, *shell.tenant)
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].startswith("SIMULATIE naar het recht van 2008-07-01. Dit is geen beoordeling")
    assert lines[1].startswith(f"{case}: vastgelegd (2007-")
    document = json.loads(shell.run("replay", *on, "--format", "json", "--lang", "en", *shell.tenant)[1])
    assert (document["simulatie"], document["vastgelegd"], document["op"]) == (True, False, "2008-07-01")
    (one,) = document["beoordelingen"]
    assert (one["simulatie"], one["toetsing"]["simulatie"]) == (True, True)
    assert one["rechtVan"]["simulatie"] == one["toetsing"]["recht"]["datum"] == "2008-07-01"
    assert one["verschillen"][0].keys() >= {"pad", "categorie"}
    assert shell.run("log", "verify", *shell.tenant) == before
    with pytest.raises(BadInput, match="simulatie: is no assessment and cannot become a decision"):
        Assessed.of(json.loads(garib()), one["toetsing"], {"nl": "", "en": ""})
    for wrong in (["--on", "gisteren"], ["--on", "2020"]):
        assert shell.run("replay", case, *wrong, *shell.tenant)[:2] == (2, "")


def test_what_was_destroyed_by_hand_is_not_simulated(shell: Shell) -> None:
    case = shell.record()
    shell.tamper("DELETE FROM data_key WHERE category = 'inkomen'")
    code, out, err = shell.run("replay", case, "--on", "2008-07-01", "--lang", "en", *shell.tenant)
    assert (code, out) == (2, "")
    assert "no entry of the log says that it was erased" in err
