"""What every document of account is made of: the rule book, the settings, what the municipality told, and a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wbmgp_api.accountability.municipality import Account
from wbmgp_api.settings import Settings
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.permits.general import Asked, Guard, facts, guards
from wbmgp_engine.permits.question import Question, ask
from wbmgp_engine.permits.texts import GATE, SUPPLIER


@dataclass(frozen=True)
class Use:
    """The use of the engine by one municipality, as it is on a day. Raises LawLookupError where the law of it is asked.

    `register`: where the activities of the processing log stand, if not in this rule book, which may be older.
    """

    lawbook: Lawbook
    settings: Settings
    tenant: str
    account: Account
    on: date
    register: Lawbook | None = None

    @cached_property
    def question(self) -> Question:
        """What an application asks of the law on the day, in a place that is not chosen yet."""
        return ask(self.lawbook, self.on, {"gemeente_code": GIVEN})

    @cached_property
    def facts(self) -> tuple[Asked, ...]:
        """Every fact that the rules of the day can ask."""
        return facts(self.lawbook, self.on)

    @cached_property
    def guards(self) -> tuple[Guard, ...]:
        """What has to be done before a refusal."""
        return guards(self.lawbook, self.on)

    @property
    def safeguards(self) -> tuple[tuple[str, str, str], ...]:
        """What has to be done before a refusal, in words: what, by whom, and where it stands."""
        # What stands behind it in brackets tells who fills in a case in which field to write it.
        return tuple((GATE[one.id]["nl"].partition(" (")[0], one.who["nl"], one.citation.text) for one in self.guards)

    @cached_property
    def by_supplier(self) -> Mapping[str, tuple[Asked, ...]]:
        """The facts by who answers them, in the order in which people know them; only who answers any."""
        found = {who: tuple(one for one in self.facts if one.supplier == who) for who in SUPPLIER}
        return {who: asked for who, asked in found.items() if asked}
