"""Law variants: a rule book in which a few values are others, to see what a change of the law would do.

A variant is a folder with one file, `recht.yaml`. Each change names a regulation, its versions, an article, and the
output or the definition whose value it replaces. What comes of it passes the checks of `law check`; it is no law.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field

from wbmgp_engine.errors import BadInput, Finding, RuleFileError
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.law.checked import Day
from wbmgp_engine.law.checks import check
from wbmgp_engine.law.data_files import Entry, read_data
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.scenarios import scenarios_root
from wbmgp_engine.simulation.options.option import Option

FILE: Final = "recht.yaml"
SHIPPED: Final = "council/recht"
LABEL: Final = {"nl": "geen geldend recht", "en": "not the law in force"}


class _Words(Entry):
    nl: str
    en: str


class Change(Entry):
    """One value that is another: of an output (`uitvoer`) or of a definition (`definitie`)."""

    regulation: str = Field(alias="regeling")
    versions: Annotated[list[Day], Field(min_length=1)] = Field(alias="versies")
    article: str = Field(alias="artikel")
    output: str | None = Field(default=None, alias="uitvoer")
    definition: str | None = Field(default=None, alias="definitie")
    value: Any = Field(alias="waarde")


class Variant(Entry):
    """What a variant is called, why somebody would look at it, and what it changes."""

    name: _Words = Field(alias="naam")
    note: _Words = Field(alias="toelichting")
    changes: Annotated[list[Change], Field(min_length=1)] = Field(alias="wijzigingen")


def folder_of(name: str, folder: Path) -> Path | None:
    """Where a variant stands: beside the scenario, else among those that are shipped; None when there is none."""
    for found in (folder / name, scenarios_root() / SHIPPED / name):
        if (found / FILE).is_file():
            return found.resolve()
    return None


def unfit(name: str, folder: Path, place: str) -> Iterator[Finding]:
    """What is wrong with the name of a variant, or with its file."""
    if (found := folder_of(name, folder)) is None:
        shipped = sorted(path.parent.name for path in (scenarios_root() / SHIPPED).glob(f"*/{FILE}"))
        fix = f"use {', '.join(shipped)}, or the path of a folder with {FILE} from this file"
        yield Finding(place, "is no law variant", fix, shown(name))
        return
    try:
        read_variant(found)
    except BadInput as error:
        yield from (Finding(place, str(found)) for found in error.findings)


def read_variant(folder: Path) -> Variant:
    """The variant in a folder. Raises RuleFileError."""
    try:
        return read_data(Variant, f"{folder.name}/{FILE}", (folder / FILE).read_bytes())
    except RuleFileError as error:
        raise RuleFileError([found.at(found.place.removeprefix("rules/")) for found in error.findings]) from None


def lawbook_of(option: Option, lawbook: Lawbook) -> Lawbook:
    """The rule book of an option: the one given, or with the changes of its variant, checked.

    Raises RuleFileError with every finding.
    """
    if option.law is None:
        return lawbook
    folder = Path(option.law)
    text = (folder / FILE).read_bytes()
    return lawbook.once("law variant", (folder, text), lambda: _varied(lawbook, folder))


def _varied(lawbook: Lawbook, folder: Path) -> Lawbook:
    """The rule book with the changes of the variant in a folder."""
    files, findings = dict(lawbook.files), list[Finding]()
    for number, change in enumerate(read_variant(folder).changes):
        for version in change.versions:
            findings += _applied(files, lawbook, change, version, f"{folder.name}/{FILE}, wijzigingen.{number}")
    if not findings:
        made = Lawbook.from_files(files, place=f"{folder.name}/{FILE}: rules")
        findings = check(made)
    if findings:
        raise RuleFileError(findings)
    return made


def _applied(files: dict[str, bytes], lawbook: Lawbook, change: Change, version: str, place: str) -> list[Finding]:
    """The change made in the file of a version; or what keeps it from being made."""
    path = _path_of(lawbook, change.regulation, version)
    if path is None:
        return [Finding(place, f"the rule book has no {change.regulation} of {version}", "mend regeling or versies")]
    raw = read_yaml(files[path], place=path)
    article = next((item for item in raw["articles"] if item["number"] == change.article), None)
    if article is None:
        return [Finding(place, f"{path} has no article {change.article}", "mend artikel")]
    if (target := _target(article, change)) is None:
        return [
            Finding(place, f"article {change.article} of {path} has no such output or definition", "name one of them")
        ]
    target["value"] = change.value
    files[path] = json.dumps(raw, ensure_ascii=False).encode()
    return []


def _target(article: dict[str, Any], change: Change) -> dict[str, Any] | None:
    """What has the value: the action of an output, or a definition."""
    machine = article.get("machine_readable", {})
    if (change.output is None) == (change.definition is None):
        return None
    if change.definition is not None:
        found = machine.get("definitions", {}).get(change.definition)
        return found if isinstance(found, dict) else None
    actions = machine.get("execution", {}).get("actions", [])
    return next((action for action in actions if action.get("output") == change.output), None)


def _path_of(lawbook: Lawbook, regulation: str, version: str) -> str | None:
    known = lawbook.versions(regulation) if regulation in lawbook.laws else ()
    return next(
        (found.path for found in known if found.starts is not None and found.starts.isoformat() == version), None
    )
