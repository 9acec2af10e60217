"""Every file for people that comes of a result: the report, the dossier of one option, and the start of its request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.dossier import REQUEST, askable, dossier_of, files_of
from wbmgp_engine.simulation.report import Moved, asked, write_report
from wbmgp_engine.simulation.running import Result
from wbmgp_engine.simulation.running.whole_files import written
from wbmgp_engine.simulation.sensitivity import NUMBERS, TABLE

# The request first: without the dossier that knows it, it would look like somebody's own work.
_MADE: Final = (
    REQUEST,
    "dossier.json",
    "dossier.md",
    "dossier.en.md",
    "rapport.html",
    "rapport.en.html",
    "rapport.pdf",
    "rapport.en.pdf",
)
_OF_SENSITIVITY: Final = (NUMBERS, TABLE)


@dataclass(frozen=True)
class Published:
    """Which option the dossier is of (None: nothing can be asked), and why there is no PDF where there is none."""

    option: str | None
    without_pdf: tuple[Finding, ...] = ()


def publish(
    result: Result, lawbook: Lawbook, *, option: str | None = None, moved: Sequence[Moved] | None = None
) -> Published:
    """Write the dossier and the report beside the measures of a result, each file whole or not at all.

    `option`: of which the dossier is, default the first that can be asked; `moved`: what a sensitivity analysis found,
    None where there was none. Files of an earlier result go first: none is left beside numbers that it does not tell.
    Raises BadInput where a file cannot be written, or for an option of which nothing can be asked. Where no PDF can be
    made the pages are there, and it says why.
    """
    for name in (*_MADE, *(() if moved is not None else _OF_SENSITIVITY)):
        (result.folder / name).unlink(missing_ok=True)
    chosen = option or next(iter(askable(result.scenario)), None)
    if chosen is not None:
        _put(result.folder, files_of(dossier_of(result, chosen)))
    try:
        write_report(result, result.folder, beside=asked(result.scenario, lawbook, moved or ()))
    except BadInput as problem:
        if any(finding.code != "no_pdf" for finding in problem.findings):
            raise
        return Published(chosen, problem.findings)
    return Published(chosen)


def _put(folder: Path, files: Mapping[str, str]) -> None:
    """The request comes last: whoever is cut off leaves none that the dossier does not know."""
    for name in sorted(files, key=lambda name: name == REQUEST):
        _write(folder / name, files[name])


def _write(path: Path, text: str) -> None:
    written(path, lambda made: made.write_text(text, encoding="utf-8"))
