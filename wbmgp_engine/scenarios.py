"""The executable cases that travel with the package: decided cases and worked scenarios, as data with expectations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wbmgp_engine.facts.partial_dates import full_date
from wbmgp_engine.law.yaml_reader import read_yaml


@dataclass(frozen=True, slots=True)
class Case:
    """One case: an application or a request, the date of the decision, and what the law gives with the reason why.

    `certainty` tells what was read, what is inferred and what is assumed; empty where the reason already says it.
    """

    id: str
    title: dict[str, str]
    source: str
    on: date | None
    demo: bool
    input: dict[str, Any]
    expected: dict[str, Any]
    why: dict[str, str]
    certainty: dict[str, str]


def scenarios_root() -> Path:
    """Where the scenarios are: beside the installed package's data, or in the checkout."""
    here = Path(__file__).resolve().parent
    packaged = here / "_data" / "scenarios"
    return packaged if packaged.is_dir() else here.parent / "scenarios"


def load_cases(root: Path | None = None, kind: str = "cases") -> list[Case]:
    """Every case of `scenarios/cases/*.yaml` (applications), or of another kind (`designations`), in the order of the files."""
    folder = (root or scenarios_root()) / kind
    return [case for path in sorted(folder.glob("*.yaml")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    for item in read_yaml(path.read_bytes(), place=path.name):
        on = full_date(item["on"]) if item.get("on") else None
        yield Case(
            item["id"], item["titel"], str(item.get("bron", "")), on, bool(item.get("demo")),
            item["input"], item["expected"], item.get("waarom", {}), item.get("zekerheid", {}),
        )  # fmt: skip
