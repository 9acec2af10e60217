"""The first day of a municipality: what the page tells to type is done on a real process, and it names what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.service.processes import serving
from wbmgp_api.identity.principal import Role
from wbmgp_engine.cli import run

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "eerste-dag.md").read_text(encoding="utf-8")


def blocks(name: str) -> str:
    """The blocks of this name in the order of the page, as one program."""
    return "\n".join(re.findall(rf"```bash {name}\n(.*?)```", PAGE, re.DOTALL))


def typed(program: str, folder: Path, **more: str) -> str:
    """What a program of the page prints where `.venv/bin/wbmgp` is ours."""
    ours = folder / ".venv" / "bin" / "wbmgp"
    ours.parent.mkdir(parents=True, exist_ok=True)
    ours.write_text(f'#!/bin/sh\nexec {sys.executable} -m wbmgp_engine "$@"\n')
    ours.chmod(0o755)
    plain = {name: text for name, text in os.environ.items() if not name.startswith("WBMGP_")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", program], cwd=folder, capture_output=True, text=True, check=False,
        env=plain | {"WBMGP_CACHE": "off"} | more, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_the_page_types_makes_a_municipality_with_a_first_case(tmp_path: Path) -> None:
    url, keys = f"sqlite:///{tmp_path}/oefen.db", {"WBMGP_KEYS": f"{tmp_path}/sleutels"}
    with serving(tmp_path, url) as running:
        program = blocks("oefenen").replace(":8000", f":{running.port}").replace("sqlite:///oefen.db", url)
        said = typed(program, tmp_path, **keys)
    assert re.findall(r": (\d{3})$", said, re.MULTILINE) == ["201", "200"] * 4 + ["200"] * 2 + ["201", "200", "201"]
    answers = [line for line in said.splitlines() if re.fullmatch("[a-z_]+", line)]
    assert answers == ["van_toepassing", "niet_van_toepassing", "aanvullen"]
    assert "GM9998: 1 zaak" in said and "klopt" in said and "klopt NIET" not in said
    assert "1 beoordeling, 1 gelijk" in typed(f"DATABASE={url}\n{blocks('gestopt')}", tmp_path, **keys)


def test_the_files_of_a_municipality_begin_as_the_examples_and_are_good(tmp_path: Path) -> None:
    (tmp_path / "api").symlink_to(ROOT / "api")
    assert typed(f"GEMEENTE=GM9998\n{blocks('bestanden')}", tmp_path).endswith("for development only.\n")
    told = [(tmp_path / name).read_text(encoding="utf-8") for name in ("brieven.yaml", "verantwoording.yaml")]
    assert all("\n  GM9998:" in text and "GM9999" not in text for text in told)


def test_every_role_is_given_to_somebody() -> None:
    given = re.findall(r"^\s*\| `([a-z]+)` \|", PAGE, re.MULTILINE)
    assert sorted(given) == sorted(Role)


@pytest.mark.parametrize("said", sorted(set(re.findall(r"`?wbmgp ([a-z][a-z -]*[a-z])`", PAGE))))
def test_every_command_it_names_is_there(said: str) -> None:
    assert run([*said.split(" --")[0].split(), "--help"]) == 0


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([a-z-]+\.md#[a-z0-9-]+)\)", PAGE))))
def test_every_part_of_a_page_it_points_at_is_there(link: str) -> None:
    name, _, part = link.partition("#")
    heads = re.findall(r"^#+ (.+)$", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert part in {re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in heads}
