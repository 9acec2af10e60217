"""`wbmgp log processing`, and what commands leave in the log: a trace of their own, of every person before they are erased."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from tests.api.store.test_store_commands import Shell
from tests.api.store.test_store_commands import shell as shell  # the fixture
from tests.modes import PRIVATE_FILE, modes, usual_umask
from wbmgp_engine import cli

FIELDS: Final = {
    "traceId": "[0-9a-f]{32}", "spanId": "[0-9a-f]{16}", "startTimeUnixNano": "[0-9]{19}", "endTimeUnixNano": "[0-9]{19}",
}  # fmt: skip
NUMBER = "999990019"


def told(shell: Shell, *more: str) -> list[dict[str, Any]]:
    code, out, err = shell.run("log", "processing", "--format", "json", *shell.tenant, *more)
    assert (code, err) == (0, "")
    return list(json.loads(out)["verwerkingen"])


def spans(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        for resource in json.loads(line)["resourceSpans"]:
            names = [one["key"] for one in resource["resource"]["attributes"]]
            assert names == ["service.name", "service.version"]
            for scope in resource["scopeSpans"]:
                yield from scope["spans"]


def attributes(span: dict[str, Any]) -> dict[str, str]:
    return {one["key"]: one["value"]["stringValue"] for one in span["attributes"]}


def test_what_commands_did_is_told_the_newest_first_and_reading_it_too(shell: Shell) -> None:
    case = shell.record()
    shell.run("log", "export", case, "--out", str(shell.folder / "b.zip"), *shell.tenant)
    shell.run("replay", case, "--on", "2018-05-01", *shell.tenant)
    found = told(shell)
    actions = [one for one in found if one["betrokkene"] is None]
    assert [one["naam"] for one in actions] == [
        "lees_verwerkingslog",
        "simuleer_toetsing",
        "exporteer_bundel",
        "beoordeling",
    ]
    assert [one["activiteit"].split(":")[3] for one in actions] == ["toezicht", "toezicht", "toezicht", "aanvraag"]
    assert {one["zaak"] for one in actions[1:]} == {case}
    assert len({one["traceId"] for one in actions}) == 4
    people = {one["betrokkene"] for one in found} - {None}
    assert len([one for one in found if one["betrokkene"] is not None]) == 3 * len(people)
    assert next(one["naam"] for one in told(shell, "--case", case)) == "zoek_verwerkingslog"


def test_the_export_has_the_form_of_otlp_and_only_attributes_of_the_standard(shell: Shell) -> None:
    shell.record()
    lines, out = told(shell), shell.folder / "log.jsonl"
    with usual_umask():
        assert shell.run("log", "processing", "--format", "otlp", "--out", str(out), *shell.tenant) == (0, "", "")
    assert modes(out) == PRIVATE_FILE
    found = list(spans(out.read_text()))
    assert len(found) == len(lines) + 1  # that it was exported
    for span in found:
        assert all(re.fullmatch(form, span[name]) for name, form in FIELDS.items())
        assert int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"])
        assert span["status"] == {"code": 1}
        said = attributes(span)
        assert said["dpl.core.processing_activity_id"].startswith("urn:wbmgp:verwerking:")
        assert said.keys() <= {
            "dpl.core.processing_activity_id", "dpl.core.data_subject_id", "dpl.core.data_subject_id_type",
        }  # fmt: skip
        assert ("parentSpanId" in span) == ("dpl.core.data_subject_id" in said)
    assert {attributes(one).get("dpl.core.data_subject_id_type") for one in found} == {
        None,
        "urn:wbmgp:persoon-in-zaak",
    }


def test_a_number_comes_over_standard_input_and_stands_nowhere(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.record()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NUMBER}\n"))
    (line,) = told(shell, "--person", "-")
    assert (line["naam"], line["betrokkeneSoort"]) == ("zoek_verwerkingslog", "bsn")
    for path in shell.folder.rglob("*"):
        assert not path.is_file() or NUMBER.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(("arguments", "given"), [
    (["--person", NUMBER], ""), (["--person", "-"], "123456789"), (["--person", "-"], ""),
    (["--person", "-", "--case", "0" * 32], NUMBER), (["--format", "xml"], ""), (["--case", "0" * 32], ""),
    (["--out", "{folder}/a.json"], ""),
])  # fmt: skip
def test_what_cannot_be_asked_is_refused(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, arguments: list[str], given: str
) -> None:
    shell.record()
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    asked = [one.format(folder=shell.folder) for one in arguments]
    code, out, err = shell.run("log", "processing", *asked, *shell.tenant)
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


def test_who_was_erased_is_told_once_more_and_then_no_more(shell: Shell) -> None:
    case = shell.record()
    more = ["--reference", "AVG-1", *shell.tenant, "--format", "json"]
    _, out, _ = shell.run(
        "erase", case, "--categories", "persoon", "--ground", "verzoek_betrokkene", "--by", "een", *more
    )
    order = json.loads(out)["opdracht"]
    assert shell.run("retention", "approve", order, "--by", "twee", *shell.tenant)[0] == 0
    assert shell.run("retention", "run", order, "--by", "twee", *shell.tenant)[0] == 0
    found = [one for one in told(shell) if one["naam"] == "wissing"]
    before = {one["betrokkene"] for one in told(shell) if one["naam"] == "beoordeling"}
    assert {one["betrokkene"] for one in found} == before
    assert {one["activiteit"].split(":")[3] for one in found} == {"archivering"}
    shell.run("log", "export", case, "--out", str(shell.folder / "c.zip"), *shell.tenant)
    after = [one for one in told(shell, "--case", case) if one["naam"] == "zoek_verwerkingslog"]
    assert [one["betrokkene"] for one in after] == [None]


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "geen.db"
    assert cli.run(["log", "processing", "--database", f"sqlite:///{path}"]) == 2
    assert not path.exists()


@pytest.mark.parametrize("slip", ["GM0001", "gm0599", "0599"])
def test_a_slip_in_the_municipality_begins_no_log(shell: Shell, slip: str) -> None:
    shell.record()
    for command in (["log", "processing"], ["oversight", "deviations", "--period", "2025-Q3"]):
        code, out, err = shell.run(*command, "--tenant", slip)
        assert (code, out) == (2, "")
        assert err == f"wbmgp: --tenant: '{slip}' has no log here → name one that has, as GM0599\n"
    assert len(told(shell)) > 0
