"""Versions of one regulation follow each other without overlap, and a statute without a hole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.landscape import Landscape, Living
from wbmgp_engine.law.checks.view import finding


def succession(landscape: Landscape) -> Iterator[Finding]:
    """Versions that reach past their successor, and days between two versions on which there is no law."""
    for versions in landscape.laws.values():
        for earlier, later in pairwise(versions):
            yield from _successive(earlier, later)


def _successive(earlier: Living, later: Living) -> Iterator[Finding]:
    ends, starts = earlier.version.ends, later.version.starts
    if ends is None or starts is None:
        return
    place = earlier.version.place
    if ends >= starts:
        problem = f"valid_to {ends} reaches past {starts}, when the next version starts"
        fix = "delete valid_to: a version ends when the next one starts"
        yield finding(place, None, ("valid_to",), problem, fix)
    elif ends + timedelta(days=1) < starts and earlier.version.territory is None:
        problem = f"valid_to {ends} leaves no law in force until {starts}, when the next version starts"
        fix = "delete valid_to, or add the version between them"
        yield finding(place, None, ("valid_to",), problem, fix)
