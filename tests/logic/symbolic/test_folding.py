"""Alternatives on one text are one test, and mean the same."""

from __future__ import annotations

from wbmgp_engine.logic.symbolic.terms import Term, Terms, in_order


def either(terms: Terms, area: Term, names: list[str], *further: Term) -> Term:
    alternatives = (terms.all_of((terms.compare("equal", area, terms.constant(name)), *further)) for name in names)
    return terms.any_of(alternatives)


def test_two_hundred_designations_are_one_test() -> None:
    terms = Terms()
    area, running = terms.input("area", "string"), terms.input("running", "boolean")
    found = either(terms, area, [f"unit-{number}" for number in range(200)], running)
    assert [term.operator for term in in_order([found])] == ["input", "input", "one_of", "and"]


def test_a_member_is_added_to_those_that_were_there() -> None:
    terms = Terms()
    area = terms.input("area", "string")
    assert terms.any_of((terms.one_of(area, ["a", "b"]), either(terms, area, ["b", "c"]))) is terms.one_of(
        area, ["a", "b", "c"]
    )


def test_other_conditions_and_other_texts_stay_apart() -> None:
    terms = Terms()
    area, other, one, two = (terms.input(name, "string") for name in ("area", "other", "one", "two"))
    apart = [
        either(terms, area, ["a"], terms.known(one)), either(terms, area, ["b"], terms.known(two)),
        either(terms, other, ["a"]), terms.compare("equal", one, two),
    ]  # fmt: skip
    assert set(terms.any_of(apart).of) == set(apart)


def test_a_test_of_two_texts_at_once_is_left_as_it_is() -> None:
    terms = Terms()
    area, other = terms.input("area", "string"), terms.input("other", "string")
    both = either(terms, area, ["a"], either(terms, other, ["b"]))
    assert terms.any_of((both, terms.negation(terms.known(area)))).of == tuple(
        sorted((both, terms.negation(terms.known(area))), key=lambda term: term.number)
    )


def test_one_text_is_an_equality() -> None:
    terms = Terms()
    area = terms.input("area", "string")
    assert terms.one_of(area, ["a"]) is terms.compare("equal", area, terms.constant("a"))
    assert terms.one_of(area, []) is terms.where_known((area,), terms.false)
