"""A report read back from its page: nothing is lost, nothing is made up, and what was hidden stays hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest

from tests.simulation.report import made
from wbmgp_api.pages.council.figures import CSP, image
from wbmgp_api.pages.council.reports import Block, Report, Section, Unreadable, read_report


def every(sections: tuple[Section, ...]) -> Iterator[Block]:
    for section in sections:
        yield from section.blocks
        yield from every(section.inner)


def test_the_first_page_has_the_options_side_by_side(report: Report) -> None:
    options = made.options()
    assert len(report.options) == len(options)
    table = next(block for block in report.first.blocks if block.kind == "table")
    assert len(table.rows) == 7
    assert all(len(row.cells) == len(options) for row in table.rows)
    shows, cannot = (block for block in report.first.blocks if block.kind == "items")
    assert shows.texts and cannot.texts and shows.title != cannot.title


def test_the_foot_says_how_often_it_was_run_and_what_is_hidden(report: Report) -> None:
    assert "20 keer" in report.foot and "Verborgen: minder dan 5" in report.foot


def test_every_text_of_the_page_is_in_the_report(report_page: bytes, report: Report) -> None:
    said = "".join(f"{block}" for block in every((report.first, *report.sections)))
    cells = re.findall(r"<td[^>]*>([^<]+)<", report_page.decode())
    told = {cell for cell in cells if "&" not in cell}
    assert len(told) > 50
    assert [cell for cell in told if cell not in said] == []


def test_a_picture_has_its_title_its_words_and_its_table(report: Report) -> None:
    pictures = [picture for section in report.sections for picture in section.pictures]
    assert {picture.id for picture in pictures} == set(report.pictures)
    assert all(picture.title and picture.text and picture.rows for picture in pictures)


def test_what_the_report_hides_stands_nowhere(report: Report) -> None:
    said = f"{report.first}{report.sections}"
    assert "verborgen" in said
    assert str(made.HIDDEN) not in said and str(made.HIDDEN).replace(".", ",") not in said


def test_two_options_beside_each_other(report: Report) -> None:
    table = next(block for block in report.first.blocks if block.kind == "table")
    chosen = [report.options[0], report.options[2]]
    two = table.only(chosen)
    assert two.head == (table.head[0], *chosen)
    assert [row.cells for row in two.rows] == [(row.cells[0], row.cells[2]) for row in table.rows]
    assert table.only(["geen variant"]) is table


@pytest.mark.parametrize("page", [b"", b"<p>iets anders</p>", b"<main><p>niet gesloten</main>"])
def test_another_page_is_no_report(page: bytes) -> None:
    with pytest.raises(Unreadable):
        read_report(page)


def test_a_picture_is_an_image_without_script_or_address(report: Report) -> None:
    for name in report.pictures:
        drawn = image(report, name)
        assert drawn is not None
        found = fromstring(drawn)
        assert found.tag.endswith("}svg")
        assert not re.search(rb"<script|\son\w+=|href=|@import|url\((?!#)", drawn)
    assert image(report, "geen-plaatje") is None
    assert "script-src" not in CSP and CSP.startswith("default-src 'none'")
