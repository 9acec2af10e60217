"""Neighbourhoods of the CBS as they are published: a FeatureCollection, read feature by feature, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from wbmgp_api.areas.content import Content
from wbmgp_api.areas.shapes import crs_of, surface
from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import BadInput, Finding

_CODES: Final = ("buurtcode", "statcode", "BU_CODE")
_NAMES: Final = ("buurtnaam", "statnaam", "BU_NAAM")
_DISTRICTS: Final = ("wijkcode", "WK_CODE")
_MUNICIPALITIES: Final = ("gemeentecode", "GM_CODE")
_CODE: Final = re.compile(r"BU((\d{4})\d\d)\d\d", re.ASCII)
MOST_FEATURES: Final = 1_000


def neighbourhoods(document: Any, tenant: str, year: int, since: date, crs: str | None) -> list[tuple[str, Content]]:
    """The areas in a file, under ids such as `bu05990110-2024`. Raises BadInput with what is wrong in each feature."""
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection" or not features:
        raise bad_input("no_neighbourhoods", "input")
    if len(features) > MOST_FEATURES:
        raise bad_input("too_many_features", "features", most=MOST_FEATURES)
    named = _stated(document) or crs
    found: list[tuple[str, Content]] = []
    wrong: list[Finding] = []
    for number, feature in enumerate(features):
        try:
            found.append(_area(feature, f"features.{number}", tenant, year, since, crs_of(named)))
        except BadInput as problem:
            wrong += problem.findings
    wrong += _twice([area for area, _ in found])
    if wrong:
        raise BadInput(wrong)
    return found


def _stated(document: Mapping[str, Any]) -> str | None:
    """The system of coordinates that an older file names itself."""
    said = document.get("crs")
    properties = said.get("properties") if isinstance(said, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else None


def _area(feature: Any, place: str, tenant: str, year: int, since: date, crs: str) -> tuple[str, Content]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise bad_input("no_feature", place)
    code, name = _text(properties, _CODES), _text(properties, _NAMES)
    shaped = _CODE.fullmatch(code)
    if shaped is None:
        raise bad_input("no_code", f"{place}.properties", known=", ".join(_CODES))
    if shaped[2] != tenant[2:]:
        raise bad_input("other_municipality", f"{place}.properties")
    _within(properties, shaped, f"{place}.properties")
    if not name:
        raise bad_input("no_name", f"{place}.properties", known=", ".join(_NAMES))
    told = {
        "naam": name, "van": since.isoformat(), "buurten": [{"code": code, "jaar": year}],
        "geometrie": surface(feature.get("geometry"), f"{place}.geometry", crs),
    }  # fmt: skip
    return f"{code.lower()}-{year}", Content.model_validate(told)


def _within(properties: Mapping[str, Any], code: re.Match[str], place: str) -> None:
    """A code of a neighbourhood begins with that of its district, and that with its municipality: CBS, from 1995 on."""
    for names, kind, known in ((_DISTRICTS, "WK", code[1]), (_MUNICIPALITIES, "GM", code[2])):
        said = _text(properties, names)
        if said and said != kind + known:
            raise bad_input("code_differs", place, name=names[0])


def _text(properties: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((value for name in names if isinstance(value := properties.get(name), str)), "")


def _twice(ids: list[str]) -> Iterator[Finding]:
    for index, area in enumerate(ids):
        if area in ids[:index]:
            yield fault("neighbourhood_twice", "features")
