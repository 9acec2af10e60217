"""A case that a solver found, written down as an application that `wbmgp assess` reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from wbmgp_engine.permits.proving.case import Given
from wbmgp_engine.permits.proving.fields import GROUNDS, KINDS, LANDLORDS, TRAITS, Bounds

_HERE: Final = "GM0599"
_ADDRESS: Final = {"postcode": "3011AA", "huisnummer": 1}
_REASONS: Final = "De omstandigheden zijn gewogen."
_DECIDER: Final = "medewerker vergunningen"
_Fields = Mapping[str, Given]


def application(fields: _Fields, bounds: Bounds, reference: str) -> dict[str, Any]:
    """The Aanvraag with these fields, by the names of `fields`; what is not among them is left out."""
    return {
        "kenmerk": reference, "gemeente": _HERE, "aanvraagsoort": fields["aanvraagsoort"],
        "aanvraagdatum": _text(fields["aanvraagdatum"]), "woonruimte": _dwelling(fields),
        "huishouden": list(_household(fields, bounds)), **_judgements(fields, bounds), **_screening(fields, bounds),
        **_under(fields, "", {"uitzondering15": "uitzondering15"}), "situatie": _situation(fields, bounds),
    }  # fmt: skip


def _text(value: Given) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _under(fields: _Fields, name: str, keys: Mapping[str, str] | Iterable[str]) -> dict[str, Any]:
    """Those of these keys of the contract that are filled in."""
    named = keys if isinstance(keys, Mapping) else {key: key for key in keys}
    return {key: _text(fields[f"{name}{field}"]) for key, field in named.items() if f"{name}{field}" in fields}


def _judgement(fields: _Fields, name: str) -> dict[str, Any]:
    signed = {"motivering": ("gemotiveerd", _REASONS), "beslisser": ("ondertekend", _DECIDER)}
    said = {key: words for key, (field, words) in signed.items() if fields[f"{name}.{field}"]}
    return {**_under(fields, f"{name}.", ["oordeel"]), **said}


def _dwelling(fields: _Fields) -> dict[str, Any]:
    found = _under(fields, "woonruimte.", ("gebied", "verhuurder", "soort", "huurprijs"))
    return found if "gebied" in found else {"adres": _ADDRESS, **found}


# Persons -----------------------------------------------------------------------------------------------------------


def _household(fields: _Fields, bounds: Bounds) -> Iterator[dict[str, Any]]:
    for place in range(bounds.persons):
        name = f"huishouden.{place}"
        if f"{name}.rol" in fields:
            yield {"id": f"p{place + 1}", "rol": fields[f"{name}.rol"], **_person(fields, name, bounds)}


def _person(fields: _Fields, name: str, bounds: Bounds) -> dict[str, Any]:
    incomes = [
        {"soort": fields[f"{name}.inkomen.{place}.soort"], **_judgement(fields, f"{name}.inkomen.{place}")}
        for place in range(bounds.incomes)
        if f"{name}.inkomen.{place}.soort" in fields
    ]
    traits = [fields[one] for one in _places(f"{name}.kenmerken", bounds.traits) if one in fields]
    return {
        **_born(fields, f"{name}.geboortedatum"), **_residence(fields, name),
        **_under(fields, f"{name}.", ["rechtmatigVerblijf"]),
        **_list(fields, name, "inkomen", incomes), **_list(fields, name, "kenmerken", traits),
    }  # fmt: skip


def _places(name: str, length: int) -> Iterator[str]:
    return (f"{name}.{place}" for place in range(length))


def _list(fields: _Fields, name: str, key: str, found: list[Any]) -> dict[str, Any]:
    return {key: found} if found or fields.get(f"{name}.{key}.geen") else {}


def _born(fields: _Fields, name: str) -> dict[str, Any]:
    """A day, or the month or the year that runs from the first to the last day."""
    if f"{name}Vroegst" not in fields:
        return _under(fields, name.removesuffix("geboortedatum"), ["geboortedatum"])
    first, last = fields[f"{name}Vroegst"], fields[f"{name}Laatst"]
    assert isinstance(first, date) and isinstance(last, date)
    # What ends with the application before its month is over is a month; a January may be a year as well.
    whole_year = first.month == 1 and (last.month == 12 or (last == fields["aanvraagdatum"] and last.month > 1))
    return {"geboortedatum": first.isoformat()[: 4 if whole_year else 7]}


def _residence(fields: _Fields, name: str) -> dict[str, Any]:
    """A history of residence that begins as the fields say: a place not known makes its first days uncertain."""
    since = f"{name}.ingezeteneVanaf"
    if fields[f"{name}.geenIngezetene"]:
        return {"verblijf": []}
    stays = []
    if f"{since}Vroegst" in fields:
        until = _text(fields[f"{since}Laatst"]) if f"{since}Laatst" in fields else None
        stays.append({"gemeente": "onbekend", "vanaf": _text(fields[f"{since}Vroegst"]), "tot": until})
    for start in (since, f"{since}Laatst"):
        if start in fields:
            stays.append({"gemeente": _HERE, "vanaf": _text(fields[start]), "tot": None})
    return {"verblijf": stays} if stays else {}


# What officials bring ------------------------------------------------------------------------------------------------


def _judgements(fields: _Fields, bounds: Bounds) -> dict[str, Any]:
    priority = {**_under(fields, "voorrang.", ["kandidatenMetVoorrang"]), **_judgement(fields, "voorrang")}
    names = [name for name in _places("hardheid", bounds.hardships) if fields[f"{name}.gegeven"]]
    hardships = [
        {
            **_under(fields, f"{name}.", ("grond", "beroep")),
            **_judgement(fields, name),
            **({"omstandigheden": [{"soort": "anders"}]} if fields[f"{name}.omstandigheden"] else {}),
        }
        for name in names
    ]
    return {key: found for key, found in (("voorrang", priority), ("hardheid", hardships)) if found}


def _screening(fields: _Fields, bounds: Bounds) -> dict[str, Any]:
    people = {f"p{place + 1}": f"huishouden.{place}.vog" for place in range(bounds.persons)}
    certificates = _under(fields, "", people)
    weighed = {letter: "gewogen" for letter in "abcde" if fields[f"onderzoek.weging.{letter}"]}
    found = {
        **({"vog": certificates} if certificates else {}),
        **_under(fields, "onderzoek.", ["woonverklaring"]),
        **({"gehoord": True} if fields["onderzoek.gehoord"] else {}),
        **({"weging": weighed} if weighed else {}),
        **({"voorschriften": ["Een voorschrift."]} if fields["onderzoek.voorschriften"] else {}),
    }
    return {"onderzoek": found} if found else {}


# Situation -----------------------------------------------------------------------------------------------------------


def _situation(fields: _Fields, bounds: Bounds) -> dict[str, Any]:
    name = "situatie.aanwijzingen"
    designations = [
        {
            "gebied": fields[f"{name}.{place}.gebied"],
            "grond": ground,
            **_under(fields, f"{name}.{place}.", ("instrument", "van", "tot")),
            **({"tot": None} if fields[f"{name}.{place}.zonderEinde"] else {}),
        }
        for place, ground in enumerate(bounds.designations)
        if fields[f"{name}.{place}.gegeven"]
    ]
    given = {"regio": [_HERE], "aanwijzingen": designations}
    return {**given, "verordening": _ordinance(fields, bounds)} if fields["situatie.verordening.gegeven"] else given


def _ordinance(fields: _Fields, bounds: Bounds) -> dict[str, Any]:
    name = "situatie.verordening"
    kept = ("van", "tot", "inkomenstoets", "verblijfstoets", "latereInwoning", "hardheidsclausule")
    lists = {
        "categorieen": [
            _category(fields, one)
            for one in _places(f"{name}.categorieen", bounds.categories)
            if fields[f"{one}.gegeven"]
        ],
        "voorrangskenmerken": _ticked(fields, f"{name}.voorrangskenmerken", TRAITS),
        "gedragingen": _ticked(fields, f"{name}.gedragingen", ("a",)),
    }
    return {
        "id": "bewijs",
        **_under(fields, f"{name}.", kept),
        **({"latereInwoning": None} if fields[f"{name}.latereInwoning.geen"] else {}),
        **{key: found for key, found in lists.items() if fields[f"{name}.{key}.gegeven"]},
    }


def _category(fields: _Fields, name: str) -> dict[str, Any]:
    restricted = {
        part: _ticked(fields, f"{name}.{part}", options)
        for part, options in (("verhuurder", LANDLORDS), ("soort", KINDS))
        if fields[f"{name}.{part}.beperkt"]
    }
    grounds = _ticked(fields, f"{name}.gronden", GROUNDS)
    return {"gronden": grounds, **restricted, **_under(fields, f"{name}.", ["huurprijsTot"])}


def _ticked(fields: _Fields, name: str, options: Iterable[str]) -> list[str]:
    return [option for option in options if fields[f"{name}.{option}"]]
