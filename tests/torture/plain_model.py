"""A case as anybody would keep it in a notebook: what was told, from which telling each fact comes, what was erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.recording import Assessed, Recorded
from wbmgp_engine.trail.categories import category_of, taken_apart


@dataclass
class Telling:
    """What was told at one moment, and from which telling each fact of it comes."""

    made: Recorded
    key: str
    what: Assessed
    case: str | None
    origins: dict[str, str]

    @property
    def facts(self) -> dict[str, Any]:
        return taken_apart(self.what.application)


@dataclass
class Case:
    """A case as the model knows it."""

    tenant: str
    tellings: list[Telling] = field(default_factory=list)
    erased: set[tuple[str, str]] = field(default_factory=set)

    def gone(self, path: str, record: str) -> bool:
        """Whether a fact that a record told can be read no more: its part went, or the key that hides its path."""
        hidden = path.startswith("huishouden.") and (record, "persoon") in self.erased
        return hidden or (record, category_of(path)) in self.erased

    def tell(self, made: Recorded, key: str, what: Assessed, case: str | None) -> None:
        """A telling more: what is the same keeps where it was told first, unless that went."""
        before = self.tellings[-1] if self.tellings else None
        origins = {}
        for path, value in taken_apart(what.application).items():
            same = before is not None and path in before.facts and repr(before.facts[path]) == repr(value)
            first = before.origins[path] if before is not None and same else made.record
            origins[path] = made.record if self.gone(path, first) else first
        self.tellings.append(Telling(made, key, what, case, origins))

    def known_on(self, moment: str) -> Any:
        """The application as it was known, or the error that says why not."""
        until = [telling for telling in self.tellings if telling.made.moment <= moment]
        if not until:
            return NotThere
        if any(self.gone(path, record) for path, record in until[-1].origins.items()):
            return Erased
        return until[-1].what.application
