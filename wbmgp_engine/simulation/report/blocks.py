"""What a page of the report is made of: sections that hold paragraphs, lists, tables and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it says, and in smaller letters below that the range or the remark."""

    text: str
    below: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its header."""

    name: str
    cells: Sequence[Cell]
    below: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first of `head` names the column of the row headers."""

    kind: ClassVar = "table"
    caption: str
    head: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, what it is of in one sentence, what can be seen in it, and the same figures as a table."""

    kind: ClassVar = "picture"
    id: str
    title: str
    description: str
    svg: str
    table: Table


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `weight` `note` for what should be read before the figures, `quiet` for what explains them."""

    kind: ClassVar = "words"
    text: str
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    kind: ClassVar = "items"
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """Names with what they hold."""

    kind: ClassVar = "terms"
    terms: Sequence[tuple[str, str]]


Block = Table | Picture | Words | Items | Terms


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its heading, what it says, and the sections inside it."""

    id: str
    title: str
    blocks: Sequence[Block] = ()
    inner: Sequence[Section] = field(default_factory=tuple)
