"""The report as files: each whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.report.beside import NOTHING, Beside
from wbmgp_engine.simulation.report.page import html
from wbmgp_engine.simulation.report.printing import pdf
from wbmgp_engine.simulation.running import Result
from wbmgp_engine.simulation.running.whole_files import written

LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
_FIRST: Final = "nl"


def write_report(
    result: Result, out: Path, languages: Sequence[Language] = LANGUAGES, beside: Beside = NOTHING
) -> list[Path]:
    """Write `rapport.html` and `rapport.pdf`, the other language as `rapport.en.*`, each whole or not at all; their paths.

    Pages are written before the first PDF: where no PDF can be made they are there, and BadInput says what is missing.
    """
    pages = {language: html(result, language, beside) for language in languages}
    made = [_put(out / _name(language, "html"), page.encode()) for language, page in pages.items()]
    printed = {language: pdf(page) for language, page in pages.items()}
    return made + [_put(out / _name(language, "pdf"), content) for language, content in printed.items()]


def _name(language: Language, ending: str) -> str:
    return f"rapport.{ending}" if language == _FIRST else f"rapport.{language}.{ending}"


def _put(path: Path, content: bytes) -> Path:
    written(path, lambda made: made.write_bytes(content))
    return path
