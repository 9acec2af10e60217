"""What every file of the repository owes the others: pins, addresses, paths, records, documents that stay true."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from wbmgp_engine.commands.parser import app
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.scenarios import load_cases
from wbmgp_engine.version import NAME, VERSION

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = ROOT / "requirements"
RECORDS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
LINES = 400
# The verifier of bundles is one file because a court's expert reads it alone; the trail's own limit is 600 lines.
LONGER = {"wbmgp_engine/trail/verify.py": 600}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LOCK = re.compile(r"(package-lock\.json|\.lock|requirements[^/]*\.(txt|in)|Pipfile\.lock)$|^requirements/")
ADDRESS = re.compile(r"https?://|git\+|--(extra-)?index-url|--find-links|\"resolved\"")
MACHINE = re.compile(r"(?<![A-Za-z0-9._-])/(work|farm|root|home|Users)/")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def committed() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("git: this is no clone")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    found = {}
    for name in committed():
        data = (ROOT / name).read_bytes()
        if b"\0" not in data:
            found[name] = data.decode("utf-8")
    return found


def pins(name: str) -> dict[str, str]:
    """The version of each package that a requirement file pins."""
    text = read(REQUIREMENTS / f"{name}.txt")
    return dict(re.findall(r"^([a-z0-9.\-]+)==([^ \n\\]+)", text, re.MULTILINE))


def test_no_lock_or_requirement_file_holds_an_address() -> None:
    locks = {name: text for name, text in texts().items() if LOCK.search(name)}
    assert {f"requirements/{name}.txt" for name in ("run", "service", "test", "dev")} <= set(locks)
    assert [name for name, text in locks.items() if ADDRESS.search(text)] == []


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    assert [name for name, text in texts().items() if MACHINE.search(text)] == []


@pytest.mark.parametrize("name", ["run", "service", "test", "dev", "durable", "durable-build", "mutants", "bench"])
def test_every_pin_has_a_hash_and_every_line_a_pin(name: str) -> None:
    entries = re.split(r"\n(?=[a-z])", read(REQUIREMENTS / f"{name}.txt"))
    packages = [entry for entry in entries if not entry.startswith("#")]
    # A package has a second pin where its newest version left an older Python behind.
    assert {entry.split("==")[0] for entry in packages} == set(pins(name)) != set()
    assert all(" ; python_full_version " in entry for entry in packages if entry.split("==")[0] in twice(packages))
    assert [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry] == []


def twice(packages: list[str]) -> set[str]:
    names = [entry.split("==")[0] for entry in packages]
    return {name for name in names if names.count(name) > 1}


@pytest.mark.parametrize(
    ("name", "extras"),
    [
        ("run", ()),
        ("service", ("service",)),
        ("test", ("service", "test")),
        ("dev", ("service", "test", "dev")),
        ("durable", ("durable",)),
        ("mutants", ("test", "mutants")),
        ("bench", ("columns", "bench")),
    ],
    ids=["run", "service", "test", "dev", "durable", "mutants", "bench"],
)
def test_the_pins_satisfy_what_the_project_asks(name: str, extras: tuple[str, ...]) -> None:
    project, pinned = PROJECT["project"], pins(name)
    asked = [*project["dependencies"], *PROJECT["dependency-groups"]["build"]]
    asked += [line for extra in extras for line in project["optional-dependencies"][extra]]
    for requirement in map(Requirement, asked):
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is pinned at {version}"


def test_the_requirement_files_pin_the_same_versions() -> None:
    assert pins("run").items() <= pins("service").items() <= pins("test").items() <= pins("dev").items()


def test_the_build_tools_are_pinned_by_the_same_words_as_the_build_asks() -> None:
    assert PROJECT["build-system"]["requires"] == PROJECT["dependency-groups"]["build"]


def test_the_version_stands_once() -> None:
    assert (PROJECT["project"]["name"], PROJECT["project"]["version"]) == (NAME, VERSION)


def test_no_source_file_outgrows_its_room() -> None:
    sources = [name for name in committed() if name.endswith(".py") and not name.startswith(("tests/", "bench/"))]
    lengths = {name: read(ROOT / name).count("\n") for name in sources}
    assert {name: length for name, length in lengths.items() if length > LONGER.get(name, LINES)} == {}


@pytest.mark.parametrize("word", ["utils", "helpers", "manager", "base", "misc", "common"])
def test_every_module_is_named_after_what_it_holds(word: str) -> None:
    assert [name for name in committed() if name.endswith((f"/{word}.py", f"/{word}/__init__.py"))] == []


@pytest.mark.parametrize("record", RECORDS, ids=[path.stem for path in RECORDS])
def test_every_decision_has_its_two_fields_and_what_follows(record: Path) -> None:
    lines = read(record).splitlines()
    assert lines[0].startswith(f"# {record.stem[:3]} ")
    fields = dict(line.split(": ", 1) for line in lines[1:5] if ": " in line)
    assert re.fullmatch(r"proposed|accepted|rejected|superseded by \d{3}", fields["status"])
    assert fields["implementation"] in {"none", "partial", "done"}
    for heading in ("## Context", "## Decision", "## Consequences"):
        assert lines.count(heading) == 1, heading


def test_decisions_are_numbered_without_gap() -> None:
    assert [int(path.stem[:3]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert {"setup", "demo", "serve", "test", "bench"} <= targets
    said = {word for page in PAGES for word in re.findall(r"(?:^|`)make ([a-z]+)", read(page), re.MULTILINE)}
    assert {"demo", "test"} <= said
    assert said - targets == set()


def test_every_command_in_the_readme_exists() -> None:
    said = set(re.findall(r"(?:\.venv/bin/|`)wbmgp ([a-z]+)", read(ROOT / "README.md")))
    known = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    assert "assess" in said
    assert said - known - {"serve"} == set()


def test_the_readme_s_python_runs() -> None:
    (program,) = re.findall(r"^```python\n(.*?)^```", read(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {"text": json.dumps(load_cases(ROOT / "scenarios")[0].input)}
    exec(program, names)
    assert names["assessment"].advice in read(ROOT / "README.md")


@pytest.mark.parametrize("page", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_every_link_between_documents_arrives(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", read(page))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_architecture_names_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "wbmgp_engine").glob("*/__init__.py")}
    for page in ("architecture.md", "architecture.svg"):
        drawn = read(ROOT / "docs" / page)
        assert {room for room in rooms if room not in drawn} == set(), page


def test_the_licence_is_whole() -> None:
    text = read(ROOT / "LICENSE")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\.\S", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert text.endswith("require the production of a new EUPL version.\n")


def publiccode() -> dict[str, Any]:
    found = read_yaml((ROOT / "publiccode.yml").read_bytes(), place="publiccode.yml")
    assert isinstance(found, dict)
    return found


def test_publiccode_has_what_the_standard_demands() -> None:
    found = publiccode()
    assert found["publiccodeYmlVersion"] == "0.4"
    assert found["name"] == NAME
    assert found["legal"]["license"] == PROJECT["project"]["license"]
    assert re.fullmatch(r"https://\S+", found["url"])
    assert set(found["platforms"]) <= {"web", "windows", "mac", "linux", "ios", "android"}
    assert found["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert found["maintenance"]["contacts"][0]["name"]
    assert found["localisation"] == {"localisationReady": True, "availableLanguages": ["nl", "en"]}


def test_publiccode_uses_the_words_of_the_standard() -> None:
    found = publiccode()
    assert set(found["categories"]) <= {"compliance-management", "workflow-management", "data-analytics"}
    assert found["softwareType"] in {"library", "standalone/backend", "standalone/web", "standalone/other"}
    assert set(found["intendedAudience"]["scope"]) <= {"local-authorities", "justice", "society", "welfare"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publiccode_describes_the_project_within_the_limits(language: str) -> None:
    described = publiccode()["description"][language]
    assert 0 < len(described["shortDescription"]) <= 150
    assert 150 <= len(described["longDescription"]) <= 10_000
    assert described["features"]
