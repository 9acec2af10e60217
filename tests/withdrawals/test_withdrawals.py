"""On which grounds a permit can be withdrawn, by the law of the day (Huisvestingswet 2014 art. 18)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine import Lawbook
from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.withdrawals import withdrawal_law

DAY = date(2026, 11, 21)
PATH = "intrekking/huisvestingswet_2014/2017-01-01.yaml"


def test_the_grounds_of_article_18_and_no_other() -> None:
    law = withdrawal_law(OUR_LAW, DAY)
    assert {one.waarde: one.bron for one in law.gronden} == {
        "niet_in_gebruik_genomen": "art. 18 lid 1 onder a Huisvestingswet 2014",
        "onjuiste_gegevens": "art. 18 lid 1 onder b Huisvestingswet 2014",
        "bibob": "art. 18 lid 2 Huisvestingswet 2014",
    }
    assert [one.waarde for one in law.zienswijze] == ["gevraagd", "niet_nodig"]


def test_before_2017_the_rule_book_says_nothing_of_it() -> None:
    assert withdrawal_law(OUR_LAW, date(2017, 1, 1)).valid_from == "2017-01-01"
    with pytest.raises(LawNotYetInForce, match="from 2017-01-01 on, and nothing of 2016-12-31"):
        withdrawal_law(OUR_LAW, date(2016, 12, 31))


def test_a_rule_book_without_it_lets_nobody_withdraw() -> None:
    with pytest.raises(LawNotFound, match="no permit can be withdrawn"):
        withdrawal_law(Lawbook.from_files({}), DAY)


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("intrekking/huisvestingswet_2014/2018-01-01.yaml", "", "", "stands as another"),
        (PATH, "waarde: bibob", "waarde: 3", "3 is not text"),
    ],
)
def test_a_file_that_cannot_be(path: str, old: str, new: str, said: str) -> None:
    text = OUR_LAW.files[PATH].decode()
    with pytest.raises(RuleFileError) as caught:
        withdrawal_law(Lawbook.from_files({path: text.replace(old, new, 1).encode()}), DAY)
    assert said in str(caught.value)
