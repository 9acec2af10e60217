"""The leaf of the log: a closed list of fields without a word about a person, and commitments to what was said.

BIO2 8.15.01 asks a log line for what was done, to what, with which outcome, from where, by whom and when.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.base64_text import unbase64
from wbmgp_engine.trail.canonical import decode, encode
from wbmgp_engine.trail.categories import CATEGORIES, commitment

VERSION: Final = 1
TYPES: Final[Mapping[str, frozenset[str]]] = {
    "aanvraag": frozenset({"zaak_ref"}),
    "beoordeling": frozenset({"zaak_ref", "peildatum", "rules_hash", "resultaatcode"}),
    "besluit": frozenset({"zaak_ref", "peildatum", "rules_hash", "resultaatcode"}),
    "herziening": frozenset({"zaak_ref", "peildatum", "rules_hash", "resultaatcode", "betreft"}),
    "intrekking": frozenset({"zaak_ref", "betreft"}),
    "bezwaar": frozenset({"zaak_ref", "betreft"}),
    "handeling": frozenset({"zaak_ref"}),
    "inzage": frozenset({"betreft", "categorieen"}),
    "wissing": frozenset({"betreft", "categorieen"}),
    "regelversie": frozenset({"rules_hash"}),
    "gebiedsversie": frozenset({"inhoud"}),
    "aanwijzingsversie": frozenset({"inhoud"}),
    "mandaatversie": frozenset({"inhoud"}),
    "registerverklaring": frozenset({"inhoud"}),
    "verordeningsversie": frozenset({"inhoud"}),
    "simulatie": frozenset({"rules_hash", "inhoud"}),
    "sleutelwissel": frozenset(),
}
"""Every type of entry, with the optional fields that it has to have."""

ROLES: Final = (
    "balie", "beoordelaar", "burgemeester", "raad", "jurist", "auditor", "regelbeheer", "fg", "corporatie", "beheer",
    "systeem",
)  # fmt: skip
SOURCES: Final = ("api", "opdrachtregel", "achtergrondtaak")
RESULTS: Final = (
    "geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "aanvullen", "beoordelen", "weigeren",
    "volledig", "onvolledig", "toegewezen", "afgewezen", "buiten_behandeling",
    "gegrond", "ongegrond", "niet_ontvankelijk",
)  # fmt: skip

_ID: Final = "[0-9a-f]{32}"
_HASH: Final = "sha256:[0-9a-f]{64}"
_ALWAYS: Final = {
    "origin": "[a-z0-9][a-z0-9./_-]{0,199}", "type": "|".join(TYPES), "record_id": _ID, "actor_ref": _ID,
    "rol": "|".join(ROLES), "oorsprong": "|".join(SOURCES),
    "recorded_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "engine_version": r"\d+\.\d+\.\d+[a-z0-9.]{0,20}", "engine_hash": _HASH,
}  # fmt: skip
_SOMETIMES: Final = {
    "zaak_ref": _ID, "betreft": _ID, "peildatum": r"\d{4}-\d\d-\d\d", "rules_hash": _HASH, "inhoud": _HASH,
    "resultaatcode": "|".join(RESULTS),
}  # fmt: skip
_FIELDS: Final = frozenset({"v", "seq", "commitments", "categorieen", *_ALWAYS, *_SOMETIMES})
_PATTERNS: Final = {name: re.compile(pattern, re.ASCII) for name, pattern in (_ALWAYS | _SOMETIMES).items()}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a leaf says in the open. References are random; who is behind `actor_ref` stands outside the log."""

    origin: str
    seq: int
    type: str
    record_id: str
    actor_ref: str
    rol: str
    oorsprong: str
    recorded_at: str
    engine_version: str
    engine_hash: str
    zaak_ref: str | None = None
    peildatum: str | None = None
    rules_hash: str | None = None
    resultaatcode: str | None = None
    betreft: str | None = None
    categorieen: tuple[str, ...] | None = None
    inhoud: str | None = None


def utc_text(moment: datetime) -> str:
    """A moment as a leaf writes it; BadInput without a time zone.

    >>> from datetime import UTC
    >>> utc_text(datetime(2026, 11, 21, 9, 5, tzinfo=UTC))
    '2026-11-21T09:05:00.000000Z'
    """
    offset = moment.utcoffset()
    if offset is None:
        raise BadInput.one("recorded_at", "has no time zone", "give the moment in UTC")
    return (moment.replace(tzinfo=None) - offset).isoformat(timespec="microseconds") + "Z"


def leaf_bytes(stamp: Stamp, payloads: Mapping[str, bytes], salts: Mapping[str, bytes]) -> bytes:
    """The exact bytes of a leaf, to be stored and hashed as they are. BadInput for a field outside the schema.

    `payloads` and `salts` have the same categories; each salt is 32 fresh random bytes.
    """
    return committed_leaf(stamp, stamp.seq, commitments(payloads, salts))


def commitments(payloads: Mapping[str, bytes], salts: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a leaf holds in place of each payload. BadInput unless each has a salt of its own."""
    if payloads.keys() != salts.keys():
        raise BadInput.one("salts", "are not those of the payloads", "draw one salt per category")
    if len(set(salts.values())) != len(salts):
        raise BadInput.one("salts", "hold one salt twice", "draw one salt per category")
    return {category: commitment(category, salts[category], data) for category, data in payloads.items()}


def committed_leaf(stamp: Stamp, seq: int, commitments: Mapping[str, bytes]) -> bytes:
    """The exact bytes of a leaf at a place of the log, over these commitments. BadInput for a field outside the schema."""
    leaf: dict[str, Any] = {name: value for name in Stamp.__slots__ if (value := getattr(stamp, name)) is not None}
    if stamp.categorieen is not None:
        leaf["categorieen"] = list(stamp.categorieen)
    leaf["seq"], leaf["v"] = seq, VERSION
    leaf["commitments"] = {category: b64encode(stated).decode() for category, stated in commitments.items()}
    _check(leaf)
    return encode(leaf)


def read_leaf(data: bytes) -> dict[str, Any]:
    """The fields of a leaf; BadInput for anything that `leaf_bytes` cannot have made."""
    leaf = decode(data)
    if not isinstance(leaf, dict):
        raise BadInput.one("leaf", "is no object", "use the bytes as they were recorded")
    _check(leaf)
    return leaf


def _check(leaf: Mapping[str, Any]) -> None:
    if type(leaf.get("v")) is not int or leaf["v"] != VERSION:
        raise BadInput.one("v", f"{leaf.get('v')!r} is no known version", f"this reader knows version {VERSION}")
    if leaf.keys() - _FIELDS:
        raise BadInput.one(min(leaf.keys() - _FIELDS), "is no field of a leaf", "a leaf has a closed list of fields")
    for name, pattern in _PATTERNS.items():
        if name in _ALWAYS or name in leaf:
            _matches(name, pattern, leaf.get(name))
    _days(leaf)
    seq = leaf.get("seq")
    if type(seq) is not int or seq < 0:
        raise BadInput.one("seq", f"{seq!r} is no place in a log", "give a whole number from 0")
    missing = TYPES[leaf["type"]] - leaf.keys()
    if missing:
        raise BadInput.one(min(missing), f"is missing in a leaf of type {leaf['type']}", "give it")
    _categories(leaf)


def _matches(name: str, pattern: re.Pattern[str], value: Any) -> None:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        # The value is not repeated: what does not belong in a leaf may be about a person.
        raise BadInput.one(name, "does not fit the schema of a leaf", f"it has to match {pattern.pattern}")


def _days(leaf: Mapping[str, Any]) -> None:
    for name, read in (("recorded_at", datetime.fromisoformat), ("peildatum", date.fromisoformat)):
        try:
            read(leaf.get(name, "2000-01-01"))
        except ValueError:
            raise BadInput.one(name, "names a day that does not exist", "give a real date") from None


def _categories(leaf: Mapping[str, Any]) -> None:
    named, commitments = leaf.get("categorieen", []), leaf.get("commitments")
    if not isinstance(named, list) or named != [category for category in CATEGORIES if category in named]:
        raise BadInput.one("categorieen", "are not known categories in order, each once", f"use {CATEGORIES}")
    if not isinstance(commitments, dict) or commitments.keys() - set(CATEGORIES):
        raise BadInput.one("commitments", "speak of an unknown category", f"use {CATEGORIES}")
    for category, text in commitments.items():
        unbase64(text, f"commitments.{category}", 32)
