"""The fields of the Dutch Algoritmeregister, publication standard 1.0, and every fault of an entry against them.

The fields stand in `algoritmeregister_velden.yaml`. `lars` and `publication_dt` are left out: the register
gives these itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from pydantic import Field as Key

from wbmgp_api.accountability.municipality import is_email, is_link, is_month
from wbmgp_api.municipal_files import Part, read_strictly
from wbmgp_engine.errors import Finding
from wbmgp_engine.law.faults import nearest, shown

_FILE: Final = "algoritmeregister_velden.yaml"
_TAG: Final = re.compile(r"<(/?)([^<>]*)>")
Kind = Literal["tekst", "opgemaakt", "keuze", "keuzes", "maand", "link", "contact", "rijen"]
Entry = Mapping[str, Any]


class Field(Part):
    """One field: how it is called on the site, and what may stand in it."""

    name: str = Key(alias="naam")
    kind: Kind = Key(default="tekst", alias="soort")
    required: bool = Key(default=False, alias="verplicht")
    length: int | None = Key(default=None, alias="lengte")
    choices: list[str] | None = Key(default=None, alias="keuzes")
    rows: dict[str, Field] | None = Key(default=None, alias="rijen")


class Standard(Part):
    """The standard: its name, the marks that a text may hold, and the fields in the order of the standard."""

    name: str = Key(alias="standaard")
    marks: list[str] = Key(alias="opmaak")
    fields: dict[str, Field] = Key(alias="velden")


@cache
def standard() -> Standard:
    """The published rules, read once."""
    return read_strictly(Standard, files(__package__).joinpath(_FILE).read_bytes(), _FILE, _FILE)


def faults(entry: Entry) -> list[Finding]:
    """Everything in an entry that the standard does not take: the field, the value and the fix."""
    return [*_in_fields(entry, standard().fields, ""), *_together(entry)]


def _in_fields(given: Entry, fields: Mapping[str, Field], place: str) -> Iterator[Finding]:
    for name in sorted(given.keys() - fields.keys()):
        yield Finding(f"{place}{name}", "is no field of the standard", nearest(name, fields))
    for name, field in fields.items():
        value = given.get(name)
        if value is None or value in ("", []):
            if field.required:
                yield Finding(f"{place}{name}", "is required and empty", f"fill in {field.name}")
            elif name in given:
                yield Finding(f"{place}{name}", "is empty", "leave it out")
        else:
            yield from _in_field(field, value, f"{place}{name}")


def _in_field(field: Field, value: object, place: str) -> Iterator[Finding]:
    if field.kind == "rijen":
        yield from _in_rows(field, value, place)
    elif field.kind == "keuzes":
        yield from _in_choices(field, value, place)
    elif isinstance(value, str):
        yield from _in_text(field, value, place)
    else:
        yield Finding(place, f"{shown(value)} is no text", "write text")


def _in_rows(field: Field, value: object, place: str) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield Finding(place, f"{shown(value)} is no list", "write a list of rows")
        return
    for at, row in enumerate(value):
        if isinstance(row, Mapping):
            yield from _in_fields(row, field.rows or {}, f"{place}[{at}].")
        else:
            yield Finding(f"{place}[{at}]", f"{shown(row)} is no row", f"give {', '.join(field.rows or {})}")


def _in_choices(field: Field, value: object, place: str) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield Finding(place, f"{shown(value)} is no list", "write a list")
        return
    for at, one in enumerate(value):
        if one in value[:at]:
            yield Finding(f"{place}[{at}]", f"{shown(one)} stands there twice", "name each once")
        yield from _chosen(field, one, f"{place}[{at}]")


def _in_text(field: Field, value: str, place: str) -> Iterator[Finding]:
    if field.length is not None and len(value) > field.length:
        yield Finding(place, f"{len(value)} characters: {shown(value)}", f"use {field.length} at most")
    if not value.strip() or not value.replace("\n", "").isprintable():
        yield Finding(place, f"{shown(value)} holds what nobody can read", "write words, without control characters")
    if field.kind == "keuze":
        yield from _chosen(field, value, place)
    elif field.kind in _FORMS:
        check, what, fix = _FORMS[field.kind]
        if not check(value):
            yield Finding(place, f"{shown(value)} is no {what}", fix)
    else:
        yield from _marks(value, standard().marks if field.kind == "opgemaakt" else [], place)


def _chosen(field: Field, value: object, place: str) -> Iterator[Finding]:
    if value not in (field.choices or ()):
        yield Finding(place, f"{shown(value)} is not allowed", f"use {', '.join(field.choices or ())}")


def _marks(value: str, allowed: list[str], place: str) -> Iterator[Finding]:
    """What stands between < and > is a mark of the standard, without attributes, and what is opened is closed."""
    opened: list[str] = []
    fix = f"use only {', '.join(allowed)}, without attributes" if allowed else "write plain text"
    for closing, name in _TAG.findall(value):
        if name not in allowed or (closing and (not opened or opened.pop() != name)):
            yield Finding(place, f"holds the mark <{closing}{name[:20]}>", fix)
            return
        if not closing and name != "br":
            opened.append(name)
    if opened or set("<>") & set(_TAG.sub("", value)):
        yield Finding(place, f"holds a mark that is not closed: {shown(value)}", fix)


def _together(entry: Entry) -> Iterator[Finding]:
    begin, end, status = (str(entry.get(name) or "") for name in ("begin_date", "end_date", "status"))
    if end and status != "Buiten gebruik":
        yield Finding("end_date", f"{shown(end)} beside the status {shown(status)}", "leave it out while it is in use")
    if is_month(begin) and is_month(end) and end < begin:
        yield Finding("end_date", f"{shown(end)} is before begin_date {shown(begin)}", "mend one of the two")


def _is_contact(text: str) -> bool:
    return is_email(text) or is_link(text)


_FORMS: Final = {
    "maand": (is_month, "month", "write it as 2031-07"),
    "link": (is_link, "https address", "write https://…"),
    "contact": (_is_contact, "address of e-mail or https address", "write naam@gemeente.nl or https://…"),
}
