"""docs/simulation-validation.md is what the kept counts and its template make, and calls nothing verified."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bench.validation import BLOCKS, COUNTED, KEPT, OPTIONS, PAGE, REPORTED, TEMPLATE, counts_table, page, shares_table


def kept(**counts: int) -> dict[str, Any]:
    """Two replicates: with these counts, and with none."""
    runs = [dict.fromkeys(COUNTED, 0) | counts, dict.fromkeys(COUNTED, 0)]
    return {"options": dict.fromkeys(OPTIONS, runs)}


def test_the_page_is_what_the_counts_and_the_template_make() -> None:
    made = page(json.loads(KEPT.read_text("utf-8")), TEMPLATE.read_text("utf-8"))
    assert PAGE.read_text("utf-8") == made, "run python -m bench.validation --page"


def test_every_place_of_the_template_is_filled_and_nothing_is_called_verified() -> None:
    template = TEMPLATE.read_text("utf-8")
    assert set(re.findall(r"<!-- validation: ([a-z]+) -->", template)) == set(BLOCKS)
    assert "were not verified" in template
    with pytest.raises(KeyError):
        page(kept(), "<!-- validation: nothing -->")


def test_counts_stand_with_the_least_and_the_most_beside_what_was_reported() -> None:
    rows = counts_table(kept(aanvragen=200, weigeringen=30)).splitlines()
    assert rows[0].startswith("| from July 2006, twelve months | reported, *not verified* |")
    assert "| requests | 2,835 | 100 (0 to 200) | 100 (0 to 200) |" in rows
    assert "| refused | 184 | 15 (0 to 30) | 15 (0 to 30) |" in rows


def test_shares_are_means_of_replicates_and_of_none_there_is_no_share() -> None:
    rows = shares_table(kept(verleend=90, weigeringen=10, aanvragen=125, geweigerden=10)).splitlines()
    assert REPORTED["weigeringen"] / (REPORTED["weigeringen"] + REPORTED["verleend"]) == pytest.approx(0.0759, abs=1e-4)
    assert "| refused, of those decided | 7.6 % | 5.0 % (0.0 % to 10.0 %) | 5.0 % (0.0 % to 10.0 %) |" in rows
    assert any(row.startswith("| of the refused, found other housing | 39.7 % | 0.0 % (") for row in rows)
