"""Two versions of a regulation side by side."""

from __future__ import annotations

from datetime import date

import pytest

from wbmgp_engine import Lawbook
from wbmgp_engine.law.comparing import changed_articles, code_of, differing_lines

BOOK = Lawbook.load()
WBMGP = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
PAIRS = [pair for law in BOOK.laws for pair in zip(BOOK.versions(law), BOOK.versions(law)[1:], strict=False)]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].law_id} {pair[1].starts}")
def test_every_two_versions_differ_in_what_the_files_say(pair: tuple) -> None:  # type: ignore[type-arg]
    old, new = pair
    found = changed_articles(old, new)
    assert found, "a new version in which no article differs"
    for change in found:
        here = new if change.kind != "gone" else old
        assert change.number in {article.number for article in here.regulation.articles}
        text = here.text.decode()
        assert all(
            line.text in text for line in change.code if line.kind == ("new" if change.kind != "gone" else "gone")
        )


def test_a_version_beside_itself_has_no_changes() -> None:
    version = BOOK.versions(WBMGP)[-1]
    assert changed_articles(version, version) == ()


def test_articles_come_and_go() -> None:
    kinds = {
        (new.starts, change.number): change.kind
        for old, new in zip(BOOK.versions(WBMGP), BOOK.versions(WBMGP)[1:], strict=False)
        for change in changed_articles(old, new)
    }
    assert kinds[date(2015, 1, 1), "10"] == "gone"
    assert kinds[date(2017, 1, 1), "10"] == kinds[date(2017, 1, 1), "10a"] == "new"


def test_the_code_of_the_articles_makes_up_the_file() -> None:
    version = BOOK.versions(WBMGP)[-1]
    parts = [code_of(version, article.number) for article in version.regulation.articles]
    assert all(part.lstrip().startswith("- number: ") for part in parts)
    assert version.text.decode().rstrip().endswith("\n".join(parts))
    assert code_of(version, "999") == ""


def test_what_is_far_from_a_difference_is_counted_and_left_out() -> None:
    old = "\n".join(map(str, range(20)))
    found = differing_lines(old, old.replace("10", "tien"))
    assert [line.text for line in found if line.kind == "left_out"] == ["7", "6"]
    assert [(line.kind, line.text) for line in found if line.kind in ("gone", "new")] == [
        ("gone", "10"),
        ("new", "tien"),
    ]
    rest = sum(line.kind in ("same", "gone") for line in found) + sum(
        int(line.text) for line in found if line.kind == "left_out"
    )
    assert rest == 20


def test_in_english_the_words_around_the_rules_are_english() -> None:
    old, new = BOOK.versions(WBMGP)[-2:]
    dutch, english = (changed_articles(old, new, language)[0] for language in ("nl", "en"))
    assert dutch.code == english.code and dutch.words != english.words
