"""Open terms are filled, wherever and whenever they can be read, by who may fill them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from wbmgp_engine.errors import Finding, LawLookupError
from wbmgp_engine.law.checks.landscape import Landscape, Living
from wbmgp_engine.law.checks.view import EXECUTION, TERMS, View, short
from wbmgp_engine.law.checks.words import all_words, idle_words, listed, words_of
from wbmgp_engine.law.document import Implements, OpenTerm
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.law.types.inference import Path
from wbmgp_engine.law.types.scope import default_scope
from wbmgp_engine.law.types.static_type import StaticType, of_field

# The parameter by which an ordinance of a layer is found.
_TERRITORY = {
    "GEMEENTELIJKE_VERORDENING": "gemeente_code",
    "PROVINCIALE_VERORDENING": "provincie_code",
    "WATERSCHAPS_VERORDENING": "waterschap_code",
}


def dangling_implementations(landscape: Landscape) -> Iterator[Finding]:
    """Articles that say they fill a term which is not there, is not theirs to fill, or is of another type."""
    for living in landscape:
        for view in living.views:
            for filled in view.machine.implements:
                yield from _implementation(landscape, living, view, filled)


def unfilled_terms(landscape: Landscape) -> Iterator[Finding]:
    """Required terms without default that nothing fills, per place and date, and terms that two fill alike."""
    for living in landscape:
        for view in living.views:
            for term in view.machine.open_terms:
                yield from _territory(view, term)
                yield from _compared(landscape, living, view, term)
                yield from _filled(landscape, living, view, term)


def _implementation(landscape: Landscape, living: Living, view: View, filled: Implements) -> Iterator[Finding]:
    path = ("machine_readable", "implements", filled.open_term)
    if filled.law not in landscape.laws:
        fix = nearest(filled.law, landscape.laws)
        yield view.finding((*path, "law"), f"the lawbook has no regulation {short(filled.law)}", fix)
        return
    laws = landscape.meeting(filled.law, living.life)
    if not laws:
        problem = f"{short(filled.law)} is never in force together with this version"
        yield view.finding((*path, "law"), problem, "mend the law, or the dates")
        return
    targets = [(law, term) for law in laws if (term := _term(law, filled)) is not None]
    if not targets:
        dates = ", ".join(law.date for law in laws)
        wanted = f"open term {short(filled.open_term)} in article {short(filled.article)}"
        yield view.finding(path, f"{short(filled.law)} ({dates}) has no {wanted}", _known_terms(laws))
    for law, term in targets:
        yield from _fits(view, path, law, term, filled.article)


def _known_terms(laws: list[Living]) -> str:
    known = sorted({f"{view.article.number}: {term.id}" for law in laws for view in law.views for term in _terms(view)})
    return f"its open terms are {short(', '.join(known))}" if known else "it has no open terms: delete this"


def _terms(view: View) -> list[OpenTerm]:
    return view.machine.open_terms


def _term(law: Living, filled: Implements) -> OpenTerm | None:
    view = law.by_article.get(filled.article)
    return next((term for term in _terms(view) if term.id == filled.open_term), None) if view else None


def _fits(view: View, path: Path, law: Living, term: OpenTerm, article: str) -> Iterator[Finding]:
    named = f"open term {short(term.id)} of {short(law.law_id)} ({law.date})"
    if term.delegation_type not in (None, view.regulation.regulatory_layer):
        problem = f"{named} is for a {term.delegation_type}, and this is a {view.regulation.regulatory_layer}"
        yield view.finding(path, problem, "it is refused: fill it in that layer")
    output = view.outputs.get(term.id)
    if output is not None:
        yield from _same_type(view, term, named, of_field(output))
    given = {parameter.name for parameter in law.by_article[article].execution.parameters}
    for parameter in view.execution.parameters:
        if parameter.required and parameter.name not in given:
            problem = f"{named} is read in an article without parameter {short(parameter.name)}"
            place = (*EXECUTION, "parameters", parameter.name)
            yield view.finding(place, problem, "an implementation gets only the parameters of that article")


def _same_type(view: View, term: OpenTerm, named: str, output: StaticType) -> Iterator[Finding]:
    place = (*EXECUTION, "output", term.id)
    if output.kind != term.type and {output.kind, term.type} != {"number", "amount"}:
        problem = f"{named} is {term.type}, but this output is {output.kind}"
        yield view.finding((*place, "type"), problem, f"declare it {term.type}")
    elif output.nullable and term.required and term.default is None:
        problem = f"{named} is required and has no default, but this output can be null"
        yield view.finding((*place, "nullable"), problem, "give a value always, or give the term a default")


def _territory(view: View, term: OpenTerm) -> Iterator[Finding]:
    key = _TERRITORY.get(term.delegation_type or "")
    if key is not None and key not in {parameter.name for parameter in view.execution.parameters}:
        problem = f"a {term.delegation_type} is found by {key}, and this article has no such parameter"
        yield view.finding((*TERMS, term.id), problem, f"declare parameter {key}, and pass it in every call")


def _compared(landscape: Landscape, living: Living, view: View, term: OpenTerm) -> Iterator[Finding]:
    """Comparisons of a term with a word that neither its default nor anything that fills it gives."""
    found = [default_scope(term, view.scope).names[term.id].values] if term.default is not None else []
    key = living.law_id, view.article.number, term.id
    for other in landscape:
        for candidate in other.views if other.life.meets(living.life) else ():
            if term.id in candidate.outputs and key in _keys(candidate):
                found.append(words_of(landscape, other, term.id))
    words = all_words(found)
    for path, word in idle_words(view, term.id, words):
        yield view.finding(path, f"open term {short(term.id)} is never {word}", listed(words))


def _keys(view: View) -> set[tuple[str, str, str]]:
    return {(item.law, item.article, item.open_term) for item in view.machine.implements}


def _filled(landscape: Landscape, living: Living, view: View, term: OpenTerm) -> Iterator[Finding]:
    empty: dict[str, list[date]] = {}
    path, needed = (*TERMS, term.id), term.required and term.default is None
    key = living.law_id, view.article.number, term.id
    for day in landscape.regimes_of(living.life):
        # Seen from afar: what works back counts, once it is published.
        if landscape.lawbook.regulation(living.law_id, day, known_on=date.max) is not living.regulation:
            continue
        for scope in _places(landscape, term, day):
            try:
                found = landscape.lawbook.implementations(*key, day, scope, known_on=date.max)
            except LawLookupError as error:
                yield view.finding(path, f"on {day} {error}", "let one regulation fill it")
                continue
            if found is None and needed:
                empty.setdefault(_place(scope), []).append(day)
    for place, days in sorted(empty.items()):
        problem = f"nothing fills it{place} on {short(', '.join(map(str, days)))}, and it has no default"
        yield view.finding(path, problem, "fill it, give it a default, or let it not be required")


def _places(landscape: Landscape, term: OpenTerm, day: date) -> list[Mapping[str, str]]:
    """The places to look in: those with an ordinance that day; without any, the country."""
    key = _TERRITORY.get(term.delegation_type or "")
    places = [scope for scope in landscape.places(day) if key is None or key in scope]
    return places or [{}]


def _place(scope: Mapping[str, str]) -> str:
    return "".join(f" in {code}" for code in scope.values())
