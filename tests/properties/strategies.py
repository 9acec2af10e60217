"""Whole applications, valid by construction, on every version of the law: each brings its own situation.

Small strategies first, then persons, the situation, what officials bring, and the application. All give JSON data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from wbmgp_engine.facts.partial_dates import PartialDate

Json = dict[str, Any]

# The versions of the act and of HvW 2014 art. 15, each with the days of decision on which it is the law.
VERSIONS: Final = {
    "2005-12-30": (date(2006, 1, 1), date(2014, 4, 13)),
    "2014-04-14": (date(2014, 4, 14), date(2014, 12, 31)),
    "2015-01-01": (date(2015, 1, 1), date(2016, 12, 31)),
    "2017-01-01": (date(2017, 1, 1), date(2017, 6, 30)),
    "2017-07-01": (date(2017, 7, 1), date(2026, 6, 30)),
    "2026-07-01": (date(2026, 7, 1), date(2031, 12, 31)),
}
AREA, HERE, REGION, OUTSIDE = "carnisse", "GM0599", ("GM0599", "GM0606", "GM0622"), ("GM0363", "GM0518", "buitenland")
GROUNDS: Final = ("artikel_8", "artikel_9", "artikel_10")
LISTED: Final = ("dienstbetrekking", "zelfstandige", "vut", "aow", "pensioen", "studiefinanciering")
UNLISTED: Final = ("bijstand", "wia", "wajong")
JUDGED: Final = ("ww", "ziektewet", "anders")
TRAITS: Final = ("beroep_zorg", "beroep_onderwijs", "beroep_politie")


@dataclass(frozen=True, slots=True)
class Asked:
    """An application as data and the day on which it is decided."""

    data: Json
    on: date


def _sometimes(key: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """An object with one optional key: three times out of four it is there."""
    return st.one_of(*[values.map(lambda value: {key: value})] * 3, st.just({}))


@cache
def _count(first: int, last: int) -> st.SearchStrategy[int]:
    return st.integers(first, last)


@cache
def _one_of(*options: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(options)


def _merged(*parts: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


def days_before(day: date, most: int) -> st.SearchStrategy[date]:
    """A day at most `most` days before a day, the days around birthdays and six years among them."""
    return _count(0, most).map(lambda back: day - timedelta(days=back))


def decision_days(version: str) -> st.SearchStrategy[date]:
    """A day on which a version is the law, its first and last day among them."""
    first, last = VERSIONS[version]
    return st.dates(first, last) | st.sampled_from([first, last])


@st.composite
def partial_dates(draw: st.DrawFn, days: st.SearchStrategy[date]) -> str:
    """A date as a register gives it: mostly a day, sometimes a month or a year."""
    return draw(days).isoformat()[: draw(_one_of(10, 10, 10, 7, 4))]


def judgements(options: tuple[str, ...]) -> st.SearchStrategy[Json]:
    """A human judgement: complete, or without reasons, or without a name."""
    return _merged(
        st.sampled_from(options).map(lambda option: {"oordeel": option}),
        _sometimes("motivering", st.just("De omstandigheden zijn gewogen.")),
        _sometimes("beslisser", st.just("teamleider vergunningen")),
    )


def signed(option: str) -> Json:
    """A judgement with reasons and a name."""
    return {"oordeel": option, "motivering": "De omstandigheden zijn gewogen.", "beslisser": "teamleider vergunningen"}


listed_kinds = st.sampled_from(LISTED)
plain_incomes = st.sampled_from((*LISTED, *UNLISTED, *UNLISTED, "aanspraak_studiefinanciering")).map(
    lambda kind: {"soort": kind}
)
judged_incomes = _merged(
    st.sampled_from(JUDGED).map(lambda kind: {"soort": kind}), st.just({}) | judgements(("telt_mee", "telt_niet"))
)
incomes = st.lists(plain_incomes | judged_incomes, max_size=3)
maybe_incomes = _sometimes("inkomen", incomes)
maybe_lawful = _sometimes("rechtmatigVerblijf", st.sampled_from([True] * 5 + [False]))
maybe_traits = _sometimes("kenmerken", st.lists(st.sampled_from([*TRAITS, "beroep_anders"]), max_size=2))


@st.composite
def residences(draw: st.DrawFn, on: date, *, certain: bool = False) -> list[Json]:
    """A history of residence up to a day: adjoining intervals or intervals with holes, in and outside the region."""
    cuts = sorted(draw(st.sets(days_before(on, 4000), min_size=1, max_size=4)))
    places = _one_of(*REGION, *OUTSIDE) if certain else _one_of(*REGION, *REGION, *OUTSIDE, "onbekend")
    ends = [*cuts[1:], None]
    stays = []
    for start, end in zip(cuts, ends, strict=True):
        until = end if end is None or draw(_count(0, 4)) else max(start, end - timedelta(days=1))
        since = start.isoformat()[: 10 if certain else draw(_one_of(10, 10, 10, 7, 4))]
        stays.append({"gemeente": draw(places), "vanaf": since, "tot": until and until.isoformat()})
    return stays


def births(on: date) -> st.SearchStrategy[str]:
    """A date of birth, with 16 and 18 years within reach and whole years and months among them."""
    adults = days_before(on, 30_000)
    around = st.sampled_from([15, 16, 17, 18]).flatmap(lambda years: days_before(on - timedelta(days=365 * years), 400))
    return partial_dates(adults | around)


def adult_births(on: date) -> st.SearchStrategy[str]:
    """A date of birth of somebody of 18 or older."""
    return partial_dates(days_before(on - timedelta(days=19 * 366), 25_000))


def _after_birth(stay: Json, born: str | None) -> bool:
    if born is None:
        return True
    day = PartialDate.parse(born).latest
    # What ends on the day of birth contradicts it as well.
    return PartialDate.parse(stay["vanaf"]).earliest >= day and (stay["tot"] is None or stay["tot"] > day.isoformat())


@st.composite
def persons(draw: st.DrawFn, on: date, name: str, role: str) -> Json:
    """Somebody who will live in the dwelling; the applicant is an adult."""
    person: Json = {"id": name, "rol": role}
    if role == "aanvrager":
        person["geboortedatum"] = draw(adult_births(on))
    else:
        person |= draw(_sometimes("geboortedatum", births(on)))
    if draw(_count(0, 3)):
        stays = draw(residences(on))
        person["verblijf"] = [stay for stay in stays if _after_birth(stay, person.get("geboortedatum"))]
    person |= draw(maybe_incomes)
    return person | draw(maybe_lawful) | draw(maybe_traits) if role == "aanvrager" else person


other_roles = st.lists(st.sampled_from(["partner", "kind", "medebewoner"]), max_size=2)


@st.composite
def households(draw: st.DrawFn, on: date) -> list[Json]:
    """One applicant and at most two others."""
    others = draw(other_roles)
    roles = ["aanvrager", *others]
    return [draw(persons(on, f"p{number}", role)) for number, role in enumerate(roles, start=1)]


@st.composite
def designations(draw: st.DrawFn, on: date, *, running: bool = False) -> Json:
    """A designation, mostly in force on a day and mostly where the dwelling is."""
    ground = draw(_one_of(*GROUNDS))
    start = draw(days_before(on, 1400))
    end = start + timedelta(days=1461) if running or draw(_count(0, 5)) else draw(st.dates(start, on))
    area = AREA if running or draw(_count(0, 5)) else "elders"
    instrument = draw(_one_of("vog", "politiegegevens")) if ground == "artikel_10" else None
    return {"gebied": area, "grond": ground, "instrument": instrument, "van": str(start), "tot": str(end)}


restricted_categories = st.fixed_dictionaries(
    {
        "gronden": st.lists(st.sampled_from(GROUNDS), min_size=1, max_size=3, unique=True),
        "verhuurder": st.sampled_from([None, None, ["particulier"], ["corporatie", "particulier"]]),
        "soort": st.sampled_from([None, None, ["zelfstandig"]]),
        "huurprijsTot": st.sampled_from([None, None, 71_000]),
    }
)


@st.composite
def categories(draw: st.DrawFn, *, open_to_all: bool = False) -> Json:
    """A category of dwellings; one that is open to all restricts nothing."""
    if open_to_all:
        return {"gronden": list(GROUNDS), "verhuurder": None, "soort": None, "huurprijsTot": None}
    return draw(restricted_categories)


maybe_later_move_in = _sometimes("latereInwoning", st.sampled_from([True, True, False, None]))


@st.composite
def ordinances(draw: st.DrawFn, on: date, *, running: bool = False) -> Json:
    """An ordinance, mostly in force on a day."""
    start = draw(days_before(on, 2000))
    end = None if running or draw(_count(0, 5)) else draw(st.dates(start, on))
    whose = _one_of("aanvrager", "een_meerderjarige")
    return {
        "id": "voorbeeld", "van": str(start), "tot": end and str(end),
        "categorieen": [draw(categories(open_to_all=running)) for _ in range(draw(_count(1, 2)))],
        "inkomenstoets": draw(whose), "verblijfstoets": draw(whose), "voorrangskenmerken": list(TRAITS),
        "voorrangBoven": ["artikel_12"], "gedragingen": ["a", "e"], **draw(maybe_later_move_in),
    }  # fmt: skip


@st.composite
def situations(draw: st.DrawFn, on: date, *, running: bool = False) -> Json:
    """Region, designations and ordinance; `running`: at least one designation and the ordinance are in force."""
    listed = [draw(designations(on, running=running)) for _ in range(draw(_count(1, 3)))]
    return {"regio": list(REGION), "aanwijzingen": listed, "verordening": draw(ordinances(on, running=running))}


hardships = st.lists(st.sampled_from(GROUNDS[::2]), max_size=2, unique=True).flatmap(
    lambda grounds: st.tuples(
        *[
            _merged(st.just({"grond": ground, "beroep": False}), judgements(("onbillijk", "niet_onbillijk")))
            for ground in grounds
        ]
    ).map(list)
)
priorities = _merged(
    _sometimes("kandidatenMetVoorrang", st.booleans()), st.just({}) | judgements(("verlenen", "aan_ander"))
)


police_screenings = _merged(
    st.just({"instrument": "politiegegevens", "voorschriften": ["Geen muziek na tien uur."]}),
    _sometimes("woonverklaring", st.sampled_from(["verlenen", "verlenen_met_voorschriften", "weigeren"])),
    _sometimes("gehoord", st.booleans()),
    _sometimes("weging", st.sampled_from([dict.fromkeys("abcde", "gewogen"), {"a": "gewogen", "b": "niet_gewogen"}])),
)


@st.composite
def screenings(draw: st.DrawFn, names: list[str]) -> Json:
    """The outcome of a screening by either instrument."""
    if draw(_count(0, 1)):
        given = {name: draw(_one_of("overgelegd", "overgelegd", "niet_overgelegd", None)) for name in names}
        return {"instrument": "vog", "vog": {name: answer for name, answer in given.items() if answer}}
    return draw(police_screenings)


maybe_priorities = _sometimes("voorrang", priorities)
maybe_hardships = _sometimes("hardheid", hardships)
maybe_exceptions = _sometimes("uitzondering15", st.booleans())
dwellings = _merged(
    st.just({"gebied": AREA}),
    _sometimes("verhuurder", st.sampled_from(["corporatie", "particulier"])),
    _sometimes("soort", st.sampled_from(["zelfstandig", "onzelfstandig"])),
    _sometimes("huurprijs", st.sampled_from([45_000, 70_999, 71_000])),
)


@st.composite
def applications(draw: st.DrawFn, version: str, *, running: bool = False, kind: str | None = None) -> Asked:
    """An application with its situation, decided on a day of a version."""
    on = draw(decision_days(version))
    applied = draw(days_before(on, 60))
    household = draw(households(applied))
    data: Json = {
        "kenmerk": "eigenschap", "gemeente": HERE, "aanvraagdatum": str(applied), "woonruimte": draw(dwellings),
        "aanvraagsoort": kind or draw(_one_of(*["huisvesting"] * 6, "latere_inwoning")),
        "huishouden": household, "situatie": draw(situations(on, running=running)),
    }  # fmt: skip
    data |= draw(maybe_priorities) | draw(maybe_hardships)
    if draw(_count(0, 3)):
        data["onderzoek"] = draw(screenings([person["id"] for person in household]))
    return Asked(data | draw(maybe_exceptions) if version >= "2026-07-01" else data, on)
