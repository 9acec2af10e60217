"""The folder of a simulation: new, empty, or of an earlier run; anything else is refused before there is a run to lose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wbmgp_engine.commands.reading import readable
from wbmgp_engine.errors import BadInput, Finding

_RUNS: Final = "runs"
OURS: Final = frozenset({
    _RUNS, "maten.parquet", "maten.csv", "resultaat.json", "rapport.html", "rapport.en.html", "rapport.pdf",
    "rapport.en.pdf", "dossier.json", "dossier.md", "dossier.en.md", "verzoek.json", "gevoeligheid", "gevoeligheid.csv",
    "gevoeligheid.parquet",
})  # fmt: skip


def result_folder(name: str) -> Path:
    """The folder, if a result can go there. BadInput with everything that is in the way; nothing is made yet."""
    path = Path(name)
    try:
        there = path.exists() or path.is_symlink()
        findings = list(_in_the_way(path)) if there else list(_unreachable(path))
    except (OSError, ValueError):
        findings = [Finding(readable(name), "cannot be looked into", "name a folder where you may write")]
    if findings:
        raise BadInput(findings)
    return path


def _in_the_way(path: Path) -> Iterator[Finding]:
    if not path.is_dir():
        yield Finding(readable(str(path)), "is no folder", "name a new or empty folder, or that of an earlier run")
        return
    held = sorted(item.name for item in path.iterdir())
    others = [item for item in held if item not in OURS and not item.startswith(".")]
    if others or (held and _RUNS not in held):
        said = f"holds something else: {readable((others or held)[0])}"
        yield Finding(readable(str(path)), said, "name a new or empty folder, or that of an earlier run")
        return
    from wbmgp_engine.simulation.dossier import went_on

    if went_on(path):
        yield Finding(
            readable(str(path / "verzoek.json")), "was changed after it was written",
            "move it to another folder: a new run would write over it",
        )  # fmt: skip


def _unreachable(path: Path) -> Iterator[Finding]:
    if not path.parent.is_dir():
        yield Finding(readable(str(path)), "lies in a folder that does not exist", "make that folder first")
