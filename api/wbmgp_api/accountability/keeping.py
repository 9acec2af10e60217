"""How long data of a case are kept, as rows: what `rules/bewaring/` says on a day, word for word the terms that erasing uses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from wbmgp_api.accountability.sections import Table
from wbmgp_api.accountability.wording import CERTAINTY, RESULTS, term
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.retention.loading import in_force
from wbmgp_engine.retention.schema import RetentionEntry

COLUMNS: Final = ("Hoe het afliep", "Categorieën", "Hoe lang", "Bron", "Zekerheid")


def entries(lawbook: Lawbook, on: date, results: Collection[str]) -> Iterator[RetentionEntry]:
    """The terms of some ways to end, in the order of the ways to end. Raises LawNotFound, RuleFileError."""
    known = [entry for _, file in sorted(in_force(lawbook, on).items()) for entry in file.termijnen]
    return (entry for result in RESULTS if result in results for entry in known if entry.uitkomst == result)


def terms(lawbook: Lawbook, on: date) -> Table:
    """A row for each term of a day; where two reach the same category, the longest counts."""
    return Table(COLUMNS, tuple(_row(entry) for entry in entries(lawbook, on, RESULTS)))


def _row(entry: RetentionEntry) -> tuple[str, ...]:
    until = term(entry.lengte, entry.eenheid, entry.vanaf)
    categories = ", ".join(sorted(entry.categorieen))
    return RESULTS[entry.uitkomst], categories, until, entry.bron, CERTAINTY[entry.zekerheid]
