"""A question whole: the fact, the words, who answers, on which ground, whether it decides, and the fields that are open."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tests.permits.test_questions_that_say_enough import assessed, garib, without_region
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits import missing
from wbmgp_engine.permits.missing import MissingFact

HISTORY = {
    "nl": "Waar heeft de aanvrager gewoond, en van wanneer tot wanneer? Wij hebben de hele geschiedenis nodig.",
    "en": "Where has the applicant lived, and from when until when? We need the whole history.",
}


def test_a_question_about_a_whole_fact() -> None:
    data = garib()
    del data["huishouden"][0]["verblijf"]
    (question,) = assessed(data).questions
    assert question.to_json() == {
        "feit": "huishouden.p1.verblijf", "vraag": HISTORY, "leverancier": "brp", "grondslag": "art. 8 lid 1 Wbmgp",
        "beslissend": True,
    }  # fmt: skip
    assert question.person == "p1" and question.fields == ()
    assert question.words == {
        language: text.replace("de aanvrager", "{persoon}").replace("the applicant", "{persoon}")
        for language, text in HISTORY.items()
    }


def test_a_question_about_the_open_part_of_a_fact_names_its_fields_its_supplier_and_its_ground() -> None:
    data = garib()
    stays = data["huishouden"][0]["verblijf"]
    stays[0]["tot"] = stays[1]["vanaf"] = "2001"
    (question,) = assessed(data).questions
    found = question.to_json()
    assert found["velden"] == ["huishouden.p1.verblijf.1.vanaf"]
    assert "2001" in found["vraag"]["nl"] and "2001" in found["vraag"]["en"]
    assert (found["leverancier"], found["grondslag"]) == ("brp", "art. 8 lid 1 Wbmgp")
    assert question.words is None and question.together is None
    assert question.decisive is True and question.person == "p1"


def test_a_question_settles_the_share_of_its_answers_after_which_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    advices = {1: "aanvullen", 2: "verlenen", 3: "weigeren", 4: "aanvullen", 5: "beoordelen"}
    asked_on = list[date]()

    def run(facts: int, on: date) -> int:
        asked_on.append(on)
        return facts

    monkeypatch.setattr(missing, "possible_answers", lambda assessment, path: tuple(advices))
    monkeypatch.setattr(missing, "with_answer", lambda facts, path, answer: answer)
    monkeypatch.setattr(missing, "advise", lambda run, question: advices[run])
    day = date(2021, 5, 1)
    found: Any = SimpleNamespace(
        question=SimpleNamespace(fields={}, compiled=SimpleNamespace(run=run)), bound=SimpleNamespace(facts={}), on=day
    )
    assert missing._settled(found, "woonruimte.huurprijs") == pytest.approx(3 / 5)
    assert asked_on == [day] * 5
    found.question.fields["huurprijs"] = {"open-recht": True}
    assert missing._settled(found, "woonruimte.huurprijs") == 0


def test_what_is_in_a_question_is_in_its_json() -> None:
    whole = MissingFact("a.b#c", {"nl": "x", "en": "y"}, "brp", "art. 1", True)
    assert whole.to_json() == {
        "feit": "a.b", "vraag": {"nl": "x", "en": "y"}, "leverancier": "brp", "grondslag": "art. 1", "beslissend": True,
    }  # fmt: skip
    part = MissingFact("a", {"nl": "x", "en": "y"}, "brp", "art. 1", False, fields=("a.0", "a.1"))
    assert part.to_json()["velden"] == ["a.0", "a.1"] and part.to_json()["beslissend"] is False


# Where the words of a question stand -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("personen.inkomen", {"vraag": "income?", "origin": "own"}),
        ("personen.verblijf.van", {"vraag": "persons?", "origin": "list", "feit": "van", "bij-meer-personen": "all"}),
        ("personen.onbekend", {"vraag": "persons?", "origin": "list", "bij-meer-personen": "all"}),
        ("regio", {"vraag": "region?"}),
        ("nergens.iets", {}),
    ],
)
def test_a_column_without_words_of_its_own_speaks_through_its_list(key: str, expected: dict[str, Any]) -> None:
    fields = {
        "personen": {"vraag": "persons?", "origin": "list", "bij-meer-personen": "all"},
        "personen.inkomen": {"vraag": "income?", "origin": "own"},
        "personen.verblijf.van": {"feit": "van"},
        "personen.verblijf": {"vraag": "not asked for"},
        "regio": {"vraag": "region?"},
    }
    assert missing._declaration(SimpleNamespace(fields=fields), key) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "ground"), [("latere_inwoning", "wet#10 lid 2"), ("huisvesting", "wet#10 lid 1")])
def test_another_fact_may_make_the_ground_another_one(kind: str, ground: str) -> None:
    """Of one who moves in later a certificate may be asked on the second paragraph of article 10, not on the first."""
    declared = {
        "origin": {"grondslag": "wet#10 lid 1"},
        "grondslag-bij": [{"feit": "aanvraagsoort", "is": "latere_inwoning", "grondslag": "wet#10 lid 2"}],
    }
    assessment: Any = SimpleNamespace(bound=SimpleNamespace(facts={"aanvraagsoort": kind}))
    assert missing._basis(assessment, declared) == ground


@pytest.mark.parametrize("declared", [{}, {"origin": None}, {"origin": {}}])
def test_a_fact_without_an_origin_has_no_ground(declared: dict[str, Any]) -> None:
    assessment: Any = SimpleNamespace(bound=SimpleNamespace(facts={}))
    assert missing._basis(assessment, declared) == ""


def test_a_certificate_of_who_moves_in_later_is_asked_on_the_paragraph_for_them() -> None:
    data = garib(aanvraagdatum="2018-01-01", aanvraagsoort="latere_inwoning")
    data["situatie"]["aanwijzingen"] = [
        {"gebied": "tarwewijk", "grond": "artikel_10", "instrument": "vog", "van": "2017-06-01", "tot": "2020-01-01"}
    ]
    data["situatie"]["verordening"].update(categorieen=[{"gronden": ["artikel_10"]}], latereInwoning=True)
    asked = {question.fact: question.basis for question in assessed(data).questions}
    assert asked["onderzoek.vog.p1"] == "art. 10 lid 2 Wbmgp"


def test_unknowns_of_two_facts_are_both_pending() -> None:
    found = assessed(without_region(start="2001"))
    assert isinstance(found.run[found.question.verdicts["weigeringsgrond"]], Unknown)
    assert missing.pending_facts(found) == {"huishouden.p1.verblijf", "situatie.regio"}


def test_what_conditions_still_miss_does_not_matter_once_a_refusal_is_certain() -> None:
    question = SimpleNamespace(
        verdicts={"vergunningplicht": "plicht", "weigeringsgrond": "weigering", "voorschriften": "voorschriften"},
        gates=(),
    )
    for refusal, pending in ((True, set()), (False, {"b"}), (Unknown({"a"}), {"a", "b"})):
        run = {"plicht": True, "weigering": refusal, "voorschriften": Unknown({"b"})}
        found: Any = SimpleNamespace(run=run, question=question)
        assert missing.pending_facts(found) == pending
