"""Which cases are touched if a rule proves wrong: choose an article, then perhaps one name in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.oversight.touched import AT_ONCE, Rule, rules_in, titles_in, touched
from wbmgp_api.pages.legal import asked
from wbmgp_api.pages.legal.values import plain_name
from wbmgp_api.pages.visiting import Fault, Visit, faults_of
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook

_BETWEEN: Final = "#"
Options = list[tuple[str, str]]


async def show(visit: Visit) -> Response:
    """The articles to choose from, the names in the chosen one, and a page of the decisions that read it."""
    book = visit.office.lawbook
    known = await visit.do(lambda: _known(book))
    rule = _chosen(visit.query, known)
    values: dict[str, Any] = {
        "articles": _articles(known, _titles(book)), "names": [], "rule": rule, "found": None, "pages": {}, "at": 1,
        "size": AT_ONCE, "period": asked.last_year(visit), "chosen": visit.query.get("artikel", ""),
    }  # fmt: skip
    if rule is None:
        faults = [Fault("artikel", visit.say("Kies een artikel uit de lijst."))] if visit.query.get("artikel") else []
        return visit.show("legal/touched.html", 400 if faults else 200, faults=faults, **values)
    values["names"] = [(name, _named(visit, name, words)) for name, words in known[rule.law, rule.article].items()]
    if "van" not in visit.query:
        return visit.show("legal/touched.html", **values)
    try:
        values |= {"period": asked.period(visit), "at": asked.page_number(visit)}
    except BadInput as problem:
        return visit.show("legal/touched.html", 400, faults=faults_of(problem, visit.lang), **values)
    return visit.show("legal/touched.html", **values | await visit.do(lambda: _found(visit, rule, values)))


def _found(visit: Visit, rule: Rule, values: Mapping[str, Any]) -> dict[str, Any]:
    at = values["at"]
    found = touched(visit.office, visit.who, values["period"], rule, (at - 1) * AT_ONCE)
    done = min(found.count, at * AT_ONCE)
    return {"found": found, "done": done, "pages": asked.pages(visit, at, AT_ONCE, found.count)}


def _known(book: Lawbook) -> dict[tuple[str, str], dict[str, str]]:
    return book.once("rules by article", None, lambda: rules_in(book))


def _titles(book: Lawbook) -> dict[str, str]:
    return book.once("titles", None, lambda: titles_in(book))


def _chosen(query: Mapping[str, str], known: Mapping[tuple[str, str], Mapping[str, str]]) -> Rule | None:
    """What the address names, where there is such an article; a name that it has not counts as no name."""
    law, _, article = query.get("artikel", "").partition(_BETWEEN)
    if (law, article) not in known:
        return None
    name = query.get("naam", "")
    return Rule(law, article, name if name in known[law, article] else "")


def _articles(known: Mapping[tuple[str, str], Any], titles: Mapping[str, str]) -> Options:
    return [(f"{law}{_BETWEEN}{article}", f"{titles[law]}, {article}") for law, article in known]


def _named(visit: Visit, name: str, words: str) -> str:
    return f"{plain_name(visit.tongue, name)}: {words}" if words else plain_name(visit.tongue, name)
