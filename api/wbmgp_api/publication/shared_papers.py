"""What many cases rest on and an export holds once: each rule book, and each version of the engine (RET-3 of the guide)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

import wbmgp_engine
from wbmgp_api.engine_identity import engine_hash
from wbmgp_api.publication.case_papers import Piece, as_json
from wbmgp_api.store import rule_books
from wbmgp_engine.trail.archive import packed
from wbmgp_engine.version import VERSION

BOOKS: Final = "regelboeken"
ENGINES: Final = "motoren"


def rule_book(connection: Connection, rules_hash: str) -> Piece:
    """A rule book with all its files. Raises NotThere, and BadInput where it was changed."""
    files = {"regelboek.zip": packed(rule_books.files_of(connection, rules_hash))}
    return Piece("regelboek", book_title(rules_hash), files)


def engine(version: str, wanted: str) -> Piece:
    """A version of the engine: with its own files where it is the one that runs here, else named by its hash only."""
    here = wanted == engine_hash()
    python = ".".join(map(str, sys.version_info[:3])) if here else None
    files = {"motor.json": as_json({"versie": version, "hash": wanted, "python": python})}
    if here and version == VERSION:
        files["motor.zip"] = packed(_sources())
    return Piece("motor", f"Regelmotor {version}", files)


def book_title(rules_hash: str) -> str:
    """What a rule book is called in an archive."""
    return f"Regelboek {_short(rules_hash)}"


def place(folder: str, of: str) -> str:
    """Where the bag of a hash stands in an export, which is also by what it is known."""
    return f"{folder}/{of.removeprefix('sha256:')}"


def _short(rules_hash: str) -> str:
    return rules_hash.removeprefix("sha256:")[:16]


def _sources() -> dict[str, bytes]:
    folder = Path(wbmgp_engine.__path__[0])
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}
