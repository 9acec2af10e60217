"""Which part of an application and of its answer belongs to which category: each has its own salt, key and retention.

What no rule here names goes to `spoor`, the category of what the engine read across all others: closed by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.canonical import encode

CATEGORIES: Final = ("beoordeling", "inkomen", "motivering", "onderzoek", "persoon", "spoor")
SALT_SIZE: Final = 32

_PEOPLE: Final = "huishouden"
_ASKED: Final[Mapping[str, str]] = {
    "gemeente": "beoordeling", "aanvraagsoort": "beoordeling", "aanvraagdatum": "beoordeling",
    "situatie": "beoordeling", "uitzondering15": "beoordeling", "nietVerstrekt": "beoordeling",
    "onderzoek": "onderzoek", "hardheid": "motivering", "voorrang": "motivering", "evenredigheid": "motivering",
}  # fmt: skip
_REQUESTED: Final[Mapping[str, str]] = {
    "onderbouwing": "motivering",
    "evaluatie": "motivering",
    "besluit": "motivering",
}
_ANSWERED: Final[Mapping[str, str]] = {
    "advies": "beoordeling", "openstaand": "beoordeling", "vragen": "beoordeling", "vroegsteDatum": "beoordeling",
    "recht": "beoordeling", "motor": "beoordeling", "volledig": "beoordeling", "onderdelen": "beoordeling",
    "criteria": "beoordeling", "beslistermijn": "beoordeling", "voorschriften": "onderzoek",
    "opmerkingen": "motivering", "evenredigheid": "motivering",
}  # fmt: skip
_OF_GROUND: Final[Mapping[str, str]] = {
    "grond": "beoordeling", "oordeel": "beoordeling", "bron": "beoordeling", "reden": "motivering",
}  # fmt: skip


def commitment(category: str, salt: bytes, data: bytes) -> bytes:
    """What a leaf holds in place of data: nobody without the salt can tell even a guess from the truth."""
    if len(salt) != SALT_SIZE:
        raise BadInput.one(f"salt of {category}", f"has {len(salt)} bytes", f"draw {SALT_SIZE} random bytes")
    return sha256(b"wbmgp/commit/v1\0" + category.encode() + b"\0" + salt + data).digest()


def of_application(
    application: Mapping[str, Any], answer: Mapping[str, Any], explanation: Mapping[str, str]
) -> dict[str, bytes]:
    """The canonical bytes of every category, for an Aanvraag with its Toetsing and the words in `nl` and `en`.

    Every category is there, also an empty one: that nobody was screened must not show in the log.
    """
    return _bytes(parts_of_application(application, answer, explanation))


def parts_of_application(
    application: Mapping[str, Any], answer: Mapping[str, Any], explanation: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """The same before it is written as bytes."""
    facts = {path: (category_of(path), value) for path, value in taken_apart(application).items()}
    return _parts("aanvraag", facts, answer, explanation)


def of_request(
    request: Mapping[str, Any], answer: Mapping[str, Any], explanation: Mapping[str, str]
) -> dict[str, bytes]:
    """The same for an Aanwijzingsverzoek: what a council wrote is reasons, the rest is the case."""
    facts = {key: (_REQUESTED.get(key, "beoordeling"), value) for key, value in request.items()}
    return _bytes(_parts("verzoek", facts, answer, explanation))


def put_together(parts: Iterable[Any]) -> dict[str, Any]:
    """The application or request of facts by path, from all categories; BadInput when they do not make one."""
    facts: dict[str, Any] = {}
    for part in parts:
        if not isinstance(part, dict):
            raise BadInput.one("payload", "holds facts that are no object", "use the parts as they were recorded")
        if facts.keys() & part.keys():
            raise BadInput.one(min(facts.keys() & part.keys()), "stands in two categories", "keep one")
        facts.update(part)
    people = _people(facts.pop(_PEOPLE, []))
    for path in [path for path in facts if path.startswith(f"{_PEOPLE}.")]:
        # An id may hold a dot; a key never does.
        name, _, key = path.removeprefix(f"{_PEOPLE}.").rpartition(".")
        if name not in people or key == "id":
            raise BadInput.one(path, "is a fact of nobody", f"name the person in {_PEOPLE}")
        people[name][key] = facts.pop(path)
    return facts | ({_PEOPLE: list(people.values())} if people else {})


def answer_of(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The Toetsing put together again from what every category holds of it, up to the order of keys."""
    answer: dict[str, Any] = {}
    grounds: list[dict[str, Any]] = []
    for part in parts:
        said = dict(part.get("toetsing", {}))
        pieces = said.pop("gronden", [])
        grounds = grounds or [{} for _ in pieces]
        for ground, piece in zip(grounds, pieces, strict=False):
            ground |= piece
        answer |= said
    return answer | {"gronden": grounds}


def _people(ids: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(ids, list) or not all(isinstance(name, str) for name in ids) or len(set(ids)) != len(ids):
        raise BadInput.one(_PEOPLE, "is no list of different ids", "name each person once")
    return {name: {"id": name} for name in ids}


def taken_apart(application: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an Aanvraag by path: a person's keys one by one, the rest by its own key.

    `huishouden` itself holds the ids in their order, so that `put_together` gives the whole as it was. BadInput when an
    id stands there twice.
    """
    facts = {key: value for key, value in application.items() if key != _PEOPLE}
    people = application[_PEOPLE]
    facts[_PEOPLE] = [person["id"] for person in people]
    _people(facts[_PEOPLE])
    for person in people:
        facts |= {f"{_PEOPLE}.{person['id']}.{key}": value for key, value in person.items() if key != "id"}
    return facts


def category_of(path: str) -> str:
    """The category of one fact of an Aanvraag.

    >>> [category_of(path) for path in ("huishouden.p1.inkomen", "huishouden.p1.verblijf", "onderzoek", "gemeente")]
    ['inkomen', 'persoon', 'onderzoek', 'beoordeling']
    """
    if path.startswith(f"{_PEOPLE}."):
        return "inkomen" if path.endswith(".inkomen") else "persoon"
    return _ASKED.get(path, "persoon")


def _bytes(parts: Mapping[str, dict[str, Any]]) -> dict[str, bytes]:
    return {category: encode(part) for category, part in parts.items()}


def _parts(
    kind: str, facts: Mapping[str, tuple[str, Any]], answer: Mapping[str, Any], explanation: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {category: {} for category in CATEGORIES}
    for path, (category, value) in facts.items():
        found[category].setdefault(kind, {})[path] = value
    for key, value in answer.items():
        if key != "gronden":
            found[_ANSWERED.get(key, "spoor")].setdefault("toetsing", {})[key] = value
    for ground in answer.get("gronden", ()):
        for category, part in _ground(ground).items():
            found[category].setdefault("toetsing", {}).setdefault("gronden", []).append(part)
    found["spoor"]["uitleg"] = dict(explanation)
    return found


def _ground(ground: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """A ground in parts; each keeps its place in the list, so that the parts stay together."""
    parts: dict[str, dict[str, Any]] = {"beoordeling": {}, "motivering": {}, "spoor": {}}
    for key, value in ground.items():
        parts[_OF_GROUND.get(key, "spoor")][key] = value
    return parts
