"""An application as facts that are superseded one by one, and put together again as it was known at a moment.

Each fact belongs to one category with its own key and retention: who people are, their income, the outcome of the
screening, what officials wrote, and the case itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Facts = dict[str, Any]

# By the last word of the path inside a person, else by its first word; what is not named here says who somebody is.
_OF_PERSON: Mapping[str, str] = {"inkomen": "inkomen"}
_OF_CASE: Mapping[str, str] = {
    "gemeente": "zaak", "aanvraagsoort": "zaak", "aanvraagdatum": "zaak", "situatie": "zaak", "uitzondering15": "zaak",
    "onderzoek": "onderzoek", "hardheid": "motivering", "voorrang": "motivering", "evenredigheid": "motivering",
}  # fmt: skip
_HOUSEHOLD = "huishouden"


def category_of(path: str) -> str:
    """The category of a fact.

    >>> [category_of(path) for path in ("huishouden.p1.inkomen", "huishouden.p1.verblijf", "onderzoek", "gemeente")]
    ['inkomen', 'persoon', 'onderzoek', 'zaak']
    """
    first, _, rest = path.partition(".")
    if first == _HOUSEHOLD:
        return _OF_PERSON.get(rest.rpartition(".")[2], "persoon")
    return _OF_CASE.get(first, "persoon")


def taken_apart(document: Mapping[str, Any]) -> Facts:
    """The facts of an Aanvraag by path: a person's keys one by one, the rest by its own key.

    `huishouden` itself holds the ids in their order, so that the whole can be put together as it was.
    """
    facts: Facts = {key: value for key, value in document.items() if key != _HOUSEHOLD}
    people = document.get(_HOUSEHOLD, [])
    facts[_HOUSEHOLD] = [person["id"] for person in people]
    for person in people:
        for key, value in person.items():
            if key != "id":
                facts[f"{_HOUSEHOLD}.{person['id']}.{key}"] = value
    return facts


def put_together(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The Aanvraag of facts; the reverse of `taken_apart`, up to the order of keys."""
    document = {path: value for path, value in facts.items() if not path.startswith(_HOUSEHOLD)}
    people = {name: {"id": name} for name in facts.get(_HOUSEHOLD, [])}
    for path, value in facts.items():
        if path.startswith(f"{_HOUSEHOLD}."):
            # An id may hold a dot; a key never does.
            name, _, key = path.removeprefix(f"{_HOUSEHOLD}.").rpartition(".")
            if name in people:
                people[name][key] = value
    document[_HOUSEHOLD] = list(people.values())
    return document


def superseded(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Facts, set[str]]:
    """What changes from one set of facts to the next: the new values by path, and every path whose old value ends.

    >>> superseded({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5, "d": 4})[0]
    {'b': 5, 'd': 4}
    """
    fresh = {path: value for path, value in after.items() if path not in before or not _same(before[path], value)}
    ended = {path for path in before if path in fresh or path not in after}
    return fresh, ended


def _same(one: Any, other: Any) -> bool:
    # 1 == True in Python; as facts they differ.
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)
