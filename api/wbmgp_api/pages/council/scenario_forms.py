"""A scenario as a form and back: what the form has no field for stays in the scenario as it was.

An option with one designation on one ground has fields of its own; any other is kept, and can be changed as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from wbmgp_api.pages.visitors import Form

Json = dict[str, Any]
GROUNDS: Final = ("artikel_8", "artikel_9", "artikel_10")
LANDLORDS: Final = ("corporatie", "particulier")
INSTRUMENTS: Final = ("politiegegevens", "vog")
TESTED: Final = ("aanvrager", "een_meerderjarige")
BEHAVIOURS: Final = tuple("abcdefghi")
CERTAINTIES: Final = ("gelezen", "afgeleid", "uit_het_hoofd", "verzonnen")
_TEXTS: Final = ("kenmerk", "begin")
_COUNTS: Final = ("jaren", "huishoudens", "herhalingen", "zaad")
_NUMBER: Final = re.compile(r"-?\d{1,18}([.,]\d{1,9})?", re.ASCII)
_ASSUMED: Final = ("waarde", "laag", "hoog")


def editable(option: Mapping[str, Any]) -> bool:
    """Whether the form has fields for all that an option designates."""
    found = option.get("aanwijzingen") or []
    return len(found) <= 1 and all(len(one.get("gronden", [])) == 1 for one in found)


def shown(document: Mapping[str, Any]) -> Form:
    """The fields of a scenario."""
    said: Form = {name: [_text(document.get(name))] for name in (*_TEXTS, *_COUNTS)}
    said["naam"] = [_text(_named(document))]
    said |= {f"doel-{ground}": [_text(_part(document, "doel").get(ground))] for ground in GROUNDS}
    for at, option in enumerate(options_of(document)):
        said |= {f"v{at}-{name}": values for name, values in _option(option).items()}
    for at, (name, assumed) in enumerate(_part(document, "aannamen").items()):
        said |= {
            f"a{at}-naam": [name],
            **{f"a{at}-{key}": [_text(assumed.get(key))] for key in (*_ASSUMED, "bron", "zekerheid")},
        }
    return said


def options_of(document: Mapping[str, Any]) -> list[Json]:
    """The options of a scenario, as far as they are any."""
    found = document.get("varianten")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def filled(document: Mapping[str, Any], said: Form) -> Json:
    """The scenario with what the form says; options and assumptions that it takes away are gone."""
    made: Json = dict(document)
    made |= {name: _one(said, name) for name in _TEXTS if name in said}
    for name in _COUNTS:
        if name in said:
            _put(made, name, _number(_one(said, name)))
    if "naam" in said:
        made["naam"] = {**_words(document.get("naam")), "nl": _one(said, "naam")}
    _put(made, "doel", {ground: text for ground in GROUNDS if (text := _one(said, f"doel-{ground}"))} or None)
    before = options_of(document)
    made["varianten"] = [_filled(option, at, said) for at, option in enumerate(before) if not _one(said, f"v{at}-weg")]
    _put(made, "aannamen", dict(_assumptions(_part(document, "aannamen"), said)) or None)
    return made


def with_another(document: Mapping[str, Any], name: str) -> Json:
    """The scenario with one more option, like the last one so that only what differs has to be said."""
    before = options_of(document)
    taken = {one.get("id") for one in before}
    made = next(f"variant-{number}" for number in range(1, 1000) if f"variant-{number}" not in taken)
    last = next((one for one in reversed(before) if editable(one)), {})
    return {**document, "varianten": [*before, {**last, "id": made, "naam": {"nl": name}}]}


def fields(count: int) -> dict[str, str]:
    """Which field shows what is wrong at a place of a scenario with so many options."""
    found = {f"scenario.{name}": name for name in (*_TEXTS, *_COUNTS, "naam")}
    found |= {f"scenario.doel.{ground}": f"doel-{ground}" for ground in GROUNDS}
    for at in range(count):
        place = f"scenario.varianten.{at}"
        found |= {
            place: f"v{at}-naam",
            f"{place}.aanwijzingen": f"v{at}-gebieden",
            f"{place}.verordening": f"v{at}-verhuurder",
        }
        names = {
            "gebieden": "gebieden",
            "van": "van",
            "tot": "tot",
            "verlengingen": "verlengingen",
            "instrument": "instrument",
        }
        found |= {f"{place}.aanwijzingen.0.{name}": f"v{at}-{field}" for name, field in names.items()}
        found |= {f"{place}.verordening.{name}": f"v{at}-{name}" for name in ("voorrangskenmerken", "gedragingen")}
    return found


def _option(option: Mapping[str, Any]) -> Form:
    given = (option.get("aanwijzingen") or [{}])[0]
    ordinance = option.get("verordening") or {}
    category = (ordinance.get("categorieen") or [{}])[0]
    grounds = given.get("gronden") or [""]
    single = {
        "naam": _named(option), "grond": grounds[0], "instrument": given.get("instrument"), "van": given.get("van"),
        "tot": given.get("tot"), "verlengingen": given.get("verlengingen"),
        "inkomenstoets": ordinance.get("inkomenstoets"), "verblijfstoets": ordinance.get("verblijfstoets"),
        "voorrangskenmerken": ", ".join(ordinance.get("voorrangskenmerken") or []),
    }  # fmt: skip
    many = {
        "gebieden": given.get("gebieden", []), "verhuurder": category.get("verhuurder") or list(LANDLORDS),
        "gedragingen": ordinance.get("gedragingen") or [],
    }  # fmt: skip
    return {name: [_text(value)] for name, value in single.items()} | many


def _filled(option: Json, at: int, said: Form) -> Json:
    if f"v{at}-naam" not in said:
        return option
    made = {**option, "naam": {**_words(option.get("naam")), "nl": _one(said, f"v{at}-naam")}}
    if not editable(option):
        return made
    mine: Form = {name.partition("-")[2]: values for name, values in said.items() if name.startswith(f"v{at}-")}
    ground = _one(mine, "grond")
    if not ground:
        return {name: value for name, value in made.items() if name not in ("aanwijzingen", "verordening")}
    before = (option.get("aanwijzingen") or [{}])[0]
    return made | {
        "aanwijzingen": [_designation(before, mine)],
        "verordening": _ordinance(option.get("verordening") or {}, mine),
    }


def _designation(before: Json, said: Form) -> Json:
    made = {**before, "gebieden": said.get("gebieden", []), "gronden": [_one(said, "grond")], "van": _one(said, "van")}
    made["tot"] = _one(said, "tot") or None
    _put(made, "instrument", _one(said, "instrument") or None)
    _put(made, "verlengingen", _number(_one(said, "verlengingen")))
    return made


def _ordinance(before: Json, said: Form) -> Json:
    """The ordinance with the category, the tests and the choices of the form; what else it says stays."""
    first, *rest = before.get("categorieen") or [{}]
    category = {**first, "gronden": [_one(said, "grond")], "verhuurder": said.get("verhuurder", [])}
    made = {
        **before,
        "van": _one(said, "van") if "van" not in before else before["van"],
        "categorieen": [category, *rest],
    }
    for name in ("inkomenstoets", "verblijfstoets"):
        _put(made, name, _one(said, name) or None)
    traits = [one.strip() for one in _one(said, "voorrangskenmerken").split(",") if one.strip()]
    _put(made, "voorrangskenmerken", traits or None)
    _put(made, "gedragingen", said.get("gedragingen") or None)
    return made


def _assumptions(before: Mapping[str, Any], said: Form) -> Iterator[tuple[str, Json]]:
    for at in range(len(before) + 1):
        name = _one(said, f"a{at}-naam")
        if not name:
            continue
        made = dict(before.get(name, {}))
        for key in _ASSUMED:
            _put(made, key, _number(_one(said, f"a{at}-{key}")))
        for key in ("bron", "zekerheid"):
            _put(made, key, _one(said, f"a{at}-{key}") or None)
        yield name, made


def _put(made: Json, name: str, value: Any) -> None:
    """A value, or nothing at all: what a form leaves empty is not said."""
    if value is None:
        made.pop(name, None)
    else:
        made[name] = value


def _number(text: str) -> Any:
    """A number as people write it; what is none stays text, for the engine to say so."""
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        return text
    return int(text) if text.isdigit() else Decimal(text.replace(",", "."))


def _one(said: Form, name: str) -> str:
    return next(iter(said.get(name, [])), "").strip()


def _part(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = document.get(name)
    return found if isinstance(found, dict) else {}


def _named(part: Mapping[str, Any]) -> object:
    return _words(part.get("naam")).get("nl")


def _words(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return "" if value is None else str(value)
