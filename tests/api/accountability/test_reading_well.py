"""What each register and annex reads like: Dutch, whole sentences, no word of the program, and the same in both forms."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tests.api.accountability.test_dpia import COUNTED
from tests.api.accountability.using import use
from wbmgp_api.accountability.dpia import dpia_annex
from wbmgp_api.accountability.iama import iama_annex
from wbmgp_api.accountability.processing_register import processing_register
from wbmgp_api.accountability.sections import Document, Table
from wbmgp_engine.processing.schema import Basis, Person, Recipient, Special

MADE = {one.id: one for one in (processing_register(use()), dpia_annex(use(), COUNTED), iama_annex(use(), COUNTED))}
# Names of the rule files and of Python that a reader has no use for, and those that are also Dutch words.
OURS = {
    "None",
    "True",
    "False",
    *(
        word
        for kind in (Basis, Person, Recipient, Special)
        for word in get_args(kind)
        if "_" in word or word[0].isupper()
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_no_word_of_the_program_is_left_in_it(name: str) -> None:
    words = set(re.findall(r"\w+", MADE[name].to_markdown()))
    assert words & OURS == set()
    assert not re.search(r"[{}]|\.\.|\s[,.;:]", MADE[name].to_markdown())


@pytest.mark.parametrize("name", MADE)
def test_every_fact_is_a_sentence_and_every_question_asks(name: str) -> None:
    for section in MADE[name].sections:
        assert 0 < len(section.title) < 75 and not section.title.endswith(".")
        for fact in section.facts:
            assert fact.text.endswith((":", ".", "?")), fact.key
        for question in section.questions:
            assert question.endswith(("?", ".")), question


@pytest.mark.parametrize("name", MADE)
def test_both_forms_hold_every_fact_and_no_key_stands_twice(name: str) -> None:
    document = MADE[name]
    told, text = document.to_json(), document.to_markdown()
    facts = [fact for part in (told["rustOp"], *(one["feiten"] for one in told["onderdelen"])) for fact in part]
    keys = [fact["sleutel"] for fact in facts]
    assert len(keys) == len(set(keys)) and len(facts) == len(_facts(document))
    assert all(_plain(fact["tekst"]) in _plain(text) for fact in facts)
    assert all(
        _plain(cell) in _plain(text)
        for fact in _facts(document)
        if isinstance(fact, Table)
        for row in fact.rows
        for cell in row
    )


def _facts(document: Document) -> list[object]:
    return [fact.value for facts in (document.about, *(one.facts for one in document.sections)) for fact in facts]


def _plain(text: str) -> str:
    return " ".join(text.replace("\\", "").split())
