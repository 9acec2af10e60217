"""What a mandate can cover, and what it cannot, by the law of the day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine import Lawbook
from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.mandates import mandate_law

BOOK = OUR_LAW
DAY = date(2026, 11, 21)
PATH = "mandaat/huisvestingswet_2014/2017-01-01.yaml"
ALWAYS = {"toepassingsbereik": "voldaan", "artikel_8": "niet_voldaan"}


@pytest.mark.parametrize("outcome", ["verlenen", "verlenen_met_voorschriften", "weigeren"])
@pytest.mark.parametrize("ground", ["rechtmatig_verblijf", "artikel_8", "artikel_9", "artikel_10"])
@pytest.mark.parametrize("judgement", ["voldaan", "niet_voldaan"])
def test_what_article_15_decides_can_be_mandated(outcome: str, ground: str, judgement: str) -> None:
    assert list(mandate_law(BOOK, DAY).outside(outcome, ALWAYS | {ground: judgement})) == []


def test_hardship_and_that_no_permit_is_needed_cannot() -> None:
    law = mandate_law(BOOK, DAY)
    (hard,) = law.outside("verlenen", ALWAYS | {"hardheidsclausule": "voldaan"})
    assert list(law.outside("weigeren", ALWAYS | {"hardheidsclausule": "niet_voldaan"})) == []
    assert (hard.place, "hardheidsclausule" in hard.problem, hard.fix) == (
        "gronden",
        True,
        "art. 19 Huisvestingswet 2014",
    )
    (none,) = law.outside("geen_vergunning_nodig", ALWAYS)
    assert none.place == "uitkomst"
    assert len(list(law.outside("geen_vergunning_nodig", {"hardheidsclausule": "voldaan"}))) == 2


def test_a_mandate_covers_a_screening_only_where_it_says_so() -> None:
    law = mandate_law(BOOK, DAY)
    (found,) = law.beyond({"metOnderzoek": False}, ["artikel_8", "artikel_10"])
    assert (found.problem, found.fix) == ("omvat artikel_10 niet", "art. 10:1 Awb jo. 19 Huisvestingswet 2014")
    assert len(list(law.beyond({}, ["artikel_10"]))) == 1
    assert list(law.beyond({"metOnderzoek": True}, ["artikel_10"])) == []
    assert list(law.beyond({"metOnderzoek": False}, ["artikel_8", "artikel_9"])) == []


def test_what_a_mandate_has_to_name_is_the_rule_books_word() -> None:
    other = BOOK.files[PATH].decode().replace("waarde: artikel_10", "waarde: XX", 1)
    other = other.replace("waarde: artikel_9,", "waarde: artikel_10,", 1).replace("waarde: XX", "waarde: artikel_9", 1)
    law = mandate_law(Lawbook.from_files({PATH: other.encode()}), DAY)
    assert [one.problem for one in law.beyond({}, ["artikel_9", "artikel_10"])] == ["omvat artikel_9 niet"]


def test_data_are_handed_over_as_soon_as_the_decision_is_made_known() -> None:
    assert mandate_law(BOOK, DAY).overdracht.last_day(DAY) == DAY


def test_before_2017_the_rule_book_says_nothing_of_it() -> None:
    assert mandate_law(BOOK, date(2017, 1, 1)).valid_from == "2017-01-01"
    with pytest.raises(LawNotYetInForce, match="from 2017-01-01 on, and nothing of 2016-12-31"):
        mandate_law(BOOK, date(2016, 12, 31))


def test_a_rule_book_without_it_mandates_nothing() -> None:
    with pytest.raises(LawNotFound, match="nothing can be mandated"):
        mandate_law(Lawbook.from_files({}), DAY)


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("mandaat/huisvestingswet_2014/2018-01-01.yaml", "", "", "stands as another"),
        (PATH, "waarde: eigen", "waarde: alle", "'alle'"),
        (PATH, "lengte: 0", "lengte: -1", "greater than or equal to 0"),
    ],
)
def test_a_file_that_cannot_be(path: str, old: str, new: str, said: str) -> None:
    text = BOOK.files[PATH].decode()
    with pytest.raises(RuleFileError) as caught:
        mandate_law(Lawbook.from_files({path: text.replace(old, new, 1).encode()}), DAY)
    assert said in str(caught.value)
