"""The table that closes a simulation, where an option has another law than the one in force."""

from __future__ import annotations

import pytest

from tests.simulation.dossier.made import measures, scenario
from wbmgp_engine.commands.simulation_table import Language, closing_table


@pytest.mark.parametrize(("language", "said"), [("nl", "(niet de wet die geldt)"), ("en", "(not the law in force)")])
def test_an_option_under_another_law_says_so_in_its_column(language: Language, said: str) -> None:
    heads = [str(column.header) for column in closing_table(measures(), scenario(), 20, language).columns]
    assert [head for head in heads if said in head] == [f"zonder-zes-jaar {said}"]
