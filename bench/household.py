"""One household of three, and the same question written by hand in plain Python, to compare answers and time."""

from __future__ import annotations

from datetime import date
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

_COUNTS = {
    "dienstbetrekking",
    "zelfstandige",
    "vut",
    "aow",
    "pensioen",
    "studiefinanciering",
    "aanspraak_studiefinanciering",
}


def _years(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def AS_PLAIN_PYTHON(data: dict[str, Any], on: date) -> str:  # noqa: N802 -- a constant of the bench that happens to be a function
    """The bench case by hand: no unknown, no trace, no reasons. The floor, not a reader of the law."""
    applied = date.fromisoformat(data["aanvraagdatum"])
    situation, dwelling = data["situatie"], data["woonruimte"]
    grounds = set()
    for item in situation["aanwijzingen"]:
        if item["gebied"] == dwelling["gebied"] and date.fromisoformat(item["van"]) <= on < date.fromisoformat(
            item["tot"]
        ):
            for category in situation["verordening"]["categorieen"]:
                fits = dwelling["verhuurder"] in category["verhuurder"] and dwelling["soort"] in category["soort"]
                if item["grond"] in category["gronden"] and fits and dwelling["huurprijs"] < category["huurprijsTot"]:
                    grounds.add(item["grond"])
    if not grounds:
        return "geen_vergunning_nodig"
    applicant = data["huishouden"][0]
    since = next(
        (
            stay["vanaf"]
            for stay in applicant["verblijf"]
            if stay["tot"] is None and stay["gemeente"] in situation["regio"]
        ),
        None,
    )
    resident = since is not None and _years(date.fromisoformat(since), applied) >= 6
    income = any(
        entry["soort"] in _COUNTS
        for person in data["huishouden"]
        if _years(date.fromisoformat(person["geboortedatum"]), applied) >= 18
        for entry in person.get("inkomen", [])
    )
    return "verlenen" if resident or income else "weigeren"
