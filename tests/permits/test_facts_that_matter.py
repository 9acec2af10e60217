"""Beside a ground stand the facts that the run read: of nobody it did not look at, and no date of birth without need."""

from __future__ import annotations

from typing import Any

import pytest

from tests.logic.asking import ON, article, book, law, op, register
from tests.permits.test_reasons import on_eight
from tests.permits.test_what_a_lawyer_found import EIGHT, assessed, newcomer, situation
from tests.permits.test_words_of_the_desk import SCREENED
from tests.permits.test_words_of_the_desk import assessed as screened
from wbmgp_engine import Assessment
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.scalar.fields_read import fields_read, steps_to
from wbmgp_engine.logic.scalar.witnesses import witnesses

OTHER = {
    "id": "p2", "rol": "partner", "geboortedatum": "1980-01-01", "inkomen": [{"soort": "ww"}],
    "verblijf": [{"gemeente": "GM0363", "vanaf": "1990-01-01", "tot": None}],
}  # fmt: skip


def told(found: Assessment, ground: str) -> set[tuple[str, str | None]]:
    facts = next(item.facts for item in found.grounds if item.id == ground)
    return {(fact.name, fact.person) for fact in facts if fact.person is not None}


def with_partner(test: str) -> Assessment:
    given = situation(EIGHT, grounds=["artikel_8"])
    given["verordening"] |= {"inkomenstoets": test, "verblijfstoets": test}
    return assessed(huishouden=[*newcomer(), OTHER], situatie=given)


def test_where_the_applicant_alone_counts_nothing_of_another_is_told_and_no_date_of_birth() -> None:
    found = told(with_partner("aanvrager"), "artikel_8")
    assert {person for _, person in found} == {"p1"}
    assert {name for name, _ in found} == {"inkomen", "onafgebroken_ingezetene_vanaf", "verblijf_onderbroken_door"}


def test_where_any_adult_counts_dates_of_birth_are_told() -> None:
    found = told(with_partner("een_meerderjarige"), "artikel_8")
    assert {("geboortedatum", "p1"), ("geboortedatum", "p2"), ("inkomen", "p2")} <= found


@pytest.mark.parametrize(("certificate", "told_of"), [("overgelegd", False), ("niet_overgelegd", True)])
def test_a_date_of_birth_is_told_where_sixteen_years_decide(certificate: str, told_of: bool) -> None:
    area = {**SCREENED["situatie"]["aanwijzingen"][0], "instrument": "vog"}
    people = [*SCREENED["huishouden"], {"id": "p2", "rol": "kind", "geboortedatum": "2010-01-01"}]
    research: dict[str, Any] = {"vog": {"p1": "overgelegd", "p2": certificate}}
    found = screened(situatie={**SCREENED["situatie"], "aanwijzingen": [area]}, huishouden=people, onderzoek=research)
    assert (("geboortedatum", "p2") in told(found, "artikel_10")) is told_of


def test_the_fields_read_of_each_element() -> None:
    rows = [{"a": True, "b": 1}, {"a": False, "b": 2}, {"a": True, "b": 3}]
    body = op("AND", conditions=["$rij.a", op("GREATER_THAN", subject="$rij.b", value=2)])
    loop = op("FOREACH", collection="$rijen", body=body, combine="OR", **{"as": "rij"})
    found = law(article(actions={"uit": loop}, input=[register("rijen", "array")]))
    answered = compile_plan(book(found), "wet_proef", ["uit"], ON).run({"rijen": rows})
    step = answered.compiled.plan.outputs["uit"]
    plan = answered.compiled.plan
    assert fields_read(answered, step, "rijen", steps_to(plan, "rijen")) == {0: {"a", "b"}, 1: {"a"}, 2: {"a", "b"}}
    assert fields_read(answered, step, "anders", range(len(plan.steps))) == {}
    assert steps_to(plan, "anders") == set()
    assert witnesses(answered, "uit") == [(2,)]


def test_an_output_that_looks_at_nobody_has_no_witness() -> None:
    assert witnesses(on_eight().run, "vergunning_nodig") == []
