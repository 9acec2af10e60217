"""The facts of an application by path, as questions name them: which there are, their state, who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from wbmgp_engine.facts.fields import Role
from wbmgp_engine.facts.household import Person, SourceKind, source_of

if TYPE_CHECKING:
    from wbmgp_engine.facts.application import Application
    from wbmgp_engine.facts.fields import Part

# What only the municipality can tell; a situation given with the application answers it.
SCOPE: Final = "toepassingsbereik"

_OF_EVERYBODY: Final = {"geboortedatum": "born", "inkomen": "income", "verblijf": "residence"}
_OF_APPLICANT: Final = {"rechtmatigVerblijf": "lawful_residence", "kenmerken": "traits"}
_OF_PERSON: Final = {**_OF_EVERYBODY, **_OF_APPLICANT}
_CERTIFICATES: Final = "onderzoek.vog"
_PARTS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "woonruimte": ("dwelling", {
        "gebied": "area", "adres": "address", "adresseerbaarObject": "object_id",
        "verhuurder": "landlord", "soort": "kind", "huurprijs": "rent",
    }),
    "voorrang": ("priority", {"kandidatenMetVoorrang": "candidates"}),
    "onderzoek": ("screening", {
        "instrument": "instrument", "woonverklaring": "statement", "gehoord": "hearing_offered", "weging": "weighed",
        "voorschriften": "conditions",
    }),
    "situatie": ("situation", {"regio": "region"}),
    "situatie.verordening": ("situation.ordinance", {
        "van": "start", "categorieen": "categories", "inkomenstoets": "income_test", "verblijfstoets": "residence_test",
        "voorrangskenmerken": "priority_traits", "gedragingen": "behaviours", "latereInwoning": "later_move_in",
        "hardheidsclausule": "hardship_clause",
    }),
}  # fmt: skip
_EXCEPTION: Final = "uitzondering15"


class FactState(StrEnum):
    """What an application says about a fact. Unknown and withheld are unknown to the law; none is an answer."""

    KNOWN = "bekend"
    UNKNOWN = "onbekend"
    NONE = "geen"
    WITHHELD = "niet_verstrekt"


def fact_paths(application: Application) -> Iterator[str]:
    """The path of every fact that can be asked about an application."""
    for person in application.household:
        for field in _OF_PERSON if person.role is Role.APPLICANT else _OF_EVERYBODY:
            yield f"huishouden.{person.id}.{field}"
    for part, (_, fields) in _PARTS.items():
        yield from (f"{part}.{field}" for field in fields)
    yield from (f"{_CERTIFICATES}.{person.id}" for person in application.household)
    yield from (_EXCEPTION, SCOPE)


def state_of_fact(application: Application, path: str) -> FactState:
    """The state of a fact; KeyError when the path is no fact of this application."""
    supplied, value = _found(application, path)
    if supplied:
        return FactState.NONE if value is None else FactState.KNOWN
    return FactState.WITHHELD if path in application.not_supplied else FactState.UNKNOWN


def source_of_fact(application: Application, path: str) -> SourceKind:
    """Who says so; KeyError when the path is no fact of this application.

    A list of stays or incomes is as strong as its weakest item.
    """
    supplied, value = _found(application, path)
    if not supplied or not path.startswith("huishouden."):
        return "opgave"
    _, name, field = path.split(".")
    if field in ("inkomen", "verblijf"):
        return source_of(value)
    return source_of([_person(application, name)]) if field != "kenmerken" else "opgave"


def _found(application: Application, path: str) -> tuple[bool, Any]:
    """Whether the fact was supplied, and its value."""
    parent, _, last = path.rpartition(".")
    if parent == _CERTIFICATES:
        _person(application, last)
        certificates = (application.screening.certificates if application.screening else None) or {}
        return last in certificates, certificates.get(last)
    if parent.startswith("huishouden."):
        return _in(_person(application, parent.removeprefix("huishouden.")), _OF_PERSON[last])
    if parent in _PARTS:
        place, fields = _PARTS[parent]
        return _in(_part(application, place), fields[last])
    if path == SCOPE:
        return application.situation is not None, True
    return _in(application, {_EXCEPTION: "exception15"}[path])


def _in(part: Part | None, name: str) -> tuple[bool, Any]:
    return (False, None) if part is None else (name in part.model_fields_set, getattr(part, name))


def _part(application: Application, place: str) -> Part | None:
    found: Any = application
    for name in place.split("."):
        found = None if found is None else getattr(found, name)
    part: Part | None = found
    return part


def _person(application: Application, name: str) -> Person:
    for person in application.household:
        if person.id == name:
            return person
    raise KeyError(name)


def changed_json(data: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of an application with the values at these paths replaced; persons are named by their id."""
    for path, value in changes.items():
        *parents, last = path.split(".")
        target: Any = data
        for name in parents:
            target = _member(target, name) if isinstance(target, list) else target.setdefault(name, {})
        target[last] = value
    withheld = [path for path in data.get("nietVerstrekt", ()) if path not in changes]
    return {**data, "nietVerstrekt": withheld} if "nietVerstrekt" in data else data


def _member(persons: list[dict[str, Any]], name: str) -> dict[str, Any]:
    for person in persons:
        if person["id"] == name:
            return person
    raise KeyError(name)
