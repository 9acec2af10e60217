"""Metadata as DiWoo names them for one published document, with the values of TOOI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from wbmgp_engine.law.yaml_reader import read_yaml

_FILE: Final = "diwoo.yaml"
_FORMATS: Final = {
    "html": "text/html", "json": "application/json", "md": "text/markdown", "txt": "text/plain", "yaml": "application/yaml",
    "csv": "text/csv",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """A document for everybody: where it stands, what it is, of which kind, and from which day it counts."""

    name: str
    title: str
    kind: str
    content: bytes
    since: date | None = None


def metadata(paper: PublicPaper, tenant: str, publisher: str, on: date) -> dict[str, Any]:
    """What a Woo index asks of a document that `publisher` publishes on a day."""
    values, created = _values(), paper.since or on
    category, act = values["categorieen"][paper.kind], values["handeling"]
    of = {"label": publisher, "resource": f"{values['organisaties']}{tenant.lower()}"}
    return {
        "identifier": f"wbmgp-engine/{tenant}/{paper.name}", "officieleTitel": paper.title, "publisher": of,
        "verantwoordelijke": of, "creatiedatum": created.isoformat(), "publicatiedatum": on.isoformat(),
        "language": "nl", "format": _FORMATS[paper.name.rpartition(".")[2]],
        "informatiecategorie": {"label": category["label"], "resource": values["begrippen"] + category["code"]},
        "documenthandelingen": [{
            "soortHandeling": {"label": act["label"], "resource": values["begrippen"] + act["code"]},
            "atTime": created.isoformat(), "wasAssociatedWith": of,
        }],
    }  # fmt: skip


@cache
def _values() -> Any:
    return read_yaml(files(__package__).joinpath(_FILE).read_bytes(), place=_FILE)
