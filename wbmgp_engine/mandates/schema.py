"""The files under `rules/mandaat/`: outcomes, grounds and dwellings that a mandate can cover, and what follows a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.dated_files import Dated
from wbmgp_engine.law.register_schema import Fact, Sourced
from wbmgp_engine.logic.dates import add

Outcome = Literal["geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "weigeren"]
Ground = Literal[
    "toepassingsbereik", "rechtmatig_verblijf", "artikel_8", "artikel_9", "artikel_10", "hardheidsclausule"
]  # fmt: skip


class Handover(Sourced):
    """When what an owner holds of a decided case goes to the municipality and is deleted at the owner's."""

    na: Literal["bekendmaking"]
    lengte: int = Field(ge=0)
    eenheid: Literal["dagen"]

    def last_day(self, made_known: date) -> date:
        """The last day for it."""
        return add(made_known, days=self.lengte)


class Covered(Fact[Ground]):
    """A ground that can be decided on; `alleen_bij`: only where it came out so; `alleen_als_mandaat`: where that is in it."""

    alleen_bij: Literal["voldaan", "niet_voldaan"] | None = None
    alleen_als_mandaat: Fact[Literal["metOnderzoek"]] | None = None

    def holds(self, judgement: str) -> bool:
        """Whether the ground with this judgement can be decided on."""
        return self.alleen_bij in (None, judgement)


class MandateFile(Dated):
    """One version of what can be mandated."""

    tekst: str
    woonruimte: Fact[Literal["eigen"]]
    uitkomsten: list[Fact[Outcome]] = Field(min_length=1)
    gronden: list[Covered] = Field(min_length=1)
    overdracht: Handover

    def outside(self, outcome: str, grounds: Mapping[str, str]) -> Iterator[Finding]:
        """Why a decision with this outcome, on grounds that came out so, is none of a mandated owner's; nothing where it can be."""
        if outcome not in {one.waarde for one in self.uitkomsten}:
            problem, told = f"{outcome} kan niet in mandaat", {"outcome": outcome, "source": self.woonruimte.bron}
            yield Finding("uitkomst", problem, self.woonruimte.bron, "", "not_mandated", told)
        known = {one.waarde: one for one in self.gronden}
        for ground, judgement in sorted(grounds.items()):
            if ground in known and known[ground].holds(judgement):
                continue
            problem = f"{ground} is van burgemeester en wethouders zelf"
            told = {"ground": ground, "source": self.woonruimte.bron}
            yield Finding("gronden", problem, self.woonruimte.bron, "", "ground_not_mandated", told)

    def beyond(self, mandate: Mapping[str, Any], grounds: Iterable[str]) -> Iterator[Finding]:
        """The grounds that a mandate had to name to cover them, and does not, each with the article that says so."""
        played = set(grounds)
        for one in self.gronden:
            named = one.alleen_als_mandaat
            if one.waarde in played and named is not None and mandate.get(named.waarde) is not True:
                told = {"ground": one.waarde, "source": named.bron}
                yield Finding("gronden", f"omvat {one.waarde} niet", named.bron, "", "ground_left_out", told)
