"""Who fills an open term: territory, delegation, rank, date, and the ties that nobody may break."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.texts import ISLAND_LAW, ORDINANCE, law, law_text, part, text
from wbmgp_engine.errors import LawNotYetInForce, OutputNotFound, ResolutionError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.open_terms import RANK

DAY = date(2032, 1, 1)
HERE = {"gemeente_code": "GM9990"}


def island_law(delegation_type: str | None = "GEMEENTELIJKE_VERORDENING") -> str:
    document = law()
    term = part(document)["open_terms"][0]
    term["delegation_type"] = delegation_type
    if delegation_type is None:
        del term["delegation_type"]
    return text(document)


def filler(name: str, layer: str = "UITVOERINGSBELEID", valid_from: str | None = "2031-07-01", **keys: Any) -> str:
    """A regulation of any layer that fills the waiting time."""
    keys = {"gemeente_code": None, "bwb_id": "BWBR0000001", **keys}
    return law_text(ORDINANCE, id=name, regulatory_layer=layer, valid_from=valid_from, **keys)


def winner(texts: list[str], scope: dict[str, str] | None = None, on: date = DAY) -> str | None:
    found = Lawbook.from_texts(texts, lenient=True).implementations("eilandwet", "4", "wachttijd", on, scope or {})
    return None if found is None else f"{found[0].id} {found[0].valid_from} {found[1].number}"


def test_an_ordinance_counts_in_its_own_municipality_only() -> None:
    texts = [law_text(), law_text(ORDINANCE)]
    assert winner(texts, HERE) == "verordening_zandeiland 2031-07-01 1"
    assert winner(texts, {"gemeente_code": "GM9991"}) is None
    assert winner(texts, {"gemeente_code": "gm9990"}) is None
    assert winner(texts, {"provincie_code": "GM9990"}) is None
    assert winner(texts) is None


def test_an_ordinance_counts_only_while_it_is_in_force() -> None:
    ended = law_text(ORDINANCE, valid_to="2031-12-31")
    assert winner([island_law(), ended], HERE, date(2031, 12, 31)) is not None
    assert winner([island_law(), ended], HERE, date(2032, 1, 1)) is None
    assert winner([island_law(), law_text(ORDINANCE, valid_from="2032-01-02")], HERE) is None


def test_the_newer_version_of_an_ordinance_fills_the_term() -> None:
    newer = law_text(ORDINANCE, valid_from="2031-12-01")
    assert winner([island_law(), law_text(ORDINANCE), newer], HERE) == "verordening_zandeiland 2031-12-01 1"


def test_a_version_that_stopped_filling_the_term_does_not_let_the_older_one_back_in() -> None:
    newer = law(ORDINANCE, valid_from="2031-12-01")
    del part(newer)["implements"]
    assert winner([island_law(), law_text(ORDINANCE), text(newer)], HERE) is None


def test_another_layer_than_the_delegated_one_is_refused_and_reported() -> None:
    book = Lawbook.from_texts([island_law(), filler("beleid"), law_text(ORDINANCE)])
    found = book.resolution("eilandwet", "4", "wachttijd", DAY, HERE)
    assert found.winner is not None
    assert found.winner.regulation.id == "verordening_zandeiland"
    assert [str(refused) for refused in found.refused] == ["beleid (2031-07-01) art. 1"]
    assert book.resolution("eilandwet", "4", "wachttijd", DAY, {}).winner is None


def test_the_higher_regulation_wins_even_when_it_is_older() -> None:
    texts = [island_law(None), filler("besluit", "AMVB", "2031-07-01"), filler("beleid", valid_from="2031-12-01")]
    assert winner(texts) == "besluit 2031-07-01 1"


def test_of_equal_rank_the_later_wins() -> None:
    texts = [island_law(None), filler("een", valid_from="2031-08-01"), filler("twee", valid_from="2031-07-01")]
    assert winner(texts) == "een 2031-08-01 1"


@given(
    st.permutations([filler("een"), filler("twee", valid_from="2031-08-01"), filler("drie", "AMVB"), island_law(None)])
)
def test_the_order_of_files_decides_nothing(texts: list[str]) -> None:
    assert winner(texts) == "drie 2031-07-01 1"


def test_equal_rank_and_date_is_an_error_that_names_both() -> None:
    texts = [island_law(None), filler("een"), filler("twee"), filler("oud", valid_from="2031-06-01")]
    with pytest.raises(ResolutionError) as caught:
        winner(texts)
    assert str(caught.value) == (
        "open term wachttijd is filled by regulations of equal rank and date: "
        "een (2031-07-01) art. 1; oud (2031-06-01) art. 1; twee (2031-07-01) art. 1"
    )


def test_a_contest_with_a_missing_date_is_an_error() -> None:
    texts = [island_law(None), filler("een"), filler("twee", valid_from=None)]
    with pytest.raises(ResolutionError) as caught:
        winner(texts)
    assert str(caught.value) == (
        "open term wachttijd is filled more than once and not every date is known: "
        "een (2031-07-01) art. 1; twee (no date) art. 1"
    )
    assert winner([island_law(None), filler("twee", valid_from=None)]) == "twee None 1"


def test_two_articles_of_one_regulation_cannot_both_fill_a_term() -> None:
    double = law(ORDINANCE)
    double["articles"].append({**double["articles"][0], "number": "2"})
    with pytest.raises(ResolutionError, match=r"verordening_zandeiland \(2031-07-01\) art\. 1; verordening_zandeiland"):
        winner([island_law(), text(double)], HERE)


def test_a_term_or_article_or_law_that_does_not_exist_is_an_error() -> None:
    book = Lawbook.from_texts([law_text(), law_text(ORDINANCE)])
    for article, term in (("4", "termijn"), ("5", "wachttijd")):
        with pytest.raises(OutputNotFound) as caught:
            book.implementations("eilandwet", article, term, DAY, HERE)
        assert str(caught.value) == f"eilandwet (2031-07-01) has no open term {term} in article {article}"
    with pytest.raises(LawNotYetInForce):
        book.implementations("eilandwet", "4", "wachttijd", date(2031, 6, 30), HERE)


def test_an_implementation_without_an_output_of_that_name_is_an_error() -> None:
    nameless = law(ORDINANCE)
    part(nameless)["execution"] = {"output": [{"name": "duur", "type": "number"}], "actions": []}
    with pytest.raises(OutputNotFound) as caught:
        winner([island_law(), text(nameless)], HERE)
    assert str(caught.value) == (
        "verordening_zandeiland (2031-07-01) art. 1 fills wachttijd but has no output of that name"
    )


def test_an_ordinance_made_to_work_back_fills_the_term_for_who_looks_later() -> None:
    back = law(ORDINANCE, valid_from="2031-12-01", publication_date="2031-11-20")
    back["x-werkt-terug-tot"] = "2031-08-01"
    book = Lawbook.from_texts([law_text(), text(back)])
    ask = ("eilandwet", "4", "wachttijd", date(2031, 9, 1), HERE)
    assert book.implementations(*ask) is None
    assert book.implementations(*ask, known_on=date(2031, 11, 20)) is not None


def test_the_ranks_are_those_of_the_layers() -> None:
    assert RANK["GRONDWET"] < RANK["WET"] < RANK["AMVB"] < RANK["GEMEENTELIJKE_VERORDENING"] < RANK["UITVOERINGSBELEID"]
    assert len(RANK) == 13
    assert ISLAND_LAW["regulatory_layer"] in RANK
