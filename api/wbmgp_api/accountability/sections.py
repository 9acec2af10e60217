"""A document of account: numbered sections of facts, each with its source, and beside them what the software cannot know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_engine.errors import BadInput

# What Markdown would take for a mark of its own. An underscore inside a word is none.
_MARKS: Final = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)")
_AT_THE_START: Final = re.compile(r"^(?=[#+-])")
_BLANK: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Table:
    """What reads best in rows; every row has a cell for every column. One column is read as a list."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise BadInput.one("table", f"{wrong} has not {len(self.columns)} cells", "give a cell for every column")

    def to_json(self) -> list[dict[str, str]]:
        """A row as an object, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


Value = str | int | bool | Table | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that holds: in words, as a value where a program reads it, and where it comes from."""

    key: str
    text: str
    value: Value = None
    source: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As a program reads it."""
        value = self.value.to_json() if isinstance(self.value, Table) else self.value
        listed = list(value) if isinstance(value, tuple) else value
        return _told({"sleutel": self.key, "tekst": self.text, "waarde": listed, "bron": self.source})


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part, with the questions that only people can answer."""

    number: str
    title: str
    facts: tuple[Fact, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """How deep it stands: 2 for "12", 3 for "12.2" and for what is numbered deeper."""
        return 3 if "." in self.number else 2

    def to_json(self) -> dict[str, Any]:
        """As a program reads it."""
        facts = [one.to_json() for one in self.facts]
        return {"nummer": self.number, "titel": self.title, "feiten": facts, "vragen": list(self.questions)}


@dataclass(frozen=True, slots=True)
class Document:
    """What somebody hands over: `standard` names the model it is numbered after, `about` what it rests on.

    `missing`: what a municipality did not tell and the document asks for, each by the name under which it can be told.
    """

    id: str
    title: str
    standard: str
    sections: tuple[Section, ...]
    missing: tuple[str, ...] = ()
    about: tuple[Fact, ...] = ()
    on: date | None = None

    def section(self, number: str) -> Section:
        """The part with a number. Raises BadInput."""
        found = next((one for one in self.sections if one.number == number), None)
        if found is None:
            raise BadInput.one("section", f"{self.id} has no {number}", "ask a number that it has")
        return found

    def fact(self, key: str) -> Fact:
        """The fact with a key, wherever it stands. Raises BadInput."""
        places = (self.about, *(section.facts for section in self.sections))
        found = next((one for facts in places for one in facts if one.key == key), None)
        if found is None:
            raise BadInput.one("fact", f"{self.id} has no {key}", "ask a key that it has")
        return found

    def to_json(self) -> dict[str, Any]:
        """As a program reads it; the same facts as in Markdown, in the same order."""
        return _told({
            "id": self.id, "titel": self.title, "standaard": self.standard,
            "peildatum": None if self.on is None else self.on.isoformat(),
            "rustOp": [one.to_json() for one in self.about],
            "onderdelen": [one.to_json() for one in self.sections], "ontbreekt": list(self.missing),
        })  # fmt: skip

    def to_markdown(self) -> str:
        """As a person reads it."""
        lines = [f"# {plain(self.title)}", "", plain(self.standard), ""]
        lines += [line for fact in self.about for line in _fact(fact)]
        if self.missing:
            lines += ["", "**Nog niet verteld:** " + ", ".join(f"`{name}`" for name in self.missing) + "."]
        for section in self.sections:
            lines += ["", f"{'#' * section.level} {plain(section.number)} {plain(section.title)}".rstrip(), ""]
            lines += _body(section)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def plain(text: str) -> str:
    """A text as Markdown shows it word for word, on one line.

    >>> plain("a|b *c* wbmgp_engine")
    'a\\\\|b \\\\*c\\\\* wbmgp_engine'
    """
    marked = _MARKS.sub(lambda found: f"\\{found.group()}", _BLANK.sub(" ", text).strip())
    return _AT_THE_START.sub(r"\\", marked)


def _body(section: Section) -> Iterator[str]:
    for fact in section.facts:
        yield from _fact(fact)
    if section.questions:
        yield ""
        yield "Wat de software niet weet:"
        yield ""
        yield from (f"- [ ] {plain(one)}" for one in section.questions)


def _fact(fact: Fact) -> Iterator[str]:
    source = f" *({plain(fact.source)})*" if fact.source else ""
    if isinstance(fact.value, Table) and len(fact.value.columns) > 1:
        yield from ("", f"{plain(fact.text)}{source}", "", *_table(fact.value), "")
        return
    if fact.text or not isinstance(fact.value, Table):
        yield f"- {plain(fact.text)}{source}"
    if isinstance(fact.value, Table):
        deeper = "  " if fact.text else ""
        yield from (f"{deeper}- {plain(cell)}" for (cell,) in fact.value.rows)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield _row(["---"] * len(table.columns)).replace("\\", "")
    yield from map(_row, table.rows)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(plain, cells)) + " |"


def _told(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}
