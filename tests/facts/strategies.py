"""Random facts: days, partial dates, histories of residence, whole applications as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from wbmgp_engine.facts.fields import CircumstanceKind, IncomeKind
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.facts.residence import ABROAD, PLACE_UNKNOWN, Stay

REGION = ("GM0599", "GM0606")
ELSEWHERE = ("GM0363", ABROAD)
FIRST, LAST = date(2000, 1, 1), date(2003, 12, 31)

days = st.dates(date(1800, 1, 1), date(2199, 12, 31))
window_days = st.dates(FIRST, LAST)
places = st.sampled_from([*REGION, *REGION, *ELSEWHERE, PLACE_UNKNOWN])


def partial(day: date, precision: int) -> PartialDate:
    """The day as a register may give it: `precision` 10 whole, 7 without its day, 4 only its year."""
    return PartialDate.parse(day.isoformat()[:precision])


precisions = st.sampled_from([10, 10, 10, 7, 4])
partial_dates = st.builds(partial, window_days, precisions)


@st.composite
def stays(draw: st.DrawFn, place: st.SearchStrategy[str] = places, edges: st.SearchStrategy[int] = precisions) -> Stay:
    """One interval in the window, forwards; its edges may be partial, absent, or last until now."""
    start, end = sorted((draw(window_days), draw(window_days)))
    kind = draw(st.sampled_from(["closed", "closed", "closed", "open", "no start", "no end"]))
    return Stay(
        draw(place),
        None if kind == "no start" else partial(start, draw(edges)),
        partial(end, draw(edges)) if kind in ("closed", "no start") else None,
        kind == "open",
        draw(st.sampled_from(["brp", "bewijsstuk", "opgave"])),
    )


exact_stays = st.lists(stays(st.sampled_from([*REGION, *ELSEWHERE]), st.just(10)), max_size=5)
histories = st.lists(stays(), max_size=5)

_texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda text: text.strip() != ""
)
_ids = st.from_regex(r"[a-z_][a-z0-9_\-]{0,5}", fullmatch=True)
_past = st.dates(date(1900, 1, 1), date(2006, 12, 31)).map(date.isoformat)


def _partial_text(first: date, last: date) -> st.SearchStrategy[str]:
    texts = st.dates(first, last).map(date.isoformat)
    return st.builds(lambda text, length: text[:length], texts, precisions)


# Nobody lives anywhere before birth.
_births = _partial_text(date(1900, 1, 1), date(1979, 12, 31))
_beginnings = _partial_text(date(1979, 12, 31), date(2006, 12, 31))
_sources = st.sampled_from([{"soort": "brp"}, {"soort": "bewijsstuk"}, {"soort": "opgave"}])


def _some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


_judgement = {"motivering": st.none() | _texts, "beslisser": st.none() | _texts}
_incomes = _some(
    {"soort": st.sampled_from([kind.value for kind in IncomeKind])},
    {"oordeel": st.sampled_from(["telt_mee", "telt_niet", None]), "bron": _sources, **_judgement},
)
_stay_items = _some(
    {"gemeente": st.sampled_from([*REGION, *ELSEWHERE, PLACE_UNKNOWN])},
    {"vanaf": _beginnings, "tot": st.none() | st.sampled_from(["2007", "2007-02-03"]), "bron": _sources},
)
_dwellings = _some(
    {"gebied": st.sampled_from(["tarwewijk", "oud-charlois", "'t-zand"])},
    {
        "adres": st.none() | _some({"postcode": st.just("3082AA"), "huisnummer": st.integers(1, 99_999)}, {"toevoeging": st.none()}),
        "verhuurder": st.sampled_from(["corporatie", "particulier"]),
        "soort": st.sampled_from(["zelfstandig", "onzelfstandig"]),
        "huurprijs": st.integers(0, 10**9),
    },
)  # fmt: skip
_persons = {
    "geboortedatum": _births,
    "verblijf": st.lists(_stay_items, max_size=3),
    "inkomen": st.lists(_incomes, max_size=3),
}
_hardship = _some(
    {"grond": st.sampled_from(["artikel_8", "artikel_10"])},
    {
        "beroep": st.booleans() | st.none(), "oordeel": st.none() | st.just("onbillijk"), **_judgement,
        "omstandigheden": st.lists(_some({"soort": st.sampled_from([kind.value for kind in CircumstanceKind])}, {"bewijs": _texts}), max_size=2),
    },
)  # fmt: skip
_situations = _some(
    {},
    {
        "regio": st.lists(st.sampled_from(["GM0599", "GM0606"]), max_size=3),
        "aanwijzingen": st.lists(
            _some(
                {"gebied": st.just("tarwewijk"), "grond": st.sampled_from(["artikel_8", "artikel_9", "artikel_10"])},
                {"van": st.just("2006-07-01"), "tot": st.sampled_from([None, "2006-07-01", "2100-01-01"]), "instrument": st.none() | st.just("vog")},
            ),
            max_size=3,
        ),
        "verordening": st.none()
        | _some(
            {},
            {
                "van": _past, "tot": st.none(), "inkomenstoets": st.sampled_from(["aanvrager", "een_meerderjarige"]),
                "voorrangskenmerken": st.lists(_ids, max_size=2), "latereInwoning": st.booleans(), "vindplaats": _texts,
                "categorieen": st.lists(_some({"gronden": st.just(["artikel_8"])}, {"huurprijsTot": st.none() | st.integers(0, 10**6)}), max_size=2),
            },
        ),
    },
)  # fmt: skip


@st.composite
def applications(draw: st.DrawFn) -> dict[str, Any]:
    """A good application as JSON: any optional key may be absent, and null where null is allowed."""
    first, *others = draw(st.lists(_ids, min_size=1, max_size=3, unique=True))
    applicant = _some(
        {"id": st.just(first), "rol": st.just("aanvrager")},
        {**_persons, "rechtmatigVerblijf": st.booleans(), "kenmerken": st.lists(_ids, max_size=2)},
    )
    roles = st.sampled_from(["partner", "kind", "medebewoner"])
    household = [draw(applicant)] + [draw(_some({"id": st.just(name), "rol": roles}, _persons)) for name in others]
    optional = {
        "aanvraagsoort": st.sampled_from(["huisvesting", "latere_inwoning"]),
        "voorrang": st.none() | _some({}, {"kandidatenMetVoorrang": st.booleans(), "oordeel": st.none() | st.just("aan_ander"), **_judgement}),
        "onderzoek": st.none() | _some({}, {"instrument": st.none() | st.just("vog"), "vog": st.just({first: "overgelegd"}), "weging": _some({}, {"a": st.just("gewogen")})}),
        "hardheid": st.none() | _hardship | st.lists(_hardship, max_size=2),
        "uitzondering15": st.booleans(),
        "evenredigheid": st.none() | _some({}, {"doel": _some({}, {"tekst": _texts, "bron": _texts}), "auteur": _texts}),
        "situatie": st.none() | _situations,
    }  # fmt: skip
    required = {
        "kenmerk": _texts, "gemeente": st.just("GM0599"), "aanvraagdatum": st.just("2007-03-08"),
        "woonruimte": _dwellings, "huishouden": st.just(household),
    }  # fmt: skip
    return draw(_some(required, optional))
