"""A document of sections as Markdown and as JSON. Text from outside can form no heading, no markup, no HTML and no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wbmgp_engine.facts.wording import one_line

# Entities where renderers differ about a backslash (tables, HTML, mathematics), a backslash for the rest.
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;", "$": "&#36;", "@": "&#64;"}
_BACKSLASHED: Final = "\\`*_{}[]#"
_ESCAPES: Final = str.maketrans({**_ENTITIES, **{sign: "\\" + sign for sign in _BACKSLASHED}})
# What would open a list, a rule or an underlined heading, at the start of a line.
_OPENS: Final = re.compile(r"^(?:([-+=:])|(\d+)([.)]))")


@dataclass(frozen=True, slots=True)
class Words:
    """A line of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own text, as it was given, line by line."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of lines; two spaces before a line set it one level deeper."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; every row has as many cells as the header."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Words | Quote | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `level` 1 is the title of the document."""

    title: str
    blocks: Sequence[Block] = field(default=())
    level: int = 2


def inline(text: str) -> str:
    """Text from outside inside a line of Markdown: one line, nothing in it works as markup.

    >>> inline("a|b\\n# <i>*c*")
    'a&#124;b \\\\# &lt;i&gt;\\\\*c\\\\*'
    """
    return _OPENS.sub(_closed, one_line(text).translate(_ESCAPES))


def _closed(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    return f"{found[2]}\\{found[3]}"


def markdown(sections: Sequence[Section]) -> str:
    """The document as Markdown."""
    return "\n\n".join(part for section in sections for part in _section(section)) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {inline(section.title)}"
    yield from (text for block in section.blocks if (text := _block(block)))


def _block(block: Block) -> str:
    match block:
        case Words():
            return inline(block.text)
        case Quote():
            return "\n".join(_quoted(block.text))
        case Items():
            return "\n".join(f"{_indent(line)}- {inline(line)}" for line in block.lines)
        case Table():
            ruler = ["---"] * len(block.header)
            return "\n".join(_row(row) for row in (list(map(inline, block.header)), ruler, *_cells(block)))


def _indent(line: str) -> str:
    return "  " * ((len(line) - len(line.lstrip(" "))) // 2)


def _cells(table: Table) -> Iterator[list[str]]:
    yield from (list(map(inline, row)) for row in table.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _quoted(text: str) -> Iterator[str]:
    """Every line behind its own mark, so that no line of it can end the quote."""
    for line in text.splitlines():
        plain = inline(line)
        yield f"> {plain}" if plain else ">"


def as_json(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """The same document as data."""
    return [
        {"titel": section.title, "niveau": section.level, "inhoud": [_json(block) for block in section.blocks]}
        for section in sections
    ]


def _json(block: Block) -> dict[str, Any]:
    match block:
        case Words():
            return {"soort": "tekst", "tekst": block.text}
        case Quote():
            return {"soort": "citaat", "tekst": block.text}
        case Items():
            return {"soort": "lijst", "regels": list(block.lines)}
        case Table():
            return {"soort": "tabel", "koppen": list(block.header), "rijen": [list(row) for row in block.rows]}
