"""The rules of the bench as variables of OpenFisca-core: one variable a rule, over columns of any length."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum

from bench.peers.applications import TRUTHS, WEIGHED, WORDS
from bench.peers.by_hand import COUNTS, NOTHING, RENT, VERDICT

Person = build_entity("person", "persons", "A member of a household", is_person=True)
Household = build_entity(
    "household", "households", "Who applies", roles=[{"key": "member", "plural": "members", "label": "member"}]
)


def _enum(name: str, values: tuple[str, ...]) -> type[Enum]:
    return Enum(name, {value or "none": value for value in values})  # type: ignore[return-value, arg-type]


KINDS = {name: _enum(name.capitalize(), words) for name, words in WORDS.items()}
Income, Priority, Declaration = KINDS["inkomen"], KINDS["oordeel_voorrang"], KINDS["woonverklaring"]
Advice = _enum("Advice", ("geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "beoordelen", "weigeren"))
Verdict = _enum("Verdict", (NOTHING, *VERDICT.values()))
INPUTS: Mapping[str, tuple[Any, type[Enum] | type]] = {
    "aangevraagd": (Household, date), "woont_sinds": (Household, date), "huurprijs": (Household, int),
    **{name: (Household, kind) for name, kind in KINDS.items() if name != "inkomen"},
    **dict.fromkeys(TRUTHS, (Household, bool)), "geboren": (Person, date), "inkomen": (Person, Income),
}  # fmt: skip


def _years(since: Any, until: Any) -> Any:
    """Complete years by the calendar."""
    (first, first_in_year), (last, last_in_year) = map(_calendar, (since, until))
    return last - first - (last_in_year < first_in_year)


def _calendar(day: Any) -> tuple[Any, Any]:
    """The year, and a number that grows with the day in it."""
    months = day.astype("datetime64[M]")
    return months.astype("datetime64[Y]").astype(int), months.astype(int) % 12 * 32 + (day - months).astype(int)


def _said(household: Any, period: Any, name: str, verdict: str) -> Any:
    said = household(name, period) == KINDS[name][verdict]
    return said & household(f"{name}_gemotiveerd", period) & household(f"{name}_ondertekend", period)


def _needed(household: Any, period: Any) -> Any:
    here = household("gebied", period) == KINDS["gebied"].voorbeeldwijk
    landlord = household("verhuurder", period) == KINDS["verhuurder"].particulier
    kind = household("soort", period) == KINDS["soort"].zelfstandig
    return here & landlord & kind & (household("huurprijs", period) < RENT)


def _resident(household: Any, period: Any) -> Any:
    return _years(household("woont_sinds", period), household("aangevraagd", period)) >= 6


def _earns(person: Any, period: Any) -> Any:
    counted = np.isin(person("inkomen", period), [item.index for item in Income if item.value in COUNTS])
    return counted & (_years(person("geboren", period), person.household("aangevraagd", period)) >= 18)


def _met_8(household: Any, period: Any) -> Any:
    return household("resident", period) | household.any(household.members("earns", period))


def _competed(household: Any, period: Any) -> Any:
    return household("voorrang_ander", period) & ~household("kenmerk", period)


def _refused_9(household: Any, period: Any) -> Any:
    return household("competed", period) & ~_said(household, period, "oordeel_voorrang", "verlenen")


def _ordinary(household: Any, period: Any) -> Any:
    passed_8 = household("met_8", period) | _said(household, period, "hardheid_8", "onbillijk")
    return household("rechtmatig", period) & passed_8 & ~household("refused_9", period)


def _unmet_10(household: Any, period: Any) -> Any:
    return household("ordinary", period) & (household("woonverklaring", period) == Declaration.weigeren)


def _refused_10(household: Any, period: Any) -> Any:
    return household("unmet_10", period) & ~_said(household, period, "hardheid_10", "onbillijk")


def _conditions(household: Any, period: Any) -> Any:
    declared = household("woonverklaring", period) == Declaration.verlenen_met_voorschriften
    return household("ordinary", period) & declared


def _refused(household: Any, period: Any) -> Any:
    return ~household("ordinary", period) | household("refused_10", period)


def _live(household: Any, period: Any) -> Any:
    """Gates matter where something other than a plain grant would follow."""
    follows = household("refused", period) | household("conditions", period)
    return household("needed", period) & household("rechtmatig", period) & follows


def _screened(household: Any, period: Any) -> Any:
    return household("live", period) & (household("refused_10", period) | household("conditions", period))


def _unjudged(household: Any, period: Any, name: str) -> Any:
    return ~_said(household, period, name, "onbillijk") & ~_said(household, period, name, "niet_onbillijk")


def _gate_hardship(household: Any, period: Any) -> Any:
    at_8 = ~household("met_8", period) & _unjudged(household, period, "hardheid_8")
    at_10 = household("unmet_10", period) & _unjudged(household, period, "hardheid_10")
    return household("live", period) & (at_8 | at_10)


def _gate_priority(household: Any, period: Any) -> Any:
    passed = _said(household, period, "oordeel_voorrang", "aan_ander")
    return household("live", period) & household("refused_9", period) & ~passed


def _gate_hearing(household: Any, period: Any) -> Any:
    return household("screened", period) & ~household("gehoord", period)


def _gate_weighing(household: Any, period: Any) -> Any:
    weighed = np.logical_and.reduce([household(name, period) for name in WEIGHED])
    return household("screened", period) & ~weighed


def _incomplete(household: Any, period: Any, how: str) -> Any:
    unmet = {
        "hardheid_8": ~household("met_8", period), "oordeel_voorrang": household("competed", period),
        "hardheid_10": household("unmet_10", period),
    }  # fmt: skip
    lacking = [
        stands & (household(name, period) != KINDS[name].none) & ~household(f"{name}_{how}", period)
        for name, stands in unmet.items()
    ]
    return household("live", period) & np.logical_or.reduce(lacking)


def _gate_reasons(household: Any, period: Any) -> Any:
    return _incomplete(household, period, "gemotiveerd")


def _gate_mandate(household: Any, period: Any) -> Any:
    return _incomplete(household, period, "ondertekend")


def _verdict(household: Any, period: Any, met: Any) -> Any:
    found = np.where(met, Verdict.voldaan.index, Verdict.niet_voldaan.index)
    return np.where(household("needed", period), found, Verdict.niet_van_toepassing.index)


def _article_8(household: Any, period: Any) -> Any:
    return _verdict(household, period, household("met_8", period))


def _article_9(household: Any, period: Any) -> Any:
    return _verdict(household, period, ~household("competed", period))


def _article_10(household: Any, period: Any) -> Any:
    waits = household("needed", period) & ~household("ordinary", period)
    return np.where(waits, Verdict.onbekend.index, _verdict(household, period, ~household("unmet_10", period)))


def _advice(household: Any, period: Any) -> Any:
    gate = np.logical_or.reduce([household(name, period) for name in GATED])
    settled = np.where(household("conditions", period), Advice.verlenen_met_voorschriften.index, Advice.verlenen.index)
    settled = np.where(household("refused", period), Advice.weigeren.index, settled)
    settled = np.where(gate, Advice.beoordelen.index, settled)
    return np.where(household("needed", period), settled, Advice.geen_vergunning_nodig.index)


GATED = ("gate_hardship", "gate_priority", "gate_hearing", "gate_weighing", "gate_reasons", "gate_mandate")
FORMULAS = (
    _needed, _resident, _earns, _met_8, _competed, _refused_9, _ordinary, _unmet_10, _refused_10, _conditions, _refused,
    _live, _screened, _gate_hardship, _gate_priority, _gate_hearing, _gate_weighing, _gate_reasons, _gate_mandate,
    _article_8, _article_9, _article_10, _advice,
)  # fmt: skip
