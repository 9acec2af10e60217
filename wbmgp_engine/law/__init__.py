"""The law as data: rule files read strictly, found by date and place, with citations and one content hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wbmgp_engine.law.document import Article, Operation, Regulation
    from wbmgp_engine.law.lawbook import Lawbook
    from wbmgp_engine.law.open_terms import Resolution
    from wbmgp_engine.law.reading import read_regulation
    from wbmgp_engine.law.versions import Version
    from wbmgp_engine.law.yaml_reader import read_yaml

__all__ = ["Article", "Lawbook", "Operation", "Regulation", "Resolution", "Version", "read_regulation", "read_yaml"]

_HOMES = {
    "Article": "document", "Operation": "document", "Regulation": "document", "Lawbook": "lawbook",
    "Resolution": "open_terms", "Version": "versions", "read_regulation": "reading", "read_yaml": "yaml_reader",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # Who only needs the lawbook must not pay for the models of rule files.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
