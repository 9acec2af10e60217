"""What looks like a person in what is about to be published: nothing leaves in which something is found, or that cannot be read.

The last gate, not the first: what is published comes from places where nobody writes of a person. The keyed hashes by
which cases are found tell whether a reference is one of ours, without a case being opened. An address or a dwelling is
never looked up there: who sees it refused would know that somebody asked for a permit for it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from wbmgp_api.identifiers import is_bsn
from wbmgp_engine.errors import Finding

_BSN: Final = re.compile(
    r"(?<!\d)(?<!\d\.)(?:\d{9}|\d{4}\.\d{2}\.\d{3}|\d{3}([ .-])\d{3}\1\d{3})(?!\d)(?!\.\d)", re.ASCII
)  # fmt: skip
_REFERENCE: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}(?![0-9A-Za-z])", re.ASCII
)
_EMAIL: Final = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE: Final = re.compile(
    r"(?<![\w-])([1-9]\d{3})[ \u00a0]?((?!SA|SD|SS)[A-Z]{2}|(?<=\d)[a-z]{2})(?![\w])", re.ASCII
)
_NUMBER_AFTER: Final = re.compile(
    r"\W{1,8}(?:huisnummer\W{1,6}|nummer\W{1,4}|nr\W{1,3})?(\d{1,5})(?![\d.-])", re.ASCII | re.I
)
_NUMBER_BEFORE: Final = re.compile(r"[a-zé]\s+(\d{1,5})(?:\s?[A-Za-z])?,?\s+$", re.I)
_DWELLING: Final = re.compile(r"(?<![\d.])\d{4}0[1-3]\d{10}(?!\d)", re.ASCII)
_HEX: Final = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{40,}(?![0-9A-Za-z])", re.ASCII)
_KEY: Final = re.compile(r"(?<![\w])(?=[\w./-]*\d)[A-Za-z0-9][A-Za-z0-9./_-]{3,39}(?![\w])", re.ASCII)
_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_LONG: Final = re.compile(r"[0-9A-Fa-f-]{32}", re.ASCII)
_DIGIT: Final = re.compile(r"\d")
_MARKED: Final = re.compile(r"[&<\\]")
_FIX: Final = "take it out at its source; nothing was published"
WORDS: Final = {
    "reference": "a reference to a case, a record or a member of staff", "email": "an address of e-mail",
    "bsn": "a number that passes the test of a citizen service number", "address": "a postcode with a house number",
    "dwelling": "the number of a dwelling", "found_by": "a reference under which a case is found",
    "unreadable": "something that is no text, so nobody can tell what it says",
}  # fmt: skip
"""What something looks like, by its kind."""


class Seen(NamedTuple):
    """What was found: in which file, on which line of it (0: in its name), and of which kind; never the value itself."""

    name: str
    line: int
    kind: str

    @property
    def words(self) -> str:
        """What it looks like."""
        return WORDS[self.kind]

    def finding(self) -> Finding:
        """As a refusal tells it."""
        return Finding(f"{self.name}:{self.line}", f"holds {self.words}", _FIX)


@dataclass(frozen=True, slots=True)
class Scanner:
    """What may stand in a publication all the same; `known` tells whether a case has a reference."""

    addresses: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    dwellings: frozenset[str] = frozenset()
    known: Callable[[str], bool] = lambda reference: False

    def scan(self, files: Mapping[str, bytes]) -> Iterator[Seen]:
        """Everything that looks like a person, file by file; also in the names of the files."""
        for name, content in files.items():
            yield from (Seen(name, 0, kind) for kind in self._in_line(name))
            try:
                text = content.decode()
            except UnicodeDecodeError:
                yield Seen(name, 0, "unreadable")
                continue
            for number, line in enumerate(text.splitlines(), 1):
                yield from (Seen(name, number, kind) for kind in sorted(self._in_line(line)))

    def _in_line(self, line: str) -> set[str]:
        return {kind for reading in _readings(line) for kind in self._told(reading)}

    def _told(self, text: str) -> Iterator[str]:
        for found in _EMAIL.finditer(text) if "@" in text else ():
            if found[0].lower().rstrip(".") not in self.addresses:
                yield "email"
        if _LONG.search(text):
            for found in _REFERENCE.finditer(text):
                if found[0].replace("-", "").lower() not in self.references:
                    yield "reference"
            text = _REFERENCE.sub(" ", _HEX.sub(" ", text))
        if _DIGIT.search(text):
            yield from self._numbers(text)

    def _numbers(self, text: str) -> Iterator[str]:
        for found in _BSN.finditer(text):
            digits = re.sub(r"\D", "", found[0])
            if is_bsn(digits) and digits not in self.numbers:
                yield "bsn"
        if not dwellings_in(text) <= self.dwellings:
            yield "dwelling"
        if _has_address(text):
            yield "address"
        if any(self.known(found[0].rstrip("./_-")) for found in _KEY.finditer(text)):
            yield "found_by"


def dwellings_in(text: str) -> set[str]:
    """The numbers of dwellings (BAG) in a text."""
    return set(_DWELLING.findall(text))


def _has_address(text: str) -> bool:
    return any(
        _NUMBER_AFTER.match(text, found.end())
        or _NUMBER_BEFORE.search(text[max(0, found.start() - 40) : found.start()])
        for found in _POSTCODE.finditer(text)
    )


def _readings(line: str) -> set[str]:
    """A line as a program or a person may read it: plain, with escapes and entities told, and without hidden characters."""
    if not _MARKED.search(line):
        return {_plain(line)}
    told = html.unescape(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), line))
    return {_plain(line), _plain(told), _plain(re.sub(r"<[^<>]*>", "", told))}


def _plain(text: str) -> str:
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text)
    return "".join(one for one in folded if unicodedata.category(one) != "Cf")
