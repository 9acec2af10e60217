"""Grounds by themselves, where no whole application comes by all that they can be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.outcome import accepted_beforehand

U = Unknown({"u"})


@pytest.mark.parametrize(
    ("follows", "applies", "met", "accepted"),
    [
        (True, True, True, True), (True, U, True, True), (True, False, True, False), (True, True, False, False),
        (True, True, U, False), (False, True, True, False),
    ],
)  # fmt: skip
def test_hardship_may_be_accepted_before_it_is_known_to_be_needed(
    follows: bool, applies: Any, met: Any, accepted: bool
) -> None:
    ground: Any = SimpleNamespace(only_when_applicable=follows, applies="geldt", met="voldaan")
    assert accepted_beforehand({"geldt": applies, "voldaan": met}, ground) is accepted  # type: ignore[arg-type]
