"""Words that a name is compared with, although it comes from elsewhere and never is that word there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wbmgp_engine.law.checks.landscape import Landscape, Living
from wbmgp_engine.law.checks.view import Leaf, View, name_of, short
from wbmgp_engine.law.types.inference import Path
from wbmgp_engine.law.types.scope import parse_reference
from wbmgp_engine.law.types.static_type import StaticType

_MAX_DEPTH = 40
_COMPARISONS = frozenset({"EQUALS", "NOT_EQUALS", "IN", "NOT_IN"})


def idle_words(view: View, name: str, words: frozenset[str] | None) -> Iterator[tuple[Path, str]]:
    """Where a name of the article is compared with none of the values that it can be given, and with what."""
    if words is None:
        return
    given = StaticType("string", values=words)
    for assignment in view.assignments:
        for site in assignment.survey.sites:
            if site.operation.operation not in _COMPARISONS or site.scope.is_local(name):
                continue
            others = [other for other in site.operands if parse_reference(other.expression) != (name,)]
            for other in others if len(others) < len(site.operands) else ():
                compared = other.type.element if other.type.kind == "array" else other.type
                if compared is not None and not compared.meets(given):
                    yield (*site.path, *other.role.split(".")), name_of(other.expression)


def words_of(landscape: Landscape, living: Living, output: str, depth: int = 0) -> frozenset[str] | None:
    """Every word that an output can be, followed through locals and calls; None when that cannot be known."""
    view = living.view_of(output)
    return None if view is None else _words(landscape, living, view, output, depth)


def _words(landscape: Landscape, living: Living, view: View, name: str, depth: int) -> frozenset[str] | None:
    known = view.scope.names[name]
    key = view.file, view.article.number, name
    if known.values is not None or known.kind != "string" or depth > _MAX_DEPTH:
        return known.values
    if key not in landscape.words:
        landscape.words[key] = None  # a name that depends on itself ends here
        landscape.words[key] = all_words(_given(landscape, living, view, name, depth + 1))
    return landscape.words[key]


def _given(landscape: Landscape, living: Living, view: View, name: str, depth: int) -> Iterator[frozenset[str] | None]:
    """What each source of a name can give: every version that it is fetched from, or every branch of its action."""
    source = next((item.source for item in view.execution.input if item.name == name), None)
    if source is None:
        leaves = (leaf for assignment in view.actions if assignment.name == name for leaf in assignment.leaves())
        yield from (_of_leaf(landscape, living, view, leaf, depth) for leaf in leaves)
    elif not source.is_register:
        called = [living] if source.regulation is None else landscape.meeting(source.regulation, living.life)
        yield from (words_of(landscape, other, source.output or name, depth) for other in called)


def _of_leaf(landscape: Landscape, living: Living, view: View, leaf: Leaf, depth: int) -> frozenset[str] | None:
    names = parse_reference(leaf.expression)
    if names is None or len(names) > 1 or names[0] not in view.scope.names:
        return leaf.type.values
    return _words(landscape, living, view, names[0], depth)


def listed(words: frozenset[str] | None) -> str:
    """The fix: what the values are."""
    return f"its values are {short(', '.join(sorted(words or ())))}"


def all_words(found: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """All words together; one that is not known, or nothing at all, makes the whole not known."""
    every = list(found)
    known = [words for words in every if words is not None]
    return frozenset().union(*known) if known and len(known) == len(every) else None
