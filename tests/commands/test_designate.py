"""`wbmgp designate` as a council clerk meets it: an answer and a document, or one clear message and nothing else."""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import wbmgp_engine
from tests.designations.samples import answer, example_json
from wbmgp_engine.cli import run
from wbmgp_engine.errors import LawEnded, LawNotYetInForce

Captured = pytest.CaptureFixture[str]
ONE_PART: dict[str, Any] = {"kenmerk": "k", "gemeente": "GM1930", "onderdelen": example_json()["onderdelen"][:1]}


class Answered:
    """An assessment as far as the command knows it."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found

    def to_json(self) -> dict[str, Any]:
        return self.found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The dates asked of a core that always gives the same answer: here it is about the command, not about the law."""
    days: list[date] = []

    def assess(request: object, *, lawbook: object, on: date) -> Answered:
        days.append(on)
        return Answered(answer())

    monkeypatch.setattr(wbmgp_engine, "assess_designation", assess, raising=False)
    return days


def raising(problem: Exception) -> Callable[..., Any]:
    def assess(request: object, *, lawbook: object, on: date) -> Any:
        raise problem

    return assess


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    path = tmp_path / "verzoek.json"
    path.write_text(json.dumps(example_json()), encoding="utf-8")
    return path


def test_text_begins_with_the_result(request_file: Path, asked: list[date], capsys: Captured) -> None:
    assert run(["designate", str(request_file)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Het verzoek is volledig. Of een aanwijzing nodig en evenredig is, beoordeelt")
    assert said.err == ""
    assert asked == [date(2019, 10, 25)]


def test_english(request_file: Path, asked: list[date], capsys: Captured) -> None:
    assert run(["designate", str(request_file), "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("The request is complete.")


def test_json_is_one_document(request_file: Path, asked: list[date], capsys: Captured) -> None:
    assert run(["designate", str(request_file), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == answer()


def test_standard_input(monkeypatch: pytest.MonkeyPatch, asked: list[date], capsys: Captured) -> None:
    stream = io.TextIOWrapper(io.BytesIO(json.dumps(example_json()).encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    assert run(["designate", "-"]) == 0
    assert capsys.readouterr().out


def test_the_date_of_the_law(request_file: Path, tmp_path: Path, asked: list[date]) -> None:
    sent_only = tmp_path / "verzonden.json"
    sent_only.write_text(json.dumps({**example_json(), "ontvangen": None}), encoding="utf-8")
    assert run(["designate", str(sent_only)]) == 0
    assert run(["designate", str(request_file), "--on", "2016-12-31"]) == 0
    assert asked == [date(2019, 10, 24), date(2016, 12, 31)]


def test_a_request_that_is_not_filed_needs_a_date(tmp_path: Path, asked: list[date], capsys: Captured) -> None:
    path = tmp_path / "concept.json"
    path.write_text(json.dumps(ONE_PART), encoding="utf-8")
    assert run(["designate", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "wbmgp: --on: the request has not been sent yet: it has no verzonden and no ontvangen → give --on YYYY-MM-DD, the day whose law counts: today, or the day on which the council will send it\n"  # fmt: skip
    assert asked == []


@pytest.mark.parametrize("problem", [LawNotYetInForce, LawEnded])
def test_a_date_without_law_is_bad_input(
    problem: type[Exception], request_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(wbmgp_engine, "assess_designation", raising(problem("no law on that day")), raising=False)
    assert run(["designate", str(request_file), "--document", str(tmp_path / "brief.md")]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "wbmgp: law: no law on that day\n")
    assert not (tmp_path / "brief.md").exists()


@pytest.mark.parametrize("name", ["verzoek.md", "verzoek.JSON"])
def test_the_document_is_written_beside_the_answer(
    name: str, request_file: Path, tmp_path: Path, asked: list[date], capsys: Captured
) -> None:
    path = tmp_path / name
    assert run(["designate", str(request_file), "--document", str(path), "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("The request is complete.")
    written = path.read_text(encoding="utf-8")
    if name.endswith(".md"):
        assert written.startswith("# Request for designation\n")
    else:
        assert json.loads(written)["verzoek"] == example_json()
    assert sorted(found.name for found in tmp_path.iterdir() if found != request_file) == [name]


def test_a_document_that_is_there_is_kept_unless_forced(
    request_file: Path, tmp_path: Path, asked: list[date], capsys: Captured
) -> None:
    path = tmp_path / "brief.md"
    path.write_text("mijn eigen brief", encoding="utf-8")
    assert run(["designate", str(request_file), "--document", str(path)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"wbmgp: {path}: exists already → choose another name, or add --force\n")
    assert path.read_text(encoding="utf-8") == "mijn eigen brief"
    assert asked == []
    assert run(["designate", str(request_file), "--document", str(path), "--force"]) == 0
    assert path.read_text(encoding="utf-8").startswith("# Verzoek om aanwijzing")
    assert {found.name for found in tmp_path.iterdir()} == {"brief.md", "verzoek.json"}


def test_force_also_writes_what_is_not_there_yet(request_file: Path, tmp_path: Path, asked: list[date]) -> None:
    assert run(["designate", str(request_file), "--document", str(tmp_path / "nieuw.md"), "--force"]) == 0
    assert (tmp_path / "nieuw.md").exists()


def test_a_document_that_appears_meanwhile_is_kept(
    request_file: Path, tmp_path: Path, asked: list[date], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    path = tmp_path / "brief.md"
    monkeypatch.setattr(
        "wbmgp_engine.commands.writing.refuse_existing", lambda name: Path(name).write_text("mijn brief")
    )
    assert run(["designate", str(request_file), "--document", str(path)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"wbmgp: {path}: exists already → choose another name, or add --force\n")
    assert path.read_text(encoding="utf-8") == "mijn brief"


def test_a_link_that_leads_nowhere_is_something_that_is_there(
    request_file: Path, tmp_path: Path, asked: list[date]
) -> None:
    link = tmp_path / "brief.md"
    link.symlink_to(tmp_path / "elders.md")
    assert run(["designate", str(request_file), "--document", str(link)]) == 2
    assert not (tmp_path / "elders.md").exists()


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("geen-map/brief.md", "cannot be written: no such file or directory → name a file in a folder that exists"),
        ("verzoek.json/brief.md", "cannot be written: not a directory → name a file in a folder that exists"),
    ],
)
def test_a_document_that_cannot_be_written_leaves_no_answer(
    name: str, problem: str, force: list[str], request_file: Path, tmp_path: Path, asked: list[date], capsys: Captured
) -> None:
    path = tmp_path / name
    assert run(["designate", str(request_file), "--document", str(path), *force]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"wbmgp: {path}: {problem}\n")
    assert [found.name for found in tmp_path.iterdir()] == ["verzoek.json"]


def test_a_folder_is_never_replaced(request_file: Path, tmp_path: Path, asked: list[date], capsys: Captured) -> None:
    folder = tmp_path / "map.md"
    folder.mkdir()
    assert run(["designate", str(request_file), "--document", str(folder), "--force"]) == 2
    assert capsys.readouterr().out == ""
    assert {found.name for found in tmp_path.iterdir()} == {"map.md", "verzoek.json"}


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_disk_that_is_full_leaves_no_half_document(
    force: list[str], request_file: Path, tmp_path: Path, asked: list[date], capsys: Captured
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        code = run(["designate", str(request_file), "--document", str(tmp_path / "brief.md"), *force])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "cannot be written: file too large → make room there, or name a file where there is room" in said.err
    assert [found.name for found in tmp_path.iterdir()] == ["verzoek.json"]


BAD_OPTIONS = {
    "kind of document": (["--document", "brief.docx"], "wbmgp: --document: 'brief.docx' has no kind of document → let the name end in .md or .json"),
    "NUL": (["--document", "a\x00.md"], "wbmgp: a\\x00.md: is not a file name → name a file in a folder that exists"),
    "date": (["--on", "25-10-2019"], "wbmgp: --on: '25-10-2019' is not accepted: not a date → write YYYY-MM-DD"),
    "language": (["--lang", "de"], "wbmgp: --lang: 'de' is not one of the allowed values → use nl, en"),
    "format": (["--format", "md"], "wbmgp: --format: 'md' is not one of the allowed values → use text, json"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_OPTIONS)
def test_a_bad_option(name: str, request_file: Path, asked: list[date], capsys: Captured) -> None:
    options, message = BAD_OPTIONS[name]
    assert run(["designate", str(request_file), *options]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", message + "\n")


def test_an_application_is_no_request(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "aanvraag.json"
    path.write_text('{"kenmerk": "k", "gemeente": "GM0599", "aanvraagdatum": "2020-01-01"}', encoding="utf-8")
    assert run(["designate", str(path)]) == 2
    message = (
        "wbmgp: aanwijzingsverzoek: this is an application, not a request for designation → give it to wbmgp assess\n"
    )
    assert capsys.readouterr() == ("", message)


def test_other_commands_do_not_import_what_only_designate_needs() -> None:
    import subprocess

    code = "import sys, wbmgp_engine.cli; print([name for name in sys.modules if 'designations' in name or 'facts' in name])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
