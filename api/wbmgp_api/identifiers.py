"""Numbers of registers: whether a text has the form, and where there is one the check digit, of the number it says it is."""

from __future__ import annotations

import re
from typing import Final

_ELEVEN: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_FORMS: Final = {
    "postcode": re.compile(r"[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}", re.ASCII),
    "adresseerbaarObject": re.compile(r"(?!0{16})\d{4}0[123]\d{10}", re.ASCII),
    "pand": re.compile(r"(?!0{16})\d{4}10\d{10}", re.ASCII),
    "nummeraanduiding": re.compile(r"(?!0{16})\d{4}20\d{10}", re.ASCII),
    "openbareRuimte": re.compile(r"(?!0{16})\d{4}30\d{10}", re.ASCII),
    "gemeente": re.compile(r"GM\d{4}", re.ASCII),
    "wijk": re.compile(r"WK\d{6}", re.ASCII),
    "buurt": re.compile(r"BU\d{4}[0-9A-Z]{4}", re.ASCII),
    "kvk": re.compile(r"\d{8}", re.ASCII),
    "vestiging": re.compile(r"\d{12}", re.ASCII),
    "oin": re.compile(r"(0000000[1-9]|00000099)\d{12}", re.ASCII),
}


def is_bsn(text: str) -> bool:
    """Whether nine digits are a citizen service number: the weighted sum divides by eleven."""
    if not re.fullmatch(r"(?!0{9})\d{9}", text, re.ASCII):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_ELEVEN, text, strict=True)) % 11 == 0


def holds_bsn(text: str) -> bool:
    """Whether nine digits in a text, with nothing but a dot, space or hyphen between them, are such a number.

    >>> [holds_bsn(text) for text in ("van 999990019", "2 999.990.019", "999990018", "1999990019")]
    [True, True, False, False]
    """
    whole = re.findall(r"(?<!\d)\d{9}(?!\d)", text, re.ASCII)
    parts = re.findall(r"(?<!\d)(?:\d[ .-]?){8}\d(?!\d)", text, re.ASCII)
    return any(is_bsn(re.sub(r"\D", "", found)) for found in (*whole, *parts))


def is_rsin(text: str) -> bool:
    """Whether nine digits are the number of a legal person; it has the same check as a BSN."""
    return is_bsn(text)


def has_form(kind: str, text: str) -> bool:
    """Whether a text has the form of one of the numbers in this module. KeyError for a kind that is not here."""
    return _FORMS[kind].fullmatch(text) is not None
