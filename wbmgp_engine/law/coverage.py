"""What of the act stands in the rules: every lid and onderdeel, classified in the sidecars under `rules/dekking/`.

A sidecar gives the structure of one version of a law (read from its text, without a sentence of it) and classifies
each unit of it. This module checks that nothing is left out and that what is said to carry a unit exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from wbmgp_engine.errors import Finding, LawLookupError, RuleFileError
from wbmgp_engine.law.checked import Day
from wbmgp_engine.law.data_files import Entry, read_data
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.layout import rules_folder

FOLDER = "dekking/"

Classification = Literal["gecodeerd", "menselijk_oordeel", "procedureel", "buiten_bereik", "gepland"]
_NEEDS_REASON = ("procedureel", "buiten_bereik", "menselijk_oordeel")
_PLANNED = "gepland"
_FORGOTTEN = "niet_ingedeeld"


class Reason(Entry):
    """Why a unit is not encoded, for the Dutch and the English reader."""

    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class UnitEntry(Entry):
    """The classification of one unit. `uitkomsten` are outputs that carry it, `law id#output`; `toetsen` test files.

    `gepland` is for work in hand: it is shown, and reported as a problem until the unit is encoded or explained.
    """

    eenheid: str
    indeling: Classification
    uitkomsten: list[str] = Field(default_factory=list)
    reden: Reason | None = None
    toetsen: list[str] = Field(default_factory=list)


class LeftOut(Entry):
    """An article of the rule file that this overview does not speak of."""

    artikel: str
    reden: Reason


class CoverageFile(Entry):
    """A sidecar. `structuur`: per article the numbers of its lids (none: the article is one unit) with their letters."""

    wet: str
    valid_from: Day
    tekst: str
    structuur: dict[str, dict[str, list[str]]]
    niet_opgenomen: list[LeftOut] = Field(default_factory=list)
    eenheden: list[UnitEntry]


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of one version; `classification` None: nobody classified it."""

    law: str
    valid_from: date
    unit: str
    classification: Classification | None
    outputs: tuple[str, ...]
    reason: Reason | None
    tests: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The unit, why it is not encoded, its outputs (those of its own law without the law) and its test files."""
        yield f"{self.unit}: {self.reason.en}" if self.reason else self.unit
        if self.outputs:
            yield f"  carried by {', '.join(output.removeprefix(f'{self.law}#') for output in self.outputs)}"
        if self.tests:
            yield f"  tested in {', '.join(self.tests)}"


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """All units in the order of the law, from old to new, and what is wrong with their classification."""

    rows: tuple[Row, ...]
    problems: tuple[Finding, ...]

    def counts(self) -> dict[tuple[str, date], dict[str, int]]:
        """How many units each version has per classification; `niet_ingedeeld` counts the forgotten ones."""
        found: dict[tuple[str, date], dict[str, int]] = {}
        for row in self.rows:
            counts = found.setdefault((row.law, row.valid_from), {})
            name = row.classification or _FORGOTTEN
            counts[name] = counts.get(name, 0) + 1
        return found

    def text(self) -> str:
        """The report to read: per version and classification every unit, with what carries it and what tests it."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        for (law, day), counts in self.counts().items():
            yield f"{law} {day}: {sum(counts.values())} units"
            for name in (*get_args(Classification), _FORGOTTEN):
                rows = [row for row in self.rows if (row.law, row.valid_from) == (law, day)]
                of_kind = [row for row in rows if (row.classification or _FORGOTTEN) == name]
                if of_kind:
                    yield f"  {name} {len(of_kind)}"
                    yield from (f"    {line}" for row in of_kind for line in row.lines())


def checkout_folder() -> Path | None:
    """The checkout whose rules are loaded by default, to look for test files in; None for an installed package."""
    root = rules_folder().parent
    return root if (root / "tests").is_dir() else None


def coverage(lawbook: Lawbook, *, checkout: Path | None = None) -> CoverageReport:
    """Which units of which law versions the rules carry, and what is wrong with the sidecars that say so.

    `checkout` is the folder that test files are named from; without it they are not looked for. Raises RuleFileError
    for a sidecar that cannot be read.
    """
    files = [(path, read_data(CoverageFile, path, text)) for path, text in sorted(lawbook.files.items()) if _is(path)]
    rows = tuple(row for _, file in files for row in _rows(file))
    problems = [found for path, file in files for found in _problems(lawbook, file, f"rules/{path}", checkout)]
    return CoverageReport(rows, (*problems, *_missing(lawbook, [file for _, file in files])))


def units(structure: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    """The units of a structure in its order: an article without lids, each lid, each onderdeel.

    >>> list(units({"8": {"1": ["a", "b"], "2": []}, "17": {}}))
    ['8 lid 1', '8 lid 1 onder a', '8 lid 1 onder b', '8 lid 2', '17']
    """
    for article, lids in structure.items():
        if not lids:
            yield article
        for lid, letters in lids.items():
            yield f"{article} lid {lid}"
            yield from (f"{article} lid {lid} onder {letter}" for letter in letters)


def _is(path: str) -> bool:
    if not path.startswith(FOLDER):
        return False
    if not path.endswith(".yaml") or path.count("/") != 2:
        raise RuleFileError.one(
            f"rules/{path}", "the file stands outside the layout", "dekking/<law id>/<valid_from>.yaml"
        )
    return True


def _rows(file: CoverageFile) -> Iterator[Row]:
    said = {entry.eenheid: entry for entry in reversed(file.eenheden)}
    day = date.fromisoformat(file.valid_from)
    for unit in units(file.structuur):
        entry = said.get(unit)
        if entry is None:
            yield Row(file.wet, day, unit, None, (), None, ())
        else:
            outputs, tests = tuple(entry.uitkomsten), tuple(entry.toetsen)
            yield Row(file.wet, day, unit, entry.indeling, outputs, entry.reden, tests)


def _problems(lawbook: Lawbook, file: CoverageFile, place: str, checkout: Path | None) -> Iterator[Finding]:
    if place != f"rules/{FOLDER}{file.wet}/{file.valid_from}.yaml":
        yield Finding(place, f"it is about {file.wet} of {file.valid_from}", "move the file or mend wet and valid_from")
    yield from _unclassified(file, place)
    for entry in file.eenheden:
        yield from _of_unit(lawbook, file, entry, f"{place}, {entry.eenheid}", checkout)
    yield from _articles(lawbook, file, place)


def _unclassified(file: CoverageFile, place: str) -> Iterator[Finding]:
    known, said = list(units(file.structuur)), [entry.eenheid for entry in file.eenheden]
    for unit in known:
        if unit not in said:
            yield Finding(f"{place}, {unit}", "the unit is not classified", "add it to eenheden")
    for unit in dict.fromkeys(said):
        if said.count(unit) > 1:
            yield Finding(f"{place}, {unit}", "the unit is listed twice", "keep one")
        if unit not in known:
            yield Finding(f"{place}, {unit}", "the structure has no such unit", "mend its name, or add it to structuur")


def _of_unit(
    lawbook: Lawbook, file: CoverageFile, entry: UnitEntry, place: str, checkout: Path | None
) -> Iterator[Finding]:
    if entry.indeling == "gecodeerd" and not entry.uitkomsten:
        yield Finding(place, "it is gecodeerd, but no output carries it", "name the outputs, or classify it otherwise")
    if entry.indeling == _PLANNED:
        yield Finding(place, "it is still to be encoded", "encode it, or classify it otherwise with a reason")
    if entry.indeling in _NEEDS_REASON and entry.reden is None:
        yield Finding(place, f"it is {entry.indeling} without a reason", "add reden: {nl, en}")
    if entry.uitkomsten and not entry.toetsen:
        yield Finding(place, "outputs carry it, but no test or case touches it", "name the files in toetsen")
    for output in entry.uitkomsten:
        if problem := _no_output(lawbook, output, date.fromisoformat(file.valid_from)):
            yield Finding(place, problem, "mend the name, or take it out of uitkomsten")
    for test in entry.toetsen:
        if checkout is not None and not (checkout / test).is_file():
            yield Finding(place, f"there is no file {test}", "mend the name, or take it out of toetsen")


def _no_output(lawbook: Lawbook, output: str, on: date) -> str | None:
    law_id, sign, name = output.partition("#")
    if not sign:
        return f"{output!r} is no law id#output"
    try:
        lawbook.article_of(lawbook.regulation(law_id, on), name)
    except LawLookupError as error:
        return str(error)
    return None


def _articles(lawbook: Lawbook, file: CoverageFile, place: str) -> Iterator[Finding]:
    """Every article of the rule file is spoken of, here or as left out."""
    try:
        regulation = lawbook.regulation(file.wet, date.fromisoformat(file.valid_from))
    except LawLookupError as error:
        yield Finding(place, str(error), "delete the sidecar, or mend wet")
        return
    if regulation.valid_from != file.valid_from:
        yield Finding(place, f"{file.wet} has no version of {file.valid_from}", "delete the sidecar, or mend its date")
    spoken_of = {*file.structuur, *(item.artikel for item in file.niet_opgenomen)}
    for article in regulation.articles:
        if article.number not in spoken_of:
            fix = "add it to structuur, or to niet_opgenomen with a reason"
            yield Finding(place, f"article {article.number} of the rule file is not in it", fix)


def _missing(lawbook: Lawbook, files: Sequence[CoverageFile]) -> Iterator[Finding]:
    """A law that has a sidecar has one for every version."""
    present = {(file.wet, file.valid_from) for file in files}
    for law_id in dict.fromkeys(file.wet for file in files if file.wet in lawbook.laws):
        for version in lawbook.versions(law_id):
            if (law_id, str(version.starts)) not in present:
                place = f"rules/{FOLDER}{law_id}/{version.starts}.yaml"
                yield Finding(place, "this version has no sidecar", "add it")
