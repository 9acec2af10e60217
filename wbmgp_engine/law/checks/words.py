"""Words that a name is compared with, although it comes from elsewhere and never is that word there."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_engine.law.checks.view import View, name_of, short
from wbmgp_engine.law.types.inference import Path
from wbmgp_engine.law.types.scope import parse_reference
from wbmgp_engine.law.types.static_type import StaticType

_COMPARISONS = frozenset({"EQUALS", "NOT_EQUALS", "IN", "NOT_IN"})


def idle_words(view: View, name: str, given: StaticType) -> Iterator[tuple[Path, str]]:
    """Where a name of the article is compared with none of the values that it can be given, and with what."""
    if given.values is None:
        return
    for assignment in view.assignments:
        for site in assignment.survey.sites:
            if site.operation.operation not in _COMPARISONS or site.scope.is_local(name):
                continue
            others = [other for other in site.operands if parse_reference(other.expression) != (name,)]
            for other in others if len(others) < len(site.operands) else ():
                compared = other.type.element if other.type.kind == "array" else other.type
                if compared is not None and not compared.meets(given):
                    yield (*site.path, *other.role.split(".")), name_of(other.expression)


def listed(given: StaticType) -> str:
    """The fix: what the values are."""
    return f"its values are {short(', '.join(sorted(given.values or ())))}"
