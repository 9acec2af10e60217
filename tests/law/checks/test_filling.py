"""Open terms are filled, in every place and on every date, by who may fill them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.checks.islands import AT, absent, article, computing, field, in_book, law, op, ordinance

CODE = field("gemeente_code", "string")
TERM = {"id": "term", "type": "boolean", "delegation_type": "GEMEENTELIJKE_VERORDENING"}
DEFAULT = {"actions": [{"output": "term", "value": False}]}
LOCAL = "tweede.yaml, article 1, machine_readable"
UNFILLED = (
    f"{AT}.open_terms.term: nothing fills it{{}}, and it has no default"
    " → fill it, give it a default, or let it not be required"
)


def act(*parameters: dict[str, Any], starts: str = "2031-07-01", value: Any = "$term", **term: Any) -> dict[str, Any]:
    parts = {"parameters": [CODE, *parameters], "open_terms": [{**TERM, **term}]}
    document = computing(value, **parts)
    return {**document, "valid_from": starts}


def part(kind: str = "boolean", value: Any = True, target: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    nullable = more.pop("nullable", False)
    implements = {"law": "eilandwet", "article": "4", "open_term": "term", **(target or {})}
    declared = field(implements["open_term"], kind, nullable=nullable, legal_basis={"article": "1"})
    actions = [{"output": implements["open_term"], "value": value}]
    return {"implements": [implements], "execution": {"output": [declared], "actions": actions, **more}}


def filling(
    code: str = "GM9990", starts: str = "2031-07-01", root: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    return ordinance(article("1", machine_readable=part(**more)), code=code, starts=starts, **(root or {}))


def test_a_filled_term_passes() -> None:
    assert in_book(act(), filling()) == []


def test_a_term_that_nothing_fills() -> None:
    assert in_book(act()) == [UNFILLED.format(" on 2031-07-01")]
    assert in_book(act(default=DEFAULT)) == []
    loose = act(required=False, value=absent("$term"))
    assert in_book(loose) == []


def test_a_term_is_filled_in_every_place_and_on_every_date() -> None:
    here = filling()
    there = ordinance(article("1"), code="GM9991", starts="2032-01-01")
    assert in_book(act(), here, there) == [UNFILLED.format(" in GM9991 on 2032-01-01")]
    # An ordinance that ends leaves its island outside the question; one that is replaced by nothing does not.
    ended = filling(root={"valid_to": "2031-12-31"})
    assert in_book(act(), ended, filling("GM9991")) == []
    without = ordinance(article("1"), starts="2032-01-01")
    assert in_book(act(), filling(), without) == [UNFILLED.format(" in GM9990 on 2032-01-01")]


def test_a_later_version_of_the_act_may_ask_for_more() -> None:
    early = law(article("4"), starts="2031-07-01")
    late = act(starts="2033-01-01", id="ander")
    late["articles"][0]["machine_readable"]["execution"]["actions"][0]["value"] = "$ander"
    found = in_book(
        early, late, ordinance(article("1"), starts="2031-07-01"), places=("oud.yaml", "eiland.yaml", "c.yaml")
    )
    assert found == [UNFILLED.replace("terms.term", "terms.ander").format(" in GM9990 on 2033-01-01")]


def test_an_ordinance_that_works_back_fills_the_days_it_works_back_to() -> None:
    back = {"x-werkt-terug-tot": "2031-07-01", "publication_date": "2031-12-01"}
    assert in_book(act(), filling(starts="2032-01-01", root=back)) == []


def test_two_ordinances_that_fill_one_term_alike() -> None:
    second = ordinance(article("1", machine_readable=part()), law_id="tweede_verordening")
    (message,) = in_book(act(), filling(), second)
    assert message.startswith(
        f"{AT}.open_terms.term: on 2031-07-01 open term term is filled by regulations of equal rank"
    )
    assert message.endswith("→ let one regulation fill it")


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            filling(target={"law": "eilandswet"}),
            "implements.term.law: the lawbook has no regulation eilandswet → did you mean eilandwet?",
        ),
        (
            filling(target={"open_term": "trem"}),
            "implements.trem: eilandwet (2031-07-01) has no open term trem in article 4 → its open terms are 4: term",
        ),
        (
            filling(target={"article": "5"}),
            "implements.term: eilandwet (2031-07-01) has no open term term in article 5 → its open terms are 4: term",
        ),
        (
            filling(root={"valid_to": "2030-01-01"}, starts="2029-01-01"),
            "implements.term.law: eilandwet is never in force together with this version → mend the law, or the dates",
        ),
        (
            filling(kind="number", value=3),
            "execution.output.term.type: open term term of eilandwet (2031-07-01) is boolean, but this output is number"
            " → declare it boolean",
        ),
        (
            filling(parameters=[field("sinds", "date")], value=absent("$sinds")),
            "execution.parameters.sinds: open term term of eilandwet (2031-07-01) is read in an article without"
            " parameter sinds → an implementation gets only the parameters of that article",
        ),
    ],
)
def test_an_implementation_that_does_not_fit(document: dict[str, Any], message: str) -> None:
    found = in_book(act(default=DEFAULT), document)
    assert f"{LOCAL}.{message}" in found
    assert all("idle" in other or other == f"{LOCAL}.{message}" for other in found)


def test_an_implementation_of_another_layer_is_refused() -> None:
    ministerial = law(
        article("1", machine_readable=part()),
        law_id="regeling",
        regulatory_layer="MINISTERIELE_REGELING",
        bwb_id="BWBR0099998",
    )
    assert in_book(act(default=DEFAULT), ministerial) == [
        f"{LOCAL}.implements.term: open term term of eilandwet (2031-07-01) is for a GEMEENTELIJKE_VERORDENING,"
        " and this is a MINISTERIELE_REGELING → it is refused: fill it in that layer"
    ]


def test_an_implementation_of_a_required_term_gives_a_value() -> None:
    nullable = filling(nullable=True, value=None)
    assert in_book(act(), nullable) == [
        f"{LOCAL}.execution.output.term.nullable: open term term of eilandwet (2031-07-01) is required and has no"
        " default, but this output can be null → give a value always, or give the term a default"
    ]
    assert in_book(act(default=DEFAULT), nullable) == []


def test_an_output_is_named_like_the_term() -> None:
    document = filling()
    document["articles"][0]["machine_readable"]["execution"]["output"][0]["name"] = "anders"
    document["articles"][0]["machine_readable"]["execution"]["actions"][0]["output"] = "anders"
    with pytest.raises(
        Exception, match="no output of this article is called term → name the output like the open term"
    ):
        in_book(act(), document)


def test_a_delegated_term_is_found_by_the_territory() -> None:
    document = computing("$term", open_terms=[{**TERM, "default": DEFAULT}])
    assert in_book(document) == [
        f"{AT}.open_terms.term: a GEMEENTELIJKE_VERORDENING is found by gemeente_code, and this article has no such"
        " parameter → declare parameter gemeente_code, and pass it in every call"
    ]


def test_a_term_for_a_decree_is_looked_for_in_the_country() -> None:
    document = computing("$term", open_terms=[{"id": "term", "type": "boolean", "delegation_type": "AMVB"}])
    decree = law(article("1", machine_readable=part()), law_id="besluit", regulatory_layer="AMVB")
    assert in_book(document, decree) == []
    assert in_book(document) == [UNFILLED.format(" on 2031-07-01")]


def test_a_term_is_compared_with_what_it_can_be() -> None:
    default = {"actions": [{"output": "term", "value": "aanvrager"}]}
    elsewhere = filling("GM9991", kind="string", value="iedereen")

    def asking(word: str) -> dict[str, Any]:
        return act(type="string", default=default, value=op("EQUALS", subject="$term", value=word))

    for word in ("aanvrager", "een_van_beiden", "iedereen"):
        assert in_book(asking(word), filling(kind="string", value="een_van_beiden"), elsewhere) == []
    assert in_book(asking("een_van_bieden"), filling(kind="string", value="een_van_beiden"), elsewhere) == [
        f"{AT}.execution.actions.uitkomst.value.value: open term term is never 'een_van_bieden'"
        " → its values are aanvrager, een_van_beiden, iedereen"
    ]
