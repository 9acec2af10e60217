"""Applications for the command-line tests, as JSON text and as data."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

GARIB: dict[str, Any] = {
    "kenmerk": "garib",
    "gemeente": "GM0599",
    "aanvraagdatum": "2007-03-08",
    "woonruimte": {"gebied": "tarwewijk", "verhuurder": "particulier", "soort": "zelfstandig", "huurprijs": 45000},
    "huishouden": [
        {
            "id": "p1",
            "rol": "aanvrager",
            "geboortedatum": "1971",
            "rechtmatigVerblijf": True,
            "verblijf": [
                {"gemeente": "GM0363", "vanaf": "1990-01-01", "tot": "2005-05-25", "bron": {"soort": "brp"}},
                {"gemeente": "GM0599", "vanaf": "2005-05-25", "tot": None, "bron": {"soort": "brp"}},
            ],
            "inkomen": [{"soort": "bijstand"}],
        },
        {"id": "p2", "rol": "kind", "geboortedatum": "1999"},
    ],
    "hardheid": {
        "grond": "artikel_8",
        "oordeel": "niet_onbillijk",
        "motivering": "elders is aanbod",
        "beslisser": "teamleider",
    },
    "situatie": {
        "regio": ["GM0599", "GM0606", "GM0622"],
        "aanwijzingen": [{"gebied": "tarwewijk", "grond": "artikel_8", "van": "2006-07-01", "tot": "2010-07-01"}],
        "verordening": {
            "van": "2006-07-01",
            "tot": None,
            "categorieen": [
                {
                    "gronden": ["artikel_8"],
                    "verhuurder": ["particulier"],
                    "soort": ["zelfstandig"],
                    "huurprijsTot": None,
                }
            ],
            "inkomenstoets": "aanvrager",
            "verblijfstoets": "aanvrager",
        },
    },
}


def garib(**changes: Any) -> str:
    """The application as JSON, with keys replaced; a value of `...` removes the key."""
    data = deepcopy(GARIB)
    for key, value in changes.items():
        if value is ...:
            del data[key]
        else:
            data[key] = value
    return json.dumps(data, ensure_ascii=False)
