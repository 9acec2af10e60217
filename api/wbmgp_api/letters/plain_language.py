"""Whether a Dutch text is plain (B1): short sentences, words that people use, who does it, and the ease of reading.

A measure finds texts that are hard for sure. That a text is easy, it does not prove: people read it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any, Final

from wbmgp_engine.law.yaml_reader import read_yaml

MEAN: Final = 15
LONGEST: Final = 25
PASSIVE: Final = 0.2
EASE: Final = 60
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_SENTENCE: Final = re.compile(r"(?<=[.!?:;])\s+(?=[^\W\d_]|\[|\d)|\n")
_SHORT: Final = re.compile(r"\b(art|nr|bijv|mr|dr|enz|o\.a|p\.m)\.", re.IGNORECASE)
_FIRST_ALONE: Final = re.compile(r"[aeiou](?!j)[^aeiouyë][aeiouyë]")
_PASSIVE: Final = frozenset({"word", "wordt", "worden", "werd", "werden", "geworden"})
_BLOCKS: Final = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "address", "div", "section", "br"}
)
_LEFT_OUT: Final = frozenset({
    "blockquote", "table", "header", "style", "script", "title", "address", "h1", "h2", "h3", "h4", "dt",
})  # fmt: skip
"""What other people wrote, and what is no sentence: headings would make the sentences look shorter than they are."""
_QUOTED: Final = frozenset({"quoted", "asked", "source", "signature", "salutation"})
_EMPTY: Final = frozenset({"br", "meta", "link", "img", "hr", "input"})


@dataclass(frozen=True, slots=True)
class Hard:
    """Something that is hard to read: what, and what would be easier."""

    problem: str
    fix: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A text in numbers. `ease` is that of Douma: 206.84 - 0.93 words a sentence - 77 syllables a word."""

    sentences: tuple[str, ...]
    words: int
    syllables: int
    passive: int

    @property
    def mean(self) -> float:
        """Words a sentence."""
        return self.words / len(self.sentences)

    @property
    def ease(self) -> float:
        """How easy it reads: above 60 is ordinary, above 80 is easy."""
        return 206.84 - 0.93 * self.mean - 77 * self.syllables / self.words


def hard(text: str) -> list[Hard]:
    """What is hard in a Dutch text, whole text first; empty for one that is plain, or that has no words."""
    return list(_hard(text))


def _hard(text: str) -> Iterator[Hard]:
    found = measured(text)
    if not found.words:
        return
    if found.mean > MEAN:
        yield Hard(f"{found.mean:.1f} words a sentence", f"{MEAN} at most: make two sentences of one")
    if found.ease < EASE:
        yield Hard(f"the ease of reading is {found.ease:.0f}", f"at least {EASE}: use shorter words and sentences")
    if found.passive / len(found.sentences) > PASSIVE:
        yield Hard(f"{found.passive} of {len(found.sentences)} sentences have `worden`", "say who does it")
    for sentence in found.sentences:
        if len(_words(sentence)) > LONGEST:
            yield Hard(f"{len(_words(sentence))} words: {sentence}", f"{LONGEST} at most")
    yield from _hard_words(text)


def measured(text: str) -> Measured:
    """The numbers of a text."""
    sentences = tuple(_sentences(text))
    words = [word for sentence in sentences for word in _words(sentence)]
    passive = sum(bool(_PASSIVE & {word.lower() for word in _words(sentence)}) for sentence in sentences)
    return Measured(sentences, len(words), sum(syllables(word) for word in words), passive)


def syllables(word: str) -> int:
    """The syllables of a Dutch word, by where it may be broken.

    >>> [syllables(word) for word in ("u", "over", "woning", "huisvestingsvergunning")]
    [1, 2, 2, 6]
    """
    parts = [part for part in re.split("['’-]", word.lower()) if part]
    # Nobody breaks a word after its first letter, though that can be a syllable: o-ver.
    return sum(len(_pattern().positions(part)) + 1 + bool(_FIRST_ALONE.match(part)) for part in parts)


def prose(page: str) -> str:
    """What a letter says in sentences of its own, a line for each block: no quotes, tables, headings or English."""
    reader = _Prose()
    reader.feed(page)
    return "\n".join(line for line in (" ".join(block.split()) for block in reader.blocks) if line)


def _sentences(text: str) -> Iterator[str]:
    for one in _SENTENCE.split(_SHORT.sub(r"\1", text)):
        if _words(one):
            yield one.strip()


def _words(text: str) -> list[str]:
    """The words; a number is none, for nobody stumbles over its syllables."""
    return [word for word in _WORD.findall(text) if _LETTERS.search(word)]


def _hard_words(text: str) -> Iterator[Hard]:
    words, phrases = _known()
    plain = f" {' '.join(word.lower() for word in _words(text))} "
    for table in (words, phrases):
        for one, better in table.items():
            if f" {one} " in plain:
                yield Hard(f"`{one}`", f"say `{better}`")


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    found = read_yaml(files("wbmgp_api.letters").joinpath("hard_words.yaml").read_bytes(), place="hard_words.yaml")
    return found["woorden"], found["zinsneden"]


@cache
def _pattern() -> Any:
    import pyphen

    return pyphen.Pyphen(lang="nl_NL")


class _Prose(HTMLParser):
    """Gathers the text of blocks, but for the elements that hold other people's words."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        classes = set((said.get("class") or "").split())
        left_out = tag in _LEFT_OUT or bool(classes & _QUOTED) or said.get("lang") == "en"
        if tag not in _EMPTY:
            self._open.append((tag, left_out))
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not any(left_out for _, left_out in self._open):
            self.blocks[-1] += data
