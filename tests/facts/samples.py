"""The application of the contract's first example, whole, and ways to change it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts import Application

EXAMPLE: dict[str, Any] = {
    "kenmerk": "voorbeeld-1",
    "gemeente": "GM0599",
    "aanvraagsoort": "huisvesting",
    "aanvraagdatum": "2007-03-08",
    "woonruimte": {
        "gebied": "tarwewijk",
        "adres": {"postcode": "3082AA", "huisnummer": 72, "huisletter": "A", "toevoeging": None},
        "adresseerbaarObject": None,
        "verhuurder": "particulier", "soort": "zelfstandig", "huurprijs": 45000,
    },
    "huishouden": [
        {
            "id": "p1", "rol": "aanvrager", "geboortedatum": "1971", "rechtmatigVerblijf": True,
            "verblijf": [
                {"gemeente": "GM0363", "vanaf": "1990-01-01", "tot": "2005-05-25", "bron": {"soort": "brp"}},
                {"gemeente": "GM0599", "vanaf": "2005-05-25", "tot": None, "bron": {"soort": "brp"}},
            ],
            "inkomen": [{"soort": "bijstand"}],
            "kenmerken": [],
        },
        {"id": "p2", "rol": "kind", "geboortedatum": "1999"},
    ],
    "voorrang": {"kandidatenMetVoorrang": False, "oordeel": None, "motivering": None, "beslisser": None},
    "onderzoek": {
        "instrument": "politiegegevens", "woonverklaring": "weigeren", "gehoord": True,
        "weging": {"a": "gewogen", "b": "gewogen", "c": "gewogen", "d": "gewogen", "e": "gewogen"},
        "voorschriften": [],
    },
    "hardheid": {
        "grond": "artikel_8", "beroep": False,
        "omstandigheden": [{"soort": "medisch", "toelichting": "…", "bewijs": "brief 12-1-2020"}],
        "oordeel": "niet_onbillijk", "motivering": "…", "beslisser": "teamleider vergunningen",
    },
    "situatie": {
        "regio": ["GM0599", "GM0606", "GM0622"],
        "aanwijzingen": [
            {"gebied": "tarwewijk", "grond": "artikel_8", "instrument": None, "van": "2006-07-01", "tot": "2010-07-01"},
        ],
        "verordening": {
            "id": "voorbeeld", "van": "2006-07-01", "tot": None,
            "categorieen": [
                {
                    "gronden": ["artikel_8", "artikel_10"], "verhuurder": ["particulier", "corporatie"],
                    "soort": ["zelfstandig", "onzelfstandig"], "huurprijsTot": None,
                },
            ],
            "inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager",
            "voorrangskenmerken": ["beroep_zorg", "beroep_onderwijs", "beroep_politie"],
            "voorrangBoven": ["artikel_12", "artikel_14"],
            "gedragingen": ["a", "d", "e"],
        },
    },
}  # fmt: skip

MINIMAL: dict[str, Any] = {
    "kenmerk": "k",
    "gemeente": "GM0599",
    "aanvraagdatum": "2020-01-01",
    "woonruimte": {"gebied": "carnisse"},
    "huishouden": [{"id": "p1", "rol": "aanvrager"}],
}


def without(data: Mapping[str, Any], *paths: str) -> dict[str, Any]:
    """The data without the keys at these paths (`huishouden.1.id`)."""
    changed = deepcopy(dict(data))
    for path in paths:
        parent, last = _parent(changed, path)
        del parent[last]
    return changed


def replaced(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The data with other values at these paths."""
    changed = deepcopy(dict(data))
    for path, value in changes.items():
        parent, last = _parent(changed, path)
        parent[last] = value
    return changed


def _parent(data: Any, path: str) -> tuple[Any, Any]:
    *parents, last = path.split(".")
    for name in parents:
        data = data[int(name)] if isinstance(data, list) else data[name]
    return data, int(last) if isinstance(data, list) else last


def example(**changes: Any) -> Application:
    """The example, read, with values replaced by path; `__` stands for a dot."""
    return Application.model_validate(
        replaced(EXAMPLE, {path.replace("__", "."): value for path, value in changes.items()})
    )


def refusal(data: Any) -> list[str]:
    """The lines that say what is wrong with the data; fails when nothing is."""
    try:
        Application.model_validate(data)
    except BadInput as refused:
        return str(refused).split("\n")
    raise AssertionError("the application was accepted")
