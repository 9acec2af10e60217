"""About which municipalities anybody can ask: said in the settings, or those of the rule book."""

from __future__ import annotations

import pytest

from tests.api.service.test_settings import wrong
from wbmgp_api.example.story import town
from wbmgp_api.running import own_town
from wbmgp_api.settings import Settings, from_environment

NAME = "WBMGP_MUNICIPALITIES"


@pytest.mark.parametrize(
    ("said", "found"), [("", ()), ("GM0599", ("GM0599",)), (" GM0599  GM0606 ", ("GM0599", "GM0606"))]
)
def test_they_are_codes_with_spaces_between(said: str, found: tuple[str, ...]) -> None:
    assert from_environment({NAME: said}).municipalities == found


@pytest.mark.parametrize("said", ["Rotterdam", "gm0599", "GM599", "GM05990", "GM0599,GM0606", "GM٠٥٩٩", "<b>"])
def test_what_is_no_municipality_does_not_start(said: str) -> None:
    assert wrong({NAME: f"GM0606 {said}"}) == [NAME]


def test_the_example_is_asked_about_its_own_municipality_unless_the_settings_say_otherwise() -> None:
    assert own_town(Settings()) == {NAME: town()}
    assert own_town(Settings(municipalities=("GM0599",))) == {}
