"""Facts of an application as fields of a form, and back: what nobody touched stays exactly as it was.

A form shows text. A text that was not changed leaves its fact alone, be it null, absent or written in another way; an empty
text takes the fact away, so that it is unknown; what cannot be read stays as it was typed, for the engine to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final, NamedTuple

Form = Mapping[str, Sequence[str]]
MISSING: Final = object()
_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_DUTCH: Final = re.compile(r"(?:([0-9]{1,2})-)?([0-9]{1,2})-([0-9]{4})")
_EUROS: Final = re.compile(r"(?:€ ?)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,10})(?:,([0-9]{2}|-))?")
_WHOLE: Final = re.compile(r"[0-9]{1,18}")
_NOW: Final = ("nu", "now", "heden")
_NONE: Final = ("geen", "none")


class Kind(NamedTuple):
    """How a fact is written on a page and read from it. `shown` gets MISSING for a fact that is absent."""

    shown: Callable[[Any], str]
    told: Callable[[str], Any]


class Field(NamedTuple):
    """A fact of a part of the application: its path in it, and how it is written."""

    path: str
    kind: Kind


def _plain(value: Any) -> str:
    return "" if value is MISSING or value is None else str(value)


def _day_shown(value: Any) -> str:
    found = _ISO.fullmatch(value) if isinstance(value, str) else None
    return _plain(value) if found is None else "-".join(part for part in reversed(found.groups()) if part)


def day_told(text: str) -> str:
    """A day, a month or a year as somebody types it, as the engine reads it.

    >>> [day_told(one) for one in ("3-5-1971", "05-1971", "1971", "1971-05-03", "vorig jaar")]
    ['1971-05-03', '1971-05', '1971', '1971-05-03', 'vorig jaar']
    """
    found = _DUTCH.fullmatch(text.replace("/", "-"))
    if found is None:
        return text
    day, month, year = found.groups()
    return "-".join([year, month.zfill(2), *([] if day is None else [day.zfill(2)])])


def _euros_shown(value: Any) -> str:
    if type(value) is not int or value < 0:
        return _plain(value)
    euros, cents = divmod(value, 100)
    return f"{euros},{cents:02}"


def _euros_told(text: str) -> Any:
    """Euros as somebody types them, in whole eurocents; other text as it is."""
    found = _EUROS.fullmatch(text)
    if found is None:
        return text
    cents = found[2] if found[2] and found[2] != "-" else "0"
    return int(found[1].replace(".", "")) * 100 + int(cents)


def _end_shown(value: Any) -> str:
    return _NOW[0] if value is None else _day_shown(value)


def _names_shown(value: Any) -> str:
    if value == [] or value is None:
        return _NONE[0]
    return ", ".join(value) if isinstance(value, list) else _plain(value)


def _names_told(text: str) -> Any:
    if text.lower() in _NONE:
        return []
    return [one for one in (part.strip() for part in text.split(",")) if one]


_YES_NO: Final = {"ja": True, "nee": False}
TEXT: Final = Kind(_plain, str)
POSTCODE: Final = Kind(_plain, str.upper)
WHOLE: Final = Kind(_plain, lambda text: int(text) if _WHOLE.fullmatch(text) else text)
EUROS: Final = Kind(_euros_shown, _euros_told)
DAY: Final = Kind(_day_shown, day_told)
END: Final = Kind(_end_shown, lambda text: None if text.lower() in _NOW else day_told(text))
NAMES: Final = Kind(_names_shown, _names_told)
YES_NO: Final = Kind(
    lambda value: {True: "ja", False: "nee"}.get(value, "") if isinstance(value, bool) else _plain(value),
    lambda text: _YES_NO.get(text, text),
)


def chosen(default: str) -> Kind:
    """One of some words, of which one counts where none is given."""
    return Kind(lambda value: default if value is MISSING else _plain(value), str)


def shown(part: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, str]:
    """The texts of a part of the application, by path."""
    return {field.path: field.kind.shown(_at(part, field.path)) for field in fields}


def told(part: Mapping[str, Any], fields: Sequence[Field], said: Callable[[str], str | None]) -> dict[str, Any]:
    """The part with what a form says of it; `said` gives the text of a path, None where the form does not have it."""
    now = deepcopy(dict(part))
    for field in fields:
        text = said(field.path)
        if text is None or text == field.kind.shown(_at(part, field.path)).strip():
            continue
        if text:
            _put(now, field.path.split("."), field.kind.told(text))
        else:
            _drop(now, field.path.split("."))
    return now


def _at(part: Mapping[str, Any], path: str) -> Any:
    found: Any = part
    for name in path.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return MISSING
        found = found[name]
    return found


def _put(part: dict[str, Any], names: list[str], value: Any) -> None:
    *parents, last = names
    for name in parents:
        if not isinstance(part.get(name), dict):
            part[name] = {}
        part = part[name]
    part[last] = value


def _drop(part: dict[str, Any], names: list[str]) -> None:
    """Take a fact away, and what held nothing else."""
    first, *rest = names
    inner = part.get(first)
    if rest and isinstance(inner, dict):
        _drop(inner, rest)
    if not rest or not inner:
        part.pop(first, None)


def text_of(form: Form, name: str) -> str | None:
    """The text of a field; None where the form does not have it."""
    found = form.get(name)
    return found[0].strip() if found else None


class Row(NamedTuple):
    """A row of a list as it is shown: its place in the form, and in the facts it was made from ("" for a new one)."""

    place: str
    was: str
    values: Mapping[str, str]


def rows_shown(
    place: str, items: Sequence[Mapping[str, Any]], fields: Sequence[Field], was: Sequence[str]
) -> list[Row]:
    """The rows of a list; `was` says of each where it stood in the facts."""
    return [Row(f"{place}.{at}", was[at], shown(item, fields)) for at, item in enumerate(items)]


def rows_told(
    place: str, known: Sequence[Mapping[str, Any]], fields: Sequence[Field], form: Form, extra: Sequence[str] = ()
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each row that a form holds: its place in the form, where it stood in the facts, and what it says now.

    A new row without a word is none, and neither is a row that was emptied. `extra` names fields that are told elsewhere.
    """
    for number in _numbers(place, form):
        at = f"{place}.{number}"
        if text_of(form, f"{at}.weg") is not None:
            continue
        was = text_of(form, f"{at}.was") or ""
        before: Mapping[str, Any] = known[int(was)] if _WHOLE.fullmatch(was) and int(was) < len(known) else {}
        was = was if before or (_WHOLE.fullmatch(was) and int(was) < len(known)) else ""
        said = {field.path: text_of(form, f"{at}.{field.path}") for field in fields}
        words = any(said.values()) or any(text_of(form, f"{at}.{name}") for name in extra)
        if words or (was and not any(shown(before, fields).values())):
            yield at, was, told(before, fields, said.get)


def _numbers(place: str, form: Form) -> list[int]:
    """The numbers of the rows in a form, in order."""
    named = re.compile(re.escape(place) + r"\.([0-9]{1,4})\.")
    return sorted({int(found[1]) for name in form if (found := named.match(name))})
