"""Where an address lies, in words: in which area, by what that was seen, and what that does to the name in the application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wbmgp_engine.facts.placing import PlacedArea, PlacedOrdinance, PlacedStatement
from wbmgp_engine.facts.wording import Language, day_in_words, one_line

Words = Mapping[str, str]
_LYING: Final[Mapping[str, Words]] = {
    "binnen": {
        "nl": "Het adres ligt in {area} (versie {version} van het gebied). Dat is gezien aan {way}.",
        "en": "The address lies in {area} (version {version} of the area). That was seen by {way}.",
    },
    "buiten": {
        "nl": "Het adres ligt niet in {area} (versie {version} van het gebied).",
        "en": "The address does not lie in {area} (version {version} of the area).",
    },
    "onbekend": {
        "nl": "Aan het adres is niet te zien of het in {area} ligt (versie {version} van het gebied).",
        "en": "The address does not show whether it lies in {area} (version {version} of the area).",
    },
}
_EDGE: Final[Words] = {
    "nl": " Het punt ligt precies op de grens. Dat telt als erin.",
    "en": " The point lies exactly on the border. That counts as inside.",
}
_COMPLETE: Final[Words] = {
    "nl": "De gemeente verklaart dat alle {what} van {start} tot {end} bekend zijn (verklaring {id}, versie {version}).",
    "en": "The municipality states that all {what} from {start} until {end} are known (statement {id}, version {version}).",
}
_ORDINANCE: Final[Words] = {
    "nl": "De verordening is {title}{found}, zoals de gemeente die heeft vastgelegd (verordening {id}, versie {version}).",
    "en": "The ordinance is {title}{found}, as the municipality recorded it (ordinance {id}, version {version}).",
}
_REGION: Final[Words] = {
    "nl": " Volgens die verordening vormen deze gemeenten de regio: {codes}.",
    "en": " By that ordinance these municipalities form the region: {codes}.",
}
_KINDS: Final[Mapping[str, Words]] = {
    "aanwijzingen": {"nl": "aanwijzingen", "en": "designations"},
    "verordeningen": {"nl": "verordeningen", "en": "ordinances"},
}
_AND: Final[Mapping[Language, str]] = {"nl": " en ", "en": " and "}
_WAYS: Final[Mapping[str | None, Words]] = {
    "object": {"nl": "het adresseerbaar object", "en": "the addressable object"},
    "pand": {"nl": "het pand", "en": "the building"},
    "openbareRuimte": {"nl": "de straat", "en": "the street"},
    "postcode": {"nl": "de postcode", "en": "the postcode"},
    "vlak": {"nl": "de plek op de kaart", "en": "the place on the map"},
    "buurt": {"nl": "de buurt", "en": "the neighbourhood"},
    None: {"nl": "de opgave", "en": "what was told"},
}


def lying(area: PlacedArea) -> dict[str, str]:
    """Whether an address lies in an area, and by what that was seen."""
    found = {}
    for language, text in _LYING[area.where].items():
        said = text.format(area=one_line(area.id), version=area.version, way=_WAYS[area.way][language])
        found[language] = said + (_EDGE[language] if area.edge else "")
    return found


def difference(name: str, inside: bool | None, said: str) -> dict[str, str]:
    """The address decides; that it differs from the area the applicant names is worth saying."""
    dutch, english = ("ligt wel in", "lies in") if inside else ("ligt niet in", "does not lie in")
    return {
        "nl": f"Het adres {dutch} {name}, maar de aanvraag noemt {said}. Het adres telt.",
        "en": f"The address {english} {name}, but the application names {said}. The address counts.",
    }


def ordained(ordinance: PlacedOrdinance) -> dict[str, str]:
    """Which ordinance was read, where it was published, and the region that it names."""
    found = f" ({one_line(ordinance.source)})" if ordinance.source else ""
    said = {"title": one_line(ordinance.title), "found": found, "id": one_line(ordinance.id)}
    codes = ", ".join(ordinance.region)
    return {
        language: text.format(version=ordinance.version, **said)
        + (_REGION[language].format(codes=codes) if codes else "")
        for language, text in _ORDINANCE.items()
    }


def complete(stated: PlacedStatement) -> dict[str, str]:
    """That there is nothing else rests on the word of the municipality: the reader can look it up."""
    found: dict[str, str] = {}
    for language, joined in _AND.items():
        found[language] = _COMPLETE[language].format(
            what=joined.join(_KINDS[kind][language] for kind in stated.covers),
            start=day_in_words(stated.start, language), end=day_in_words(stated.end, language),
            id=one_line(stated.id), version=stated.version,
        )  # fmt: skip
    return found
