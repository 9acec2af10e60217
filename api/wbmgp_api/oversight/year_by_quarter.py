"""The numbers of a year that pages of quarters tell as well: what they are, and which of them may stand beside those pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.deciding import REFUSAL
from wbmgp_api.oversight import appeals, deviations, shares
from wbmgp_api.oversight.appeals import APPEAL, OBJECTION, Ended, Recorded
from wbmgp_api.oversight.beside_quarters import Pages, leaves_open
from wbmgp_api.oversight.decided import Decided, every
from wbmgp_api.oversight.deviations import Deviations
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.shares import Part
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.store.case_tables import OUTCOMES

JUDGEMENTS: Final = ("gegrond", "ongegrond", "niet_ontvankelijk")
_RULINGS: Final = ("ruled", "annulled", "appeals_withdrawn")
_LODGED: Final[Mapping[str, str]] = {OBJECTION: "objections", APPEAL: "appeals"}
_ALL: Final[Mapping[str, tuple[str, ...]]] = {OBJECTION: ("objections_judged",), APPEAL: _RULINGS}
"""What is not told where not even how many ended may be told."""
Numbers = dict[str, Any]
_ByQuarter = Mapping[Quarter, Sequence[Decided]]


def rates_of(connection: Connection, tenant: str, year: int) -> list[Deviations]:
    """What the pages of deviations tell of a year."""
    return [deviations.of(one, those) for one, those in _decisions(connection, tenant, year).items()]


def numbers_of(connection: Connection, tenant: str, year: int) -> Numbers:
    """The fields of `YearCounts` that quarters have too, with the names of those that are `untold`."""
    found = _decisions(connection, tenant, year)
    steps = {one: appeals.recorded(connection, tenant, one) for one in found}
    untold = {*_untold_decisions(found), *_untold_steps(steps, OBJECTION), *_untold_steps(steps, APPEAL)}
    return {**_decided(found), **_objected(steps), "untold": frozenset(untold)}


def _decisions(connection: Connection, tenant: str, year: int) -> dict[Quarter, list[Decided]]:
    quarters = [Quarter(year, number) for number in range(1, 5)]
    return {one: every(connection, tenant, one.period) for one in quarters}


def _decided(found: _ByQuarter) -> Numbers:
    outcomes = Counter(one.outcome for those in found.values() for one in those)
    followed = sum(one.follows for those in found.values() for one in those)
    counts = {"decided": outcomes.total(), "outcomes": {name: outcomes[name] for name in OUTCOMES}}
    return counts | {"followed": followed, "deviated": outcomes.total() - followed}


def _objected(steps: Mapping[Quarter, Recorded]) -> Numbers:
    ended = Counter(_field(one) for those in steps.values() for one in those.ended)
    return {
        **{_LODGED[kind]: sum(len(one.lodged[kind]) for one in steps.values()) for kind in _LODGED},
        "objections_judged": sum(ended[f"judgements.{name}"] for name in JUDGEMENTS),
        "judgements": {name: ended[f"judgements.{name}"] for name in JUDGEMENTS}, **{name: ended[name] for name in _RULINGS},
    }  # fmt: skip


def _field(one: Ended) -> str:
    """The field of `YearCounts` that counts how an objection or appeal ended."""
    if one.kind == OBJECTION:
        return f"judgements.{'gegrond' if appeals.OF_OBJECTIONS[one.way] == appeals.WON else one.way}"
    return {appeals.ANNULLED: "annulled", appeals.WITHDRAWN: "appeals_withdrawn"}.get(one.way, "ruled")


def _untold_decisions(found: _ByQuarter) -> Iterator[str]:
    """Refusals may be told first, then the other outcomes, then how many followed: not all of them always can."""
    whole = sorted((case for those in found.values() for case in those), key=lambda case: case.outcome != REFUSAL)
    outcomes, relations = {one.id: one.outcome for one in whole}, {one.id: one.relation for one in whole}
    parts = {one: shares.told(one, those) for one, those in found.items()}
    told = _pages(found, parts).tellable({"uitkomst": outcomes, "verhouding": relations})
    sizes = [len(those) for those in found.values()]
    if not told or not leaves_open(sizes, [size if size >= SMALLEST else None for size in sizes]):
        yield "decided"
        return
    # Where refusals would be pinned, no outcome is told: they are what the others leave of all decisions.
    known = [] if _pinned(found, parts, "geweigerd") else told["uitkomst"]
    yield from (f"outcomes.{name}" for name in {*outcomes.values()} - {*known})
    if {*relations.values()} - {*told["verhouding"]} or _pinned(found, parts, "afgeweken"):
        yield from ("followed", "deviated")


def _pages(found: _ByQuarter, parts: Mapping[Quarter, Mapping[str, Part]]) -> Pages:
    pages = Pages()
    for quarter, those in found.items():
        shares.page_of(pages, quarter, those)
        for name in (name for name, part in parts[quarter].items() if part.exact):
            pages.share(quarter.name, name, (one.id for one in those if shares.MEASURES[name](one)))
    return pages


def _pinned(found: _ByQuarter, parts: Mapping[Quarter, Mapping[str, Part]], name: str) -> bool:
    """Whether the sum over a year leaves nothing open of shares that are told as few at most, or as all but few."""
    count = sum(shares.MEASURES[name](one) for those in found.values() for one in those)
    told = [parts[one].get(name, Part(len(those), 0, len(those))) for one, those in found.items()]
    few = any((one.least, one.most) == (0, SMALLEST - 1) for one in told)
    but_few = any(0 < one.least < one.most == one.size for one in told)
    return (few and count == sum(one.most for one in told)) or (but_few and count == sum(one.least for one in told))


def _untold_steps(steps: Mapping[Quarter, Recorded], kind: str) -> Iterator[str]:
    shown = {one: appeals.kind_of(those, kind) for one, those in steps.items()}
    if not leaves_open([len(one.lodged[kind]) for one in steps.values()], [one.lodged for one in shown.values()]):
        yield _LODGED[kind]
    pages, fields = Pages(), dict[str, str]()
    for one, those in steps.items():
        ended = {f"{one.name} {at}": end for at, end in enumerate(those.ends(kind))}
        cases = [(case, end.about.outcome, end.way) for case, end in ended.items()]
        pages.add(one.name, shown[one].by_outcome, shown[one].kinds, cases)
        fields |= {case: _field(end) for case, end in ended.items()}
    told = pages.tellable({"": fields})
    sizes = [one.whole.size if one.whole else None for one in shown.values()]
    if not told or not leaves_open([len(one.ends(kind)) for one in steps.values()], sizes):
        yield from _ALL[kind]
        return
    yield from {*fields.values()} - {*told[""]}
