"""The page on the API: its examples run against a real process, and it names every route, variable and role."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from wbmgp_api.identity.principal import Role
from wbmgp_api.settings import Settings

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
WBMGP = [sys.executable, "-m", "wbmgp_engine"]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number: int = found.getsockname()[1]
    database = f"sqlite:///{tmp_path_factory.mktemp('dienst')}/wbmgp.db"
    os.environ["WBMGP_DATABASE"] = database
    with subprocess.Popen(
        [*WBMGP, "serve", "--example", "--port", str(number)], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as running:
        until = monotonic() + 30
        while monotonic() < until:
            try:
                with urlopen(f"http://127.0.0.1:{number}/gereed") as answer:
                    assert answer.status == 200
                break
            except URLError:
                sleep(0.1)
        yield number
        running.terminate()
    del os.environ["WBMGP_DATABASE"]


def test_the_examples_with_curl(port: int) -> None:
    lines = [block for block in blocks("bash") if "curl" in block]
    program = f"PATH={Path(sys.executable).parent}:$PATH\n" + "\n".join(lines).replace("8000", str(port)).replace(
        ".venv/bin/", ""
    )
    done = subprocess.run(["bash", "-euc", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert '"advies":"' in done.stdout
    assert '"oordeel":"telt_mee"' in done.stdout
    assert "Het adres ligt in zuidhoek (versie 1 van het gebied). Dat is gezien aan de postcode." in done.stdout
    assert "De verordening is Huisvestingsverordening 2026 (Gemeenteblad 2025, 100)" in done.stdout
    assert done.stdout.count('"status":"vastgesteld"') == 4  # an area, a designation, an ordinance, a statement
    assert '"status":"bezwaar"' in done.stdout and '"kenmerk":"VB-08"' in done.stdout


def test_the_first_check_of_the_readme(port: int) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (program,) = [one for one in re.findall(r"```bash\n(.*?)```", readme, re.DOTALL) if "curl" in one]
    done = subprocess.run(
        ["bash", "-euc", program.replace("8000", str(port))], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert '"advies":"' in done.stdout


def test_the_examples_in_python(port: int) -> None:
    (program,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", program.replace("8000", str(port))], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, second, third, *errors = done.stdout.splitlines()
    assert "artikel_8" in first and third == "onbekend"
    assert second.startswith("[")
    assert [line.split()[0] for line in errors] == ["gemeente", "aanvraagdatum"]
    assert "Rotterdam" not in done.stdout and "8-3-2007" not in done.stdout


def test_it_names_every_variable_and_every_role() -> None:
    for name in Settings.model_fields:
        assert f"`WBMGP_{name.upper()}`" in PAGE, name
    for role in Role:
        assert f"`{role}`" in PAGE, role
