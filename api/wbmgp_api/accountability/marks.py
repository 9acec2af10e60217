"""Texts with the few marks that the Algoritmeregister takes: paragraphs and lists; and the same without, for other readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_PARTS: Final = re.compile(r"<(p|li)>([^<]*)</\1>")


def paragraphs(*texts: str) -> str:
    """Each text as a paragraph; an empty one is left out."""
    return "".join(f"<p>{text}</p>" for text in texts if text)


def items(texts: Sequence[str]) -> str:
    """A list; nothing where there is no text."""
    return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>" if texts else ""


def fitting(texts: Sequence[str], room: int) -> str:
    """A list of as many texts as go into so many signs, and how many are left out."""
    for kept in range(len(texts), -1, -1):
        left = len(texts) - kept
        made = items([*texts[:kept], *([f"en nog {left} meer"] if left else [])])
        if len(made) <= room:
            return made
    return ""


class Block(NamedTuple):
    """A part of a text: a paragraph, and the list that stands below it."""

    text: str
    items: tuple[str, ...]


def blocks(marked: str) -> tuple[Block, ...]:
    """The same text without marks.

    >>> blocks("<p>Twee:</p><ul><li>een</li><li>ander</li></ul><p>Klaar.</p>")
    (Block(text='Twee:', items=('een', 'ander')), Block(text='Klaar.', items=()))
    """
    found: list[Block] = []
    for mark, text in _PARTS.findall(marked) or [("p", marked)]:
        if mark == "li" and found:
            found[-1] = found[-1]._replace(items=(*found[-1].items, text))
        else:
            found.append(Block("", (text,)) if mark == "li" else Block(text, ()))
    return tuple(found)
