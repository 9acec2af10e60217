"""Markdown from hostile text: whatever somebody writes, it forms no heading, no markup, no HTML and no cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wbmgp_engine.designations.markdown import Block, Items, Quote, Section, Table, Words, as_json, inline, markdown

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = [
    "a|b", "a\\|b", "\\", "\\\\|", "# kop", "- punt", "+ punt", "* punt", "1. punt", "1) punt", "> citaat", "===", "---",
    "<script>alert(1)</script>", "<!-- weg", "&lt;b&gt;", "`code`", "``", "**vet**", "_schuin_", "[x](javascript:alert(1))",
    "![x](http://e.vil)", "[x]: http://e.vil", "<http://e.vil>", "~~weg~~", "$x$", "    code", "\tcode", "```\ncode\n```",
    "regel\n# kop", "regel\r\n| a | b |", "a\u2028# kop", "a\u202eb", "a\x00b\x1b[31m", "{: onclick=x}", "\u202e - x", "\u200b \u200b \u200b \u200b x", "\u202e 1. x", "http://e.vil",
]  # fmt: skip


def kinds(text: str) -> list[str]:
    """The kinds of the tokens a reader of Markdown sees, those inside lines too."""
    tokens = READER.parse(text)
    return [kind for token in tokens for kind in (token.type, *(child.type for child in token.children or ()))]


def table_cells(text: str) -> int:
    return sum(kind in ("td_open", "th_open") for kind in kinds(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_plain_paragraph(text: str) -> None:
    assert set(kinds(inline(text))) <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_cell(text: str) -> None:
    found = markdown([Section("t", [Table((text, "b"), [(text, "x"), ("y", text)])])])
    assert table_cells(found) == 6
    assert not {"html_inline", "html_block", "link_open", "image", "code_inline"} & set(kinds(found))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_quote(text: str) -> None:
    found = markdown([Section("t", [Quote(f"eerst\n\n{text}\n\nlaatst"), Words("na")])])
    seen = kinds(found)
    assert seen.count("blockquote_open") == 1
    assert seen.count("heading_open") == 1
    assert not {"bullet_list_open", "ordered_list_open", "fence", "code_block", "hr", "table_open", "html_block"} & set(
        seen
    )


@given(st.text(max_size=80))
def test_any_text_can_be_read_back_as_it_is_shown(text: str) -> None:
    from html import unescape

    from wbmgp_engine.facts.wording import one_line

    rendered = READER.render(inline(text))
    plain = one_line(text)
    assert unescape(rendered.removeprefix("<p>").removesuffix("</p>\n")).strip() == plain.strip()


@given(st.text(max_size=200))
def test_no_text_leaves_its_quote_or_its_cell(text: str) -> None:
    found = markdown([Section("t", [Quote(text), Words("x"), Table(("a", "b"), [(text, text)])])])
    seen = kinds(found)
    assert seen.count("heading_open") == 1
    assert table_cells(found) == 4
    assert not {"html_inline", "html_block", "link_open", "image", "fence", "code_block", "code_inline"} & set(seen)


def test_a_list_keeps_its_levels() -> None:
    assert markdown([Section("t", [Items(["een", "  onder", "    dieper", "twee"])], level=3)]) == (
        "### t\n\n- een\n  - onder\n    - dieper\n- twee\n"
    )


def test_an_empty_block_leaves_no_hole() -> None:
    assert markdown([Section("t", [Words(""), Quote(""), Words("x")])]) == "## t\n\nx\n"


def test_the_same_as_data() -> None:
    blocks: list[Block] = [Words("w"), Quote("q\nr"), Items(["a"]), Table(("h",), [("c",)])]
    assert as_json([Section("t", blocks)]) == [
        {"titel": "t", "niveau": 2, "inhoud": [
            {"soort": "tekst", "tekst": "w"}, {"soort": "citaat", "tekst": "q\nr"}, {"soort": "lijst", "regels": ["a"]},
            {"soort": "tabel", "koppen": ["h"], "rijen": [["c"]]},
        ]}
    ]  # fmt: skip
