"""Municipalities drawn by chance: decisions that are put into a store, looked at, and gone again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeVar

import pytest
from hypothesis import strategies as st
from sqlalchemy import Connection

from tests.api.oversight.filled import TENANT, Filled, Made
from wbmgp_api.oversight.year_by_quarter import JUDGEMENTS
from wbmgp_api.store.opened import Store

T = TypeVar("T")
DECISIONS: Final = (
    ("verlenen", "verlenen"), ("verlenen", "weigeren"), ("weigeren", "weigeren"), ("verlenen", "beoordelen"),
    ("verlenen_met_voorschriften", "verlenen_met_voorschriften"), ("geen_vergunning_nodig", "geen_vergunning_nodig"),
)  # fmt: skip
"""Outcome and advice."""


class Kind(NamedTuple):
    """Some cases that are alike in all that is counted."""

    number: int
    decision: tuple[str, str]
    judged: str | None
    group: str
    role: str
    day: str = "2026-05-01"


kinds = st.lists(
    st.builds(
        Kind, st.integers(1, 9), st.sampled_from(DECISIONS), st.sampled_from([None, None, *JUDGEMENTS]),
        st.sampled_from(["a", "b", "c", ""]), st.sampled_from(["balie", "jurist", "auditor"]), st.just("2026-05-01"),
    ),
    max_size=7,
)  # fmt: skip


class Undone(Exception):
    """Carries what was found out of a transaction that leaves nothing behind."""


def looking(store: Store, made: Sequence[Kind], work: Callable[[Connection, list[str]], T]) -> T:
    """What is found in a municipality of these decisions; afterwards they are gone."""

    def job(connection: Connection) -> None:
        filled = Filled(connection)
        for one in made:
            filled.decided([Made(*one.decision, one.day, judged=one.judged, received="2026-01-01")] * one.number)
            for case in filled.cases[-one.number :]:
                filled.look(one.role, "2026-06-01", case)
        raise Undone(work(connection, filled.cases))

    with pytest.raises(Undone) as caught:
        store.write(TENANT, job)
    found: T = caught.value.args[0]
    return found
