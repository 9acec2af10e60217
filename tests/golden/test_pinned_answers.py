"""The law gives the pinned applications the answers it gave before; `WBMGP_GOLDEN=write` pins new ones, to be read first."""

from __future__ import annotations

import os

import pytest

from tests.golden.pinned import Pinned, answer, pinned, write
from tests.properties.asking import lawbook

if os.environ.get("WBMGP_GOLDEN") == "write":  # pragma: no cover -- by hand
    write(lawbook())


@pytest.mark.parametrize("item", pinned(), ids=lambda item: str(item.number))
def test_a_pinned_application_has_its_answer(item: Pinned) -> None:
    assert answer(item.assessed(lawbook())) == item.answer
