"""Which kind of document somebody sent: a request for designation given as an application is told so in one line."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from wbmgp_engine.errors import Finding


class _Kind(NamedTuple):
    """A document by the keys that it shares with no other, and the command that reads it."""

    name: str
    command: str
    keys: frozenset[str]


_KINDS: Final = {
    "aanvraag": _Kind("an application", "wbmgp assess", frozenset({"aanvraagdatum", "woonruimte", "huishouden"})),
    "aanwijzingsverzoek": _Kind(
        "a request for designation", "wbmgp designate", frozenset({"onderdelen", "onderbouwing", "eerdereAanwijzingen"})
    ),
    "evaluatie": _Kind("an evaluation", "wbmgp designations evaluation", frozenset({"uitkomsten", "besluiten"})),
}


def of_another_kind(given: Any, root: str) -> Finding | None:
    """What to say of a document that holds nothing of the kind that is read (`root`) and something of another."""
    own = _KINDS.get(root)
    if own is None or not isinstance(given, dict) or own.keys & given.keys():
        return None
    other = next((kind for kind in _KINDS.values() if kind.keys & given.keys()), None)
    if other is None:
        return None
    kinds = {"given": next(name for name, kind in _KINDS.items() if kind is other), "wanted": root}
    problem = f"this is {other.name}, not {own.name}"
    return Finding(root, problem, f"give it to {other.command}", "", "another_kind", kinds)
