"""Two versions of a regulation side by side: which articles changed, in words and in the text of their rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.showing import in_words
from wbmgp_engine.law.versions import Version
from wbmgp_engine.law.yaml_reader import lines_of

Kind = Literal["new", "gone", "changed"]
_AROUND: Final = 3


class Line(NamedTuple):
    """A line that both have, that only the later one has, or that only the earlier one had; `left_out`: how many equal ones here."""

    kind: Literal["same", "new", "gone", "left_out"]
    text: str


class ArticleChange(NamedTuple):
    """An article that is not the same in both, line by line."""

    number: str
    kind: Kind
    words: tuple[Line, ...]
    code: tuple[Line, ...]


def code_of(version: Version, number: str) -> str:
    """The text of an article in its rule file, as it stands there; empty where it has no such article."""
    return _texts(version).get(number, "")


def changed_articles(old: Version, new: Version, language: Literal["nl", "en"] = "nl") -> tuple[ArticleChange, ...]:
    """The articles that differ in words or in code, in the order of the later version, then those that are gone."""
    before, after = (_Side(one, language) for one in (old, new))
    numbers = [*after.numbers, *(number for number in before.numbers if number not in after.numbers)]
    return tuple(change for number in numbers if (change := _change(before, after, number)) is not None)


def differing_lines(old: str, new: str) -> tuple[Line, ...]:
    """Both texts as one list of lines, with what is equal and far from a difference left out.

    >>> [tuple(line) for line in differing_lines("a\\nb", "a\\nc")]
    [('same', 'a'), ('gone', 'b'), ('new', 'c')]
    """
    first, second = old.splitlines(), new.splitlines()
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            found.extend(_kept(first[a:b], begins=a == 0, ends=b == len(first)))
        else:
            found.extend(Line("gone", text) for text in first[a:b])
            found.extend(Line("new", text) for text in second[c:d])
    return tuple(found)


def _kept(lines: Sequence[str], *, begins: bool, ends: bool) -> Iterator[Line]:
    """Of equal lines those beside a difference."""
    head, tail = 0 if begins else _AROUND, 0 if ends else _AROUND
    left = len(lines) - head - tail
    if left <= 1:
        yield from (Line("same", text) for text in lines)
        return
    yield from (Line("same", text) for text in lines[:head])
    yield Line("left_out", str(left))
    yield from (Line("same", text) for text in lines[len(lines) - tail :])


class _Side:
    """One of the two versions."""

    def __init__(self, version: Version, language: Literal["nl", "en"]) -> None:
        regulation = version.regulation
        self.numbers = [article.number for article in regulation.articles]
        self.code = _texts(version)
        self.words = _words(regulation, language)


def _change(before: _Side, after: _Side, number: str) -> ArticleChange | None:
    kind: Kind = (
        "changed" if number in before.words and number in after.words else "new" if number in after.words else "gone"
    )
    words = before.words.get(number, ""), after.words.get(number, "")
    code = _plain(before.code.get(number, "")), _plain(after.code.get(number, ""))
    if words[0] == words[1] and code[0] == code[1]:
        return None
    return ArticleChange(number, kind, differing_lines(*words), differing_lines(*code))


def _plain(code: str) -> str:
    """Without the address of the official text: it carries the day of the version, so it always differs."""
    return "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("url: "))


def _words(regulation: Regulation, language: Literal["nl", "en"]) -> dict[str, str]:
    return {
        article.number: in_words(regulation, article, regulation.starts or date.min, language)
        for article in regulation.articles
    }


def _texts(version: Version) -> dict[str, str]:
    """The text of each article in the rule file."""
    numbers = [article.number for article in version.regulation.articles]
    text = version.text.decode("utf-8-sig").splitlines()
    starts = lines_of(version.text, "articles")
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return {
        number: "\n".join(text[start - 1 : end]).rstrip()
        for number, start, end in zip(numbers, starts, ends, strict=True)
    }
