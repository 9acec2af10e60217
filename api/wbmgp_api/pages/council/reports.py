"""The report of a simulation, read back from its page: what a result shows is what its report says, number for number.

The page is our own, made by the engine, and read only as it was recorded. Its texts become data, to be escaped again; its
pictures are taken out and served apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from wbmgp_engine.errors import WbmgpError

_SVG: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_NAME: Final = re.compile(r'aria-labelledby="([A-Za-z0-9_-]+)-titel"')
_MAIN: Final = re.compile(r"<main\b.*?</main>", re.DOTALL)


class Unreadable(WbmgpError):
    """A report that is not the page that we make."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and the range or remark below it."""

    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its header with the remark below, and its cells."""

    name: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a section. `kind`: `words` (text), `items` (texts), `terms` (pairs), `table`, or `picture` with its table."""

    kind: str
    text: str = ""
    weight: str = ""
    texts: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    id: str = ""
    title: str = ""

    def only(self, columns: Sequence[str]) -> Block:
        """A table with its first column and those of these names; whole where none of its columns is so called."""
        kept = [at for at, name in enumerate(self.head) if at == 0 or name in columns]
        if len(kept) < 2:
            return self
        rows = tuple(replace(row, cells=tuple(row.cells[at - 1] for at in kept[1:])) for row in self.rows)
        return replace(self, head=tuple(self.head[at] for at in kept), rows=rows)


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its blocks, and the sections inside it."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    inner: tuple[Section, ...] = ()

    @property
    def pictures(self) -> Iterator[Block]:
        """Every picture in it, in order."""
        yield from (block for block in self.blocks if block.kind == "picture")
        for one in self.inner:
            yield from one.pictures


@dataclass(frozen=True, slots=True)
class Report:
    """The report: the first page, its sections, and every picture by name."""

    title: str
    first: Section
    sections: tuple[Section, ...]
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def options(self) -> tuple[str, ...]:
        """What the options are called, as the table of the first page has them."""
        return next((block.head[1:] for block in self.first.blocks if block.kind == "table"), ())

    @property
    def foot(self) -> str:
        """What holds for every number: how often it was run, how it is rounded, and what is hidden."""
        return next((block.text for block in reversed(self.first.blocks) if block.kind == "words"), "")


def read_report(page: bytes) -> Report:
    """The report that a page holds. Raises Unreadable for a page that is not ours."""
    text = page.decode("utf-8")
    found = _MAIN.search(text)
    if found is None:
        raise Unreadable("there is no report in the page")
    try:
        # Without its head nothing can name another document, and a declaration of entities has no place.
        main = fromstring(_SVG.sub("", found[0]))  # noqa: S314
    except ParseError as problem:
        raise Unreadable(f"the report cannot be read: {problem}") from None
    first, *rest = main.findall("section")
    summary = replace(_section(first, "h1"), blocks=tuple(_summary(first)))
    return Report(summary.title, summary, tuple(_section(one) for one in rest), _pictures(found[0]))


def _section(found: Element, head: str = "") -> Section:
    title = next((one for one in found if one.tag == head or (not head and one.tag in ("h2", "h3", "h4"))), None)
    inner = tuple(_section(one) for one in found if one.tag == "section")
    return Section(
        found.get("aria-labelledby", ""), "" if title is None else _text(title), tuple(_blocks(found)), inner
    )


def _summary(found: Element) -> Iterator[Block]:
    """The blocks of the first page, with the two lists beside each other as lists with a title."""
    for one in found:
        if one.get("class") == "halves":
            for half in one:
                texts = tuple(_text(item) for item in half.iter("li"))
                yield Block("items", texts=texts, title=_text(half[0]))
        else:
            yield from _block(one)


def _blocks(found: Element) -> Iterator[Block]:
    for one in found:
        yield from _block(one)


def _block(one: Element) -> Iterator[Block]:
    if one.tag == "p":
        yield Block("words", _text(one), one.get("class", ""))
    elif one.tag == "ul":
        yield Block("items", texts=tuple(_text(item) for item in one))
    elif one.tag == "dl":
        names, texts = ([_text(item) for item in one.findall(tag)] for tag in ("dt", "dd"))
        yield Block("terms", terms=tuple(zip(names, texts, strict=True)))
    elif one.tag == "figure":
        yield _picture(one)
    elif (table := one.find("table")) is not None and one.get("class") == "scroll":
        yield _table(table)


def _picture(figure: Element) -> Block:
    name = figure.get("aria-labelledby", "").removesuffix("-naam")
    title, *told = figure.iterfind("figcaption/*")
    table = figure.find("details//table")
    block = Block("table") if table is None else _table(table)
    return replace(block, kind="picture", id=name, title=_text(title), text=" ".join(_text(one) for one in told))


def _table(table: Element) -> Block:
    caption = table.find("caption")
    head = tuple(_text(one) for one in table.iterfind("thead/tr/th"))
    rows = tuple(_row(row) for row in table.iterfind("tbody/tr"))
    return Block("table", head=head, rows=rows, title="" if caption is None else _text(caption))


def _row(row: Element) -> Row:
    name, *cells = (_cell(one) for one in row)
    return Row(name, tuple(cells))


def _cell(found: Element) -> Cell:
    small = found.find("small")
    if small is None:
        return Cell(_text(found))
    below = _text(small)
    return Cell((found.text or "").strip(), below)


def _text(found: Element) -> str:
    return " ".join("".join(found.itertext()).split())


def _pictures(main: str) -> dict[str, str]:
    drawn = {}
    for svg in _SVG.findall(main):
        name = _NAME.search(svg)
        if name is not None:
            drawn[name[1]] = svg
    return drawn
