"""The checks of a whole lawbook: every file, and how the files fit together on every day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wbmgp_engine.errors import Finding, RuleFileError
from wbmgp_engine.law.checks.calls import faulty_calls
from wbmgp_engine.law.checks.cycles import dependency_cycles
from wbmgp_engine.law.checks.extensions import dangling_extensions
from wbmgp_engine.law.checks.file import check_views, form, sort
from wbmgp_engine.law.checks.filling import dangling_implementations, unfilled_terms
from wbmgp_engine.law.checks.landscape import Landscape
from wbmgp_engine.law.checks.references import dangling_grounds
from wbmgp_engine.law.checks.registers import one_fact_one_type
from wbmgp_engine.law.checks.unread import unread_outputs, unread_parameters
from wbmgp_engine.law.checks.versions import succession
from wbmgp_engine.law.lawbook import Lawbook

BOOK_CHECKS: tuple[Callable[[Landscape], Iterator[Finding]], ...] = (
    succession,
    one_fact_one_type,
    faulty_calls,
    dangling_implementations,
    unfilled_terms,
    dependency_cycles,
    dangling_grounds,
    dangling_extensions,
    unread_outputs,
    unread_parameters,
)


def check(lawbook: Lawbook) -> list[Finding]:
    """Everything that is wrong with the rules of a lawbook, before anything runs; sorted by place.

    Files are checked by themselves and against every version that they can meet, at every date on which a version
    begins or ends. When a file cannot be read, that is said first and nothing else is looked at.
    """
    if unreadable := list(_unreadable(lawbook)):
        return sort(unreadable)
    landscape = Landscape(lawbook)
    files = [found for living in landscape for found in check_views(living.views)]
    forms = [found for living in landscape for found in form(living.regulation, living.version.place)]
    together = [found for book_check in BOOK_CHECKS for found in book_check(landscape)]
    return sort([*forms, *files, *together])


def _unreadable(lawbook: Lawbook) -> Iterator[Finding]:
    for law_id in lawbook.laws:
        for version in lawbook.versions(law_id):
            try:
                _ = version.regulation
            except RuleFileError as error:
                yield from error.findings
