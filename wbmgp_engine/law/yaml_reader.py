"""A YAML reader for law: it takes the data part of YAML and refuses whatever may read differently to another eye.

It listens to PyYAML's events and never to its constructors, so no tag can build an object and no YAML 1.1 habit can
turn `no`, `6:7`, `010` or a date into something else. Numbers, true, false and null are those of JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from wbmgp_engine.errors import RuleFileError

MAX_DEPTH = 100
MAX_NODES = 100_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CONSTANTS = {"null": None, "~": None, "": None, "true": True, "false": False}
_INT64 = 2**63
_MAX_DIGITS = 28
# What nobody sees or what moves text on the screen; U+0085, 2028 and 2029 break lines in YAML 1.1 and not in 1.2.
_INVISIBLE = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_yaml(text: str | bytes, *, place: str, max_bytes: int = 1_000_000) -> Any:
    """Read one YAML document into dict, list, str, int, Decimal, bool and None; dates and `no` stay strings.

    `place` is how the file is called in messages. Raises RuleFileError with line and column, the value and the fix.

    >>> read_yaml("sinds: 2031-07-01\\nnee: no\\nbedrag: 1.50\\n", place="voorbeeld.yaml")
    {'sinds': '2031-07-01', 'nee': 'no', 'bedrag': Decimal('1.50')}
    """
    clean = _decoded(text, place, max_bytes)
    return _Reader(clean, place).document()


def line_of(text: str | bytes, path: tuple[str | int, ...]) -> int | None:
    """The line (from 1) on which the element at `path` begins, or of its nearest parent; None when nothing is there.

    For messages only: `text` must have passed `read_yaml`.

    >>> line_of("a:\\n  - b: 1\\n  - b: 2\\n", ("a", 1, "b"))
    3
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    node = yaml.compose(text.removeprefix("\ufeff"), Loader=_LOADER)
    if node is None:
        return None
    line = node.start_mark.line
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return int(line) + 1


def lines_of(text: bytes, key: str) -> list[int]:
    """The lines (from 1) on which the elements of a list at the top begin; `text` must have passed `read_yaml`.

    >>> lines_of(b"a:\\n  - b: 1\\n  - b: 2\\n", "a")
    [2, 3]
    """
    node = yaml.compose(text.decode("utf-8-sig"), Loader=_LOADER)
    found = None if node is None else _child(node, key)
    return [] if found is None else [one.start_mark.line + 1 for one in found[1].value]


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line, item) for key, item in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def _decoded(text: str | bytes, place: str, max_bytes: int) -> str:
    """The text without byte order mark, within its size, and without characters that nobody can see."""
    if isinstance(text, bytes):
        _refuse_size(len(text), place, max_bytes)
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            problem = f"byte {error.object[error.start]:#04x} at offset {error.start} is not UTF-8"
            raise RuleFileError.one(place, problem, "save the file as UTF-8") from None
    else:
        _refuse_size(len(text.encode("utf-8", "surrogatepass")), place, max_bytes)
    text = text.removeprefix("\ufeff")
    if (at := _invisible(text)) is not None:
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        problem = f"character U+{ord(text[at]):04X} is a control or invisible character"
        raise RuleFileError.one(f"{place}:{line}:{column}", problem, "delete it")
    return text


def _invisible(text: str) -> int | None:
    """Where the first invisible character stands; ordinary text is cleared without compiling the pattern."""
    if text.replace("\n", "").replace("\t", "").replace("\r", "").isprintable():
        return None
    import re

    found = re.search(_INVISIBLE, text)
    return found.start() if found else None


def _refuse_size(size: int, place: str, max_bytes: int) -> None:
    if size > max_bytes:
        raise RuleFileError.one(place, f"{size:,} bytes is more than the limit of {max_bytes:,}", "split the file")


class _Reader:
    """Turns the events of one document into values, refusing what the project does not take."""

    __slots__ = ("_next", "_nodes", "_place")

    def __init__(self, text: str, place: str) -> None:
        self._place = place
        self._nodes = 0
        self._next: Callable[[], Any] = _LOADER(text).get_event

    def document(self) -> Any:
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            where = error.problem_mark or error.context_mark
            problem = error.problem or error.context or "this is not YAML"
            raise RuleFileError.one(self._at(where), problem, "mend the YAML at or before this line") from None
        except yaml.YAMLError as error:
            raise RuleFileError.one(self._place, str(error).splitlines()[0], "mend the YAML") from None

    def _document(self) -> Any:
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            raise RuleFileError.one(self._place, "the file is empty", "write one YAML document in it")
        if start.version or start.tags:
            self._refuse(start, "a % directive", "delete the line; only plain YAML is read")
        value = self._node(self._next(), 0)
        self._next()
        after = self._next()
        if not isinstance(after, StreamEndEvent):
            self._refuse(after, "a second document", "keep one document per file")
        return value

    def _node(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            self._refuse_marked(event)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(event, f"more than {MAX_NODES:,} values in one file", "split the file")
        if kind is ScalarEvent:
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels", "flatten it")
        return self._mapping(depth + 1) if kind is MappingStartEvent else self._sequence(depth + 1)

    def _sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        following, node = self._next, self._node
        while type(event := following()) is not SequenceEndEvent:
            items.append(node(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        following, node = self._next, self._node
        while type(event := following()) is not MappingEndEvent:
            key = node(event, depth)
            if type(key) is not str or key in result or key == "<<":
                self._check_key(event, key, type(key) is str and key in result)
            result[key] = node(following(), depth)
        return result

    def _refuse_marked(self, event: Any) -> NoReturn:
        if isinstance(event, AliasEvent):
            self._refuse(event, f"alias *{event.anchor}", "write the value out")
        if event.anchor is not None:
            self._refuse(event, f"anchor &{event.anchor}", "delete it and write the value out where it is needed")
        self._refuse(event, f"tag {event.tag}", "delete it; the type follows from the value")

    def _check_key(self, event: Any, key: Any, twice: bool) -> None:
        if not isinstance(key, str):
            self._refuse(event, f"key {_shown(key)} is not text", "put it in quotes")
        if key == "<<" and not event.style:
            self._refuse(event, "merge key <<", "write the keys out")
        if twice:
            self._refuse(event, f"key {key!r} stands here twice", "keep one of them")

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.style:  # libyaml gives "" for a plain scalar, the Python parser None
            if event.style == '"' and (at := _invisible(text)) is not None:
                self._refuse(event, f"the escape of character U+{ord(text[at]):04X}", "delete it")
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if text[0] in "-0123456789":
            whole, point, fraction = text.removeprefix("-").partition(".")
            if _digits(whole) and (whole[0] != "0" or whole == "0"):
                if not point:
                    return self._whole(event, text)
                if _digits(fraction):
                    return self._decimal(event, text)
        return text

    def _whole(self, event: Any, text: str) -> int:
        # The length is tested first: Python refuses to read, and takes long over, numbers of thousands of digits.
        if len(text) > 20 or not -_INT64 <= (number := int(text)) < _INT64:
            self._refuse(event, f"number {_shown(text)} does not fit in 64 bits", "put it in quotes if it is a code")
        return number

    def _decimal(self, event: Any, text: str) -> Decimal:
        digits = len(text) - 1 - text.startswith("-")
        if digits > _MAX_DIGITS:
            self._refuse(event, f"number {_shown(text)} has more than {_MAX_DIGITS} digits", "round it in the file")
        number = Decimal(text)
        return number if number else abs(number)

    def _refuse(self, event: Any, problem: str, fix: str) -> NoReturn:
        raise RuleFileError.one(self._at(event.start_mark), problem, fix)

    def _at(self, mark: Any) -> str:
        return f"{self._place}:{mark.line + 1}:{mark.column + 1}" if mark else self._place


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 40 else text[:37] + "…"
