"""A decision on one page: who decided what, when, under which law, on which facts and reasons; then every rule, as a tree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.cases import assessing, finding
from wbmgp_api.counter import told
from wbmgp_api.identity.principal import Role
from wbmgp_api.letters import showing
from wbmgp_api.letters.kinds import KINDS
from wbmgp_api.oversight.tree import tree_of
from wbmgp_api.oversight.whole import Whole, whole
from wbmgp_api.pages.legal.branches import EVERYTHING, UNFOLDED, Line, count, line_of
from wbmgp_api.pages.legal.rule_books import book_of
from wbmgp_api.pages.legal.values import part_of, plain_name, value
from wbmgp_api.pages.names import name_of
from wbmgp_api.pages.visiting import Visit
from wbmgp_api.store.errors import NotThere
from wbmgp_engine.law.lawbook import Lawbook

Trees = tuple[tuple[Line, ...], tuple[Line, ...]]
_NOT_AUTOMATED: Final = ("hardheid", "evenredigheid", "voorrang")
"""Parts of an application that hold a judgement of people."""


async def show(visit: Visit) -> Response:
    """The page. An auditor sees who did what, and no contents: those are not opened."""
    office, who, case = visit.office, visit.who, visit.case_id
    steps, looks = await visit.do(lambda: finding.trail(office, who, case))
    if who.role is not Role.LAWYER:
        found, made = await visit.do(lambda: assessing.shown(office, who, case))
        return visit.show(
            "legal/case_closed.html", case=told(found, office, who), steps=steps, looks=looks, assessments=made
        )
    record = visit.query.get("toetsing") or None
    one = await visit.do(lambda: whole(office, who, case, record))
    letters = (await visit.do(lambda: showing.listed(office, who, case)))[1]
    trees: Trees = await visit.do(lambda: _trees(visit, one)) if one.answer is not None else ((), ())
    return visit.show("legal/case.html", case=told(one.case, office, who), steps=steps, looks=looks, trees=trees, letters=letters,
                      counted=[count(lines) for lines in trees], **_told(visit, one))  # fmt: skip


def _trees(visit: Visit, one: Whole) -> Trees:
    assert one.answer is not None
    book = _book(visit, one.answer["recht"]["regelboek"])
    tree, everything = tree_of(one.answer, book), visit.query.get("alles") == "ja"
    levels = (EVERYTHING, EVERYTHING) if everything else (UNFOLDED, 0)
    deciding, others = (
        [line_of(one, visit.tongue, level) for one in part] for part, level in zip(tree, levels, strict=True)
    )
    return tuple(deciding), tuple(others)


def _book(visit: Visit, wanted: str) -> Lawbook:
    """The rule book of then; one that is gone says nothing, and the names of the trail stay."""
    try:
        return book_of(visit, wanted)
    except NotThere:
        return Lawbook.from_files({})


def _told(visit: Visit, one: Whole) -> dict[str, Any]:
    decision = one.decision
    confirmed = next((step for step in one.case.course.steps if decision and step.id == decision.decision), None)
    return {
        "whole": one, "decision": decision, "confirmed": confirmed,
        "said": one.written.get(decision.id, {}) if decision else {},
        "judged": {name: one.application[name] for name in _NOT_AUTOMATED if one.application and one.application.get(name)},
        "everything": visit.query.get("alles") == "ja", "value": partial(value, visit.tongue),
        "plain": partial(plain_name, visit.tongue), "part_of": partial(part_of, visit.tongue), "people": _people(visit, one), "kinds": KINDS,
        "under": None if decision is None else decision.assessment,
        "chosen": one.assessment.id if one.assessment and visit.query.get("toetsing") else None,
    }  # fmt: skip


def _people(visit: Visit, one: Whole) -> Mapping[str, str]:
    """Each person of the household by the role, with the id where more of them have it."""
    household = one.application["huishouden"] if one.application else []
    roles = [person["rol"] for person in household]
    return {
        person["id"]: name_of(visit.tongue, "person", person["rol"])
        + (f" ({person['id']})" if roles.count(person["rol"]) > 1 else "")
        for person in household
    }
