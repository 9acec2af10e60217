"""An application out of its rows: each value with the cell it came from, so that every fault can name its cell."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from wbmgp_api.sheets.columns import OF_A_PERSON, OF_THE_CASE, CannotRead, Column
from wbmgp_api.sheets.reading import Cell, Row
from wbmgp_api.words import fault
from wbmgp_engine import Application
from wbmgp_engine.errors import BadInput, Finding

_PERSON: Final = re.compile(r"huishouden\.(\d+)\.(\w+)")
_NAMES: Final = {column.path: name for name, column in OF_THE_CASE.items()}
# Takes the place of what is wrong, so that what contradicts each other elsewhere is found as well.
_STAND_INS: Final = {"kenmerk": "x", "gemeente": "GM0000", "aanvraagdatum": "2200-12-31", "woonruimte": {"gebied": "x"}}
# What a stand-in itself can make of an application.
_OF_STAND_INS: Final = {"woonruimte": {"no_place"}, "rol": {"one_applicant", "applicant_only"}}


class Filling:
    """One application as its rows fill it: `made` is its JSON, `places` the cell of each path in it."""

    def __init__(self, rows: list[Row], columns: Mapping[str, str]) -> None:
        self._rows, self._columns = rows, columns
        self.places: dict[str, str] = {}
        self._unread: set[str] = set()
        self._faults: list[Finding] = []
        self.made: dict[str, Any] = {}
        self._of_the_case()
        self.made["huishouden"] = [self._person(row, number) for number, row in enumerate(rows)]

    def faults(self) -> list[Finding]:
        """What is wrong with the cells, with the application in them, and with what it says about itself; each at its cell."""
        found = _refused(self.made)
        wrong = self._unread | {finding.place for finding in found}
        if wrong:
            made, beside = _with_stand_ins(self.made, wrong)
            found += [one for one in _refused(made) if one.code not in beside and one not in found]
        at_cells = (self._at_cell(finding) for finding in found)
        return [*self._faults, *(finding for finding in at_cells if finding is not None)]

    def _of_the_case(self) -> None:
        applicant = next((row for row in self._rows if _is_applicant(row)), self._rows[0])
        for name, column in OF_THE_CASE.items():
            for row in self._rows:
                if name not in row or (name == "kenmerk" and row is not applicant):
                    continue
                if row is not applicant and applicant.get(name, row[name]).text != row[name].text:
                    self._faults.append(fault("differs", row[name].place))
                self._put(self.made, column.path, column, row[name])

    def _person(self, row: Row, number: int) -> dict[str, Any]:
        person: dict[str, Any] = {}
        for name, column in OF_A_PERSON.items():
            if name in row and name != "vog":
                self._put(person, f"huishouden.{number}.{column.path}", column, row[name])
        if "vog" in row and "id" in person and not row["vog"].spoiled:
            certificates = self.made.setdefault("onderzoek", {}).setdefault("vog", {})
            certificates[person["id"]] = row["vog"].text
            self.places[f"onderzoek.vog.{person['id']}"] = row["vog"].place
        return person

    def _put(self, made: dict[str, Any], path: str, column: Column, cell: Cell) -> None:
        if cell.spoiled:
            self._unread.add(path)
            return
        try:
            value = column.read(cell.text)
        except CannotRead as problem:
            self._faults.append(fault(str(problem), cell.place))
            self._unread.add(path)
            return
        *above, last = column.path.split(".")
        for step in above:
            made = made.setdefault(step, {})
        made[last] = value
        self.places[path] = cell.place

    def _at_cell(self, finding: Finding) -> Finding | None:
        """A finding at its cell, else at its row. None for what is absent only because its cell cannot be read."""
        for path in _and_above(finding.place):
            if path in self.places:
                return finding.at(self.places[path])
        if finding.code != "required":
            return finding.at(f"rij-{number_of(self._rows[0])}.{finding.place}")
        if any(path == finding.place or path.startswith(f"{finding.place}.") for path in self._unread):
            return None
        return self._absent(finding)

    def _absent(self, finding: Finding) -> Finding:
        """Something that was not filled in: at the empty cell, at the column that is not there, else at the row."""
        person = _PERSON.fullmatch(finding.place)
        row = self._rows[int(person[1])] if person else self._rows[0]
        name = _NAMES.get(finding.place) if person is None else "persoon" if person[2] == "id" else person[2]
        if name is None:
            return finding.at(f"rij-{number_of(row)}.{finding.place}")
        if name not in self._columns:
            return fault("no_column", f"rij-1.{name}")
        return finding.at(f"{self._columns[name]}{number_of(row)}")


def number_of(row: Row) -> int:
    """In which row of the table this stands."""
    return int(re.sub(r"\D", "", next(iter(row.values())).place))


def _is_applicant(row: Row) -> bool:
    return "rol" in row and row["rol"].text == "aanvrager"


def _refused(made: dict[str, Any]) -> list[Finding]:
    try:
        Application.model_validate(made)
    except BadInput as problem:
        return list(problem.findings)
    return []


def _with_stand_ins(made: dict[str, Any], wrong: set[str]) -> tuple[dict[str, Any], set[str]]:
    """The application without what is wrong in it, and the codes of faults that are only of the stand-ins."""
    left, beside = copy.deepcopy(made), {"required"}
    for path in sorted(wrong, reverse=True):
        *above, last = path.split(".")
        for name in (path.partition(".")[0], last):
            beside |= _OF_STAND_INS.get(name, set())
        _leave_out(left, above, last)
    for name, value in _STAND_INS.items():
        left.setdefault(name, value)
    for number, person in enumerate(left.get("huishouden", [])):
        person.setdefault("id", f"rij-{number}")
        person.setdefault("rol", "medebewoner")
    return left, beside


def _leave_out(made: Any, above: list[str], last: str) -> None:
    """Without the value at a path: of a list in a cell the whole list."""
    for step in above:
        inside = made.get(step) if isinstance(made, dict) else made[int(step)] if step.isdigit() else None
        if isinstance(made, dict) and isinstance(inside, list) and step != "huishouden":
            del made[step]
            return
        if inside is None or not isinstance(inside, dict | list):
            return
        made = inside
    if isinstance(made, dict):
        made.pop(last, None)


def _and_above(path: str) -> Iterator[str]:
    steps = path.split(".")
    for size in range(len(steps), 0, -1):
        yield ".".join(steps[:size])
