"""Every sentence of the pages stands in both languages, with the same holes, and none is left that no page says."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from wbmgp_api import pages
from wbmgp_api.pages.languages import Tongue, english

ROOT: Final = Path(pages.__path__[0])
_HOW: Final = [("**.py", "python"), ("templates/**.html", "jinja2.ext.babel_extract")]
_KEYWORDS: Final[dict[str, Any]] = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "say": None}
_HOLE: Final = re.compile(r"%\((\w+)\)[sd]")


def said() -> dict[str, set[str]]:
    """Every sentence, or the first of a pair of one and more, with the files that say it."""
    found = dict[str, set[str]]()
    options = {"templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.i18n"}}
    for file, _, message, _, _ in extract_from_dir(ROOT, _HOW, options, _KEYWORDS):
        found.setdefault(message if isinstance(message, str) else message[0], set()).add(file)
    return found


def translated() -> list[tuple[str, str, tuple[str, ...]]]:
    """File, Dutch and English of every sentence that was translated."""
    found = []
    for file in sorted((ROOT / "locale" / "en").glob("*.po")):
        for one in read_po(BytesIO(file.read_bytes()), locale="en", abort_invalid=True):
            if one.id:
                texts = (one.string,) if isinstance(one.string, str) else tuple(one.string or ())
                found.append((file.name, one.id if isinstance(one.id, str) else one.id[0], texts))
    return found


def test_every_sentence_has_its_english() -> None:
    known = english()
    assert {text: sorted(files) for text, files in said().items() if text not in known} == {}


def test_no_translation_is_left_over_or_given_twice() -> None:
    there = [text for _, text, _ in translated()]
    assert set(there) - said().keys() == set()
    assert [text for text, times in Counter(there).items() if times > 1] == []


def test_a_translation_has_the_holes_of_its_sentence() -> None:
    wrong = [
        (file, text, one)
        for file, text, texts in translated()
        for one in texts
        if not one or set(_HOLE.findall(text)) - {"num", "n"} != set(_HOLE.findall(one)) - {"num", "n"}
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "day", "short", "money", "number", "moment"), [
    ("nl", "22 november 2026", "22-11-2026", "€\xa01.234,50", "12.345", "22 november 2026, 10:15"),
    ("en", "22 November 2026", "22 Nov 2026", "€1,234.50", "12,345", "22 November 2026, 10:15"),
])  # fmt: skip
def test_days_and_money_are_written_as_people_write_them(
    language: Any, day: str, short: str, money: str, number: str, moment: str
) -> None:
    tongue = Tongue(language)
    assert (tongue.day("2026-11-22"), tongue.day("2026-11-22", short=True)) == (day, short)
    assert (tongue.money(123450), tongue.number(12345), tongue.moment("2026-11-22T09:15:00.000000Z")) == (money, number, moment)  # fmt: skip
    assert (tongue.day("1971"), tongue.day(None)) == ("1971", "–")


_COUNTED: Final = re.compile(
    r"%\(\w+\)s (zaken|besluiten|regels|delen|stappen|gegevens|minuten|bestanden|personen|versies|stukken|brieven)\b"
)
_BOUND: Final = re.compile(r"(hoogstens|minder dan|Meer dan|ten minste|^Van elke zaak gaat het spoor open,) $")


def test_what_is_counted_has_a_form_for_one() -> None:
    """A bound is never one; and what oversight counts, it shows from five on."""
    for file in sorted((ROOT / "locale" / "en").glob("*.po")):
        for one in read_po(BytesIO(file.read_bytes()), locale="en", abort_invalid=True):
            if file.name.startswith("oversight") or not isinstance(one.id, str) or "van deze periode" in one.id:
                continue
            for hole in _COUNTED.finditer(one.id):
                assert _BOUND.search(one.id[: hole.start()]), (file.name, one.id)
