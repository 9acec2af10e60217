"""One household of three, with the situation that all applications of the bench share."""

from __future__ import annotations

from typing import Any

APPLICATION: dict[str, Any] = {
    "kenmerk": "bench",
    "gemeente": "GM0599",
    "aanvraagdatum": "2019-05-20",
    "woonruimte": {"gebied": "voorbeeldwijk", "verhuurder": "particulier", "soort": "zelfstandig", "huurprijs": 70000},
    "huishouden": [
        {
            "id": "p1", "rol": "aanvrager", "geboortedatum": "1985-03-02", "rechtmatigVerblijf": True,
            "verblijf": [{"gemeente": "GM0363", "vanaf": "1985-03-02", "tot": "2016-01-01"}, {"gemeente": "GM0599", "vanaf": "2016-01-01", "tot": None}],
            "inkomen": [{"soort": "bijstand"}], "kenmerken": [],
        },
        {
            "id": "p2", "rol": "partner", "geboortedatum": "1987-09-10",
            "verblijf": [{"gemeente": "GM0363", "vanaf": "1987-09-10", "tot": None}], "inkomen": [{"soort": "wajong"}],
        },
        {"id": "p3", "rol": "kind", "geboortedatum": "2012-01-05"},
    ],
    "hardheid": {"grond": "artikel_8", "oordeel": "niet_onbillijk", "motivering": "elders is aanbod", "beslisser": "teamleider"},
    "voorrang": {"kandidatenMetVoorrang": False},
    "situatie": {
        "regio": ["GM0599", "GM0606"],
        "aanwijzingen": [
            {"gebied": "voorbeeldwijk", "grond": "artikel_8", "van": "2018-01-01", "tot": "2022-01-01"},
            {"gebied": "voorbeeldwijk", "grond": "artikel_9", "van": "2018-01-01", "tot": "2022-01-01"},
            {"gebied": "voorbeeldwijk", "grond": "artikel_10", "instrument": "politiegegevens", "van": "2018-01-01", "tot": "2022-01-01"},
        ],
        "verordening": {
            "van": "2018-01-01", "tot": None,
            "categorieen": [{"gronden": ["artikel_8", "artikel_9", "artikel_10"], "verhuurder": ["particulier"], "soort": ["zelfstandig"], "huurprijsTot": 100000}],
            "inkomenstoets": "een_meerderjarige", "verblijfstoets": "aanvrager", "voorrangskenmerken": ["beroep_zorg"],
        },
    },
}  # fmt: skip
