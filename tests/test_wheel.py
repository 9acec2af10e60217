"""The wheel works outside the checkout: rules and scenarios travel in it, and it takes no name that is not ours."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.scenarios import load_cases

ROOT = Path(__file__).resolve().parents[1]
OURS = {"wbmgp_engine", "wbmgp_api"}
# What pages are made of.
PAGES = (".html", ".css", ".po", ".svg", ".woff2", "/vendor/htmx.js", "/vendor/manifest.json", ".LICENSE.txt")
TABLES = {".yaml", ".csv", ".geojson"}
# What a simulation says in words, and what it assumes, stands beside its code.
WORDS = (
    "wbmgp_engine/simulation/",
    "wbmgp_api/letters/",
    "wbmgp_api/exchange/",
    "wbmgp_api/accountability/",
    "wbmgp_api/publication/",
)


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)


def succeed(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    succeed(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of scripts of an environment that holds the wheel, and sees the libraries of this one behind it."""
    home = tmp_path_factory.mktemp("outside") / "venv"
    venv.create(home, with_pip=False)
    scheme = {"base": str(home), "platbase": str(home)}
    scripts, library = (Path(sysconfig.get_path(name, "venv", scheme)) for name in ("scripts", "purelib"))
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python")]
    succeed(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    # A folder on the path, not a site folder: the link of an editable installation does not work from there.
    (library / "libraries.pth").write_text("\n".join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}))
    return scripts


def test_only_our_names_stand_at_the_top(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert tops - OURS == {next(top for top in tops if top.endswith(".dist-info"))}


def test_every_rule_file_and_every_scenario_travels(names: list[str]) -> None:
    for folder in ("rules", "scenarios"):
        here = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.*") if path.suffix in TABLES}
        assert here
        assert here <= {name.removeprefix("wbmgp_engine/_data/") for name in names}


def test_nothing_but_source_and_data_travels(names: list[str]) -> None:
    ours = {name for name in names if name.split("/")[0] in OURS}
    texts = {name for name in ours if name.startswith(WORDS) and name.endswith((".yaml", ".csv"))}
    stray = {name for name in ours - texts if "/_data/" not in name and not name.endswith((".py", "/py.typed", *PAGES))}
    assert stray == set()
    assert {name for name in names if "__pycache__" in name or name.endswith(".pyc")} == set()


def test_the_licence_travels(names: list[str]) -> None:
    assert [name for name in names if name.endswith(".dist-info/licenses/LICENSE")]


def test_the_rule_book_is_the_same_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    program = (
        "import json, wbmgp_engine as w; from wbmgp_engine.scenarios import load_cases;"
        "print(json.dumps([w.__file__, w.Lawbook.load().hash, len(load_cases())]))"
    )
    where, found, cases = json.loads(succeed(installed / "python", "-c", program, cwd=tmp_path))
    assert ROOT not in Path(where).parents
    assert found == Lawbook.load(ROOT / "rules").hash
    assert cases == len(load_cases(ROOT / "scenarios"))


def test_the_command_checks_the_law_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    said = succeed(installed / "wbmgp", "law", "check", cwd=tmp_path)
    assert Lawbook.load(ROOT / "rules").hash in said


def test_the_command_assesses_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    case = load_cases(ROOT / "scenarios")[0]
    (tmp_path / "aanvraag.json").write_text(json.dumps(case.input), encoding="utf-8")
    options = ["--format", "json", *(["--on", case.on.isoformat()] if case.on else [])]
    answer = json.loads(succeed(installed / "wbmgp", "assess", "aanvraag.json", *options, cwd=tmp_path))
    assert answer["advies"] == case.expected["advies"]


def test_the_service_registers_its_command_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    assert "Serve the API" in succeed(installed / "wbmgp", "serve", "--help", cwd=tmp_path)


@pytest.mark.parametrize("name", ["api", "rules", "scenarios", "tests", "docs", "bench"])
def test_no_general_name_becomes_importable(installed: Path, tmp_path: Path, name: str) -> None:
    done = run(installed / "python", "-c", f"import {name}", cwd=tmp_path)
    assert done.returncode == 1
    assert f"ModuleNotFoundError: No module named '{name}'" in done.stderr
