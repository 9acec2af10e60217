"""A municipal rule file against the statute: open terms filled and left open, its term, faults of the file."""

from __future__ import annotations

from datetime import date

import pytest

from tests.designations.ordinances import RULE_FILE
from tests.our_law import OUR_LAW
from wbmgp_engine.designations.ordinance import OrdinanceCheck
from wbmgp_engine.designations.ordinance_rules import check_rule_file
from wbmgp_engine.errors import BadInput, RuleFileError
from wbmgp_engine.law.lawbook import Lawbook

BOOK = OUR_LAW
LID_1 = "art. 8 lid 1 Wbmgp"


def checked(text: str = RULE_FILE, on: date | None = None, book: Lawbook = BOOK) -> OrdinanceCheck:
    return check_rule_file(text.encode(), "verordening.yaml", lawbook=book, on=on)


def rules(answer: OrdinanceCheck, verdict: str) -> list[str]:
    return [item.rule for item in answer.findings if item.verdict == verdict]


def test_terms_that_are_filled_left_open_and_not_touched() -> None:
    answer = checked()
    assert answer.municipality == "GM0606" and answer.on == date(2018, 1, 1)
    assert rules(answer, "in_orde") == ["ingevuld"]
    left = [item for item in answer.findings if item.rule == "open_begrip" and item.citation.text == LID_1]
    assert len(left) == 2
    assert "aanvrager" in left[0].words["nl"]
    assert {item.place.partition("#")[2] for item in answer.findings if item.rule == "niet_geregeld"} == {
        "9",
        "10",
        "10a",
    }
    assert rules(answer, "strijdig") == []


def test_the_defaults_are_said_in_both_languages() -> None:
    text = RULE_FILE.replace("artikel_8_voor_woonruimte", "inkomenstoets").replace("type: boolean", "type: string", 1)
    text = text.replace("{value: true, type: string}", "{value: aanvrager, type: string}").replace(
        "type: boolean", "type: string"
    )
    of_lid_1 = [item for item in checked(text).findings if item.citation.text == LID_1]
    (left,) = [item for item in of_lid_1 if item.words["nl"].endswith("Dan geldt: nee.")]
    assert left.words["en"].endswith("Then: no.")


def test_what_a_file_cannot_show_is_open() -> None:
    assert {"te_lang", "geen_overleg", "geen_aanwijzing_voor_8", "geen_hardheidsclausule"} <= set(
        rules(checked(), "open")
    )


@pytest.mark.parametrize(("last", "too_long"), [("2021-12-31", False), ("2022-01-01", True)])
def test_the_term_is_four_years_to_the_day(last: str, too_long: bool) -> None:
    text = RULE_FILE.replace(
        "url: 'urn:wbmgp:verordening:voorbeeld'\n", f"valid_to: '{last}'\nurl: 'urn:wbmgp:verordening:voorbeeld'\n"
    )
    assert ("te_lang" in rules(checked(text), "strijdig")) is too_long


def test_a_term_that_the_law_of_the_date_does_not_know() -> None:
    text = RULE_FILE.replace("artikel_8_voor_woonruimte", "artikel_8_voor_auto")
    answer = checked(text)
    assert rules(answer, "strijdig") == ["onbekend_begrip"]
    # The checks of the rule book say so too, and that nobody reads the output.
    assert "regelbestand" in rules(answer, "let_op")


def test_article_10_could_not_be_filled_before_2017() -> None:
    text = RULE_FILE.replace(
        "article: '8'\n          open_term: artikel_8_voor", "article: '10'\n          open_term: artikel_10_voor"
    )
    text = text.replace("name: artikel_8_voor", "name: artikel_10_voor").replace(
        "output: artikel_8_voor", "output: artikel_10_voor"
    )
    assert "onbekend_begrip" in rules(checked(text, date(2016, 12, 31)), "strijdig")
    assert "grond_bestaat_niet" in rules(checked(text, date(2016, 12, 31)), "strijdig")
    assert "onbekend_begrip" not in rules(checked(text, date(2017, 1, 1)), "strijdig")


def test_a_file_of_an_ordinance_that_the_rule_book_holds_takes_its_place() -> None:
    held = next(path for path in BOOK.files if "verordening_situatie" in path)
    answer = checked(BOOK.files[held].decode(), date(2020, 1, 1))
    assert "regelbestand" not in rules(answer, "let_op")
    later = BOOK.files[held].decode().replace("valid_from: '1900-01-01'", "valid_from: '2019-01-01'")
    assert checked(later).on == date(2019, 1, 1)


def test_what_is_no_municipal_ordinance() -> None:
    other = next(text for path, text in BOOK.files.items() if path.startswith("nl/amvb/"))
    with pytest.raises(BadInput, match="regulatory_layer is AMVB"):
        check_rule_file(other, "amvb.yaml", lawbook=BOOK)
    with pytest.raises(RuleFileError):
        checked("$id: x\n")
