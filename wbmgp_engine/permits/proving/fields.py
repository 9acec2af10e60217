"""The fields of an application as a proof sees them: names, kinds, and the values each can have.

The names are those of the columns of a population (`population`); what a situation adds is named after the contract.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, get_args

from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.dwelling import DwellingKind, Landlord
from wbmgp_engine.facts.fields import IncomeKind, Role
from wbmgp_engine.facts.situation import GroundId, HouseholdTest
from wbmgp_engine.logic.symbolic.terms import Kind

HERE, ELSEWHERE = "hier", "elders"
TRAITS: Final = ("kenmerk_a", "kenmerk_b")
GROUNDS: Final[tuple[str, ...]] = get_args(GroundId)
LANDLORDS: Final[tuple[str, ...]] = get_args(Landlord)
KINDS: Final[tuple[str, ...]] = get_args(DwellingKind)
_TESTS: Final = get_args(HouseholdTest)
_OTHERS: Final = tuple(role.value for role in Role if role is not Role.APPLICANT)
_INSTRUMENTS: Final = ("vog", "politiegegevens")


class Field(NamedTuple):
    """One input: its kind, the texts it can be, and whether it is always there."""

    kind: Kind
    texts: tuple[str, ...] = ()
    always: bool = False


class Bounds(NamedTuple):
    """How large the applications are that a proof looks at. `designations`: the ground of each."""

    persons: int = 3
    incomes: int = 2
    designations: tuple[str, ...] = GROUNDS
    categories: int = 2
    hardships: int = 2
    traits: int = 2


# What the law leaves to a later answer for which an application has no field: `binding` binds it as unknown.
OPEN: Final = ("verblijf_toereikend", "gedragingen_alsnog_genoemd", "oude_aanwijzing_geeft_voorrang")
_DAY, _TRUTH = Field("date"), Field("boolean")
_SAID: Final = Field("boolean", always=True)
_JUDGEMENT: Final = {"gemotiveerd": _SAID, "ondertekend": _SAID}


def application_fields(bounds: Bounds) -> Mapping[str, Field]:
    """What the application itself tells."""
    kinds = get_args(Application.model_fields["kind"].annotation)
    return {
        "aanvraagsoort": Field("string", kinds, always=True), "aanvraagdatum": Field("date", always=True),
        "woonruimte.verhuurder": Field("string", LANDLORDS), "woonruimte.soort": Field("string", KINDS),
        "woonruimte.huurprijs": Field("number"), "uitzondering15": _TRUTH,
        "huishouden.0.rechtmatigVerblijf": _TRUTH, "huishouden.0.kenmerken.geen": _SAID,
        **{f"huishouden.0.kenmerken.{place}": Field("string", TRAITS) for place in range(bounds.traits)},
        **{name: field for place in range(bounds.persons) for name, field in _person(place, bounds)},
        **{name: field for place in range(bounds.hardships) for name, field in _hardship(place)},
        "voorrang.kandidatenMetVoorrang": _TRUTH, "voorrang.oordeel": Field("string", ("verlenen", "aan_ander")),
        **{f"voorrang.{name}": field for name, field in _JUDGEMENT.items()},
        "onderzoek.woonverklaring": Field("string", ("verlenen", "verlenen_met_voorschriften", "weigeren")),
        "onderzoek.gehoord": _SAID, "onderzoek.voorschriften": _SAID,
        **{f"onderzoek.weging.{letter}": _SAID for letter in "abcde"},
        **{f"open.{name}": _TRUTH for name in OPEN},
    }  # fmt: skip


def _person(place: int, bounds: Bounds) -> Iterator[tuple[str, Field]]:
    name = f"huishouden.{place}"
    yield f"{name}.rol", Field("string", _OTHERS if place else ("aanvrager",), always=not place)
    for date in ("geboortedatum", "ingezeteneVanaf"):
        yield from ((f"{name}.{date}{edge}", _DAY) for edge in ("", "Vroegst", "Laatst"))
    yield from ((f"{name}.{said}", _SAID) for said in ("geenIngezetene", "misschienGeenIngezetene", "inkomen.geen"))
    yield f"{name}.vog", Field("string", ("overgelegd", "niet_overgelegd"))
    for income in range(bounds.incomes):
        yield f"{name}.inkomen.{income}.soort", Field("string", tuple(IncomeKind))
        yield f"{name}.inkomen.{income}.oordeel", Field("string", ("telt_mee", "telt_niet"))
        yield from ((f"{name}.inkomen.{income}.{part}", field) for part, field in _JUDGEMENT.items())


def _hardship(place: int) -> Iterator[tuple[str, Field]]:
    name = f"hardheid.{place}"
    yield f"{name}.gegeven", _SAID
    yield f"{name}.grond", Field("string", ("artikel_8", "artikel_10"))
    yield f"{name}.oordeel", Field("string", ("onbillijk", "niet_onbillijk"))
    yield f"{name}.beroep", _TRUTH
    yield f"{name}.omstandigheden", _SAID
    yield from ((f"{name}.{part}", field) for part, field in _JUDGEMENT.items())


def situation_fields(bounds: Bounds) -> Mapping[str, Field]:
    """What the situation tells: designations beside the dwelling, and the ordinance."""
    designations = [item for place in range(len(bounds.designations)) for item in _designation(place)]
    return {"woonruimte.gebied": Field("string", (HERE, ELSEWHERE)), **dict(designations), **dict(_ordinance(bounds))}


def _designation(place: int) -> Iterator[tuple[str, Field]]:
    name = f"situatie.aanwijzingen.{place}"
    yield f"{name}.gegeven", _SAID
    yield f"{name}.gebied", Field("string", (HERE, ELSEWHERE), always=True)
    yield f"{name}.instrument", Field("string", _INSTRUMENTS)
    yield f"{name}.zonderEinde", _SAID
    yield from ((f"{name}.{edge}", _DAY) for edge in ("van", "tot"))


def _ordinance(bounds: Bounds) -> Iterator[tuple[str, Field]]:
    name = "situatie.verordening"
    yield from ((f"{name}.{edge}", _DAY) for edge in ("van", "tot"))
    yield from ((f"{name}.{test}", Field("string", _TESTS)) for test in ("inkomenstoets", "verblijfstoets"))
    yield from ((f"{name}.{choice}", _TRUTH) for choice in ("latereInwoning", "hardheidsclausule"))
    lists = ("categorieen", "voorrangskenmerken", "gedragingen")
    said = ["gegeven", "latereInwoning.geen", "gedragingen.a", *(f"{item}.gegeven" for item in lists)]
    said += [f"voorrangskenmerken.{trait}" for trait in TRAITS]
    for place in range(bounds.categories):
        said += [f"categorieen.{place}.{part}" for part in _category()]
        yield f"{name}.categorieen.{place}.huurprijsTot", Field("number")
    yield from ((f"{name}.{part}", _SAID) for part in said)


def _category() -> Iterator[str]:
    yield "gegeven"
    yield from (f"gronden.{ground}" for ground in GROUNDS)
    for part, options in (("verhuurder", LANDLORDS), ("soort", KINDS)):
        yield f"{part}.beperkt"
        yield from (f"{part}.{option}" for option in options)
