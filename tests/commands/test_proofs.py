"""`wbmgp law prove` and `wbmgp law diff` as their users meet them."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from typing import Any

import pytest

from wbmgp_engine import Lawbook
from wbmgp_engine.cli import run
from wbmgp_engine.facts import Application
from wbmgp_engine.permits.assess import assess
from wbmgp_engine.permits.proving import proofs
from wbmgp_engine.permits.proving.properties import PROPERTIES
from wbmgp_engine.permits.proving.world import Undecided, World

# A day on which no permit is asked of anybody: every proof is there at once.
EARLY = ["law", "prove", "--on", "2000-01-01"]


def test_every_property_stands_in_the_table_with_its_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(EARLY) == 0
    found, said = capsys.readouterr().out, [one.says["nl"] for one in PROPERTIES]
    assert found.startswith(f"Regelboek {Lawbook.load().hash}\nGrenzen: Hoogstens 3 personen")
    assert all(one in found for one in said)
    assert "\n2000-01-01\n  bewezen    geen_bedragen" in found
    assert "met: Wie intussen zo oud wordt dat artikel 10 over hem gaat" in found
    assert found.endswith("\nAlles is bewezen.\n")


def test_the_table_speaks_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*EARLY, "--lang", "en"]) == 0
    found = capsys.readouterr().out
    assert "Bounds: At most 3 persons" in found
    assert "proved     een_uitkomst             Exactly one advice" in found
    assert "Everything is proved." in found


def test_proofs_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*EARLY, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {proof["uitkomst"] for proof in found["bewijzen"]} == {"bewezen"}
    assert {proof["eigenschap"] for proof in found["bewijzen"]} == {"geen_bedragen", *(one.id for one in PROPERTIES)}
    assert found["bewijzen"][0]["versies"] == [{"van": "2000-01-01", "tot": "2000-01-01"}]
    assert len(found["grenzen"]) == 2


def test_what_is_not_decided_is_not_proved(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def undecided(world: World) -> None:
        raise Undecided("max. resource limit exceeded")

    monkeypatch.setattr(World, "search", undecided)
    assert run(EARLY) == 1
    found = capsys.readouterr().out
    assert "ONBESLIST  wachten" in found
    assert "max. resource limit exceeded" in found
    assert found.endswith(f"\n{len(PROPERTIES)} niet bewezen\n")


def test_a_counterexample_is_printed_as_an_application(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def any_application(world: World) -> None:
        world.case()

    never = PROPERTIES[0]._replace(id="nooit", opposed=any_application)
    monkeypatch.setattr(proofs.prove, "__defaults__", ((never,),))
    assert run(EARLY) == 1
    lines = capsys.readouterr().out.splitlines()
    place = next(number for number, line in enumerate(lines) if "tegenvoorbeeld: " in line)
    assert lines[place].strip() == "tegenvoorbeeld: geen_vergunning_nodig, --on 2000-01-01"
    made = assess(Application.model_validate_json(lines[place + 1]), lawbook=Lawbook.load(), on=date(2000, 1, 1))
    assert made.advice == "geen_vergunning_nodig"


def test_a_difference_is_shown_with_an_application_that_both_dates_answer_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["law", "diff", "2026-06-30", "2026-07-01", "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {"naam": "huisvestingswet_2014:15", "wijziging": "gewijzigd"} in found["artikelen"]
    assert found["gegevens"] == [{"naam": "uitzondering15", "wijziging": "nieuw"}]
    assert {"naam": "poort_samenloop_geldt", "wijziging": "nieuw"} in found["uitkomsten"]
    (one,) = found["verschillen"]
    assert (one["behandeld"], one["eerst"]["advies"], one["later"]["advies"]) == ("beter", "weigeren", "beoordelen")
    given, lawbook = Application.model_validate(one["aanvraag"]), Lawbook.load()
    for side in (one["eerst"], one["later"]):
        assert assess(given, lawbook=lawbook, on=date.fromisoformat(side["beslisdatum"])).advice == side["advies"]


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Niemand krijgt een andere uitkomst."), ("en", "Nobody gets another outcome.")]
)
def test_two_days_of_one_law_differ_in_nothing(lang: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "diff", "1999-01-01", "2000-01-01", "--lang", lang]) == 0
    found = capsys.readouterr().out
    assert found.splitlines()[0] in ("Artikelen: niets", "Articles: nothing")
    assert found.endswith(f"\n{words}\n")


def test_what_ends_is_gone_and_who_differs_is_shown_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "diff", "2000-01-01", "2005-12-30", "--lang", "en"]) == 0
    found = capsys.readouterr().out
    assert "  new huisvestingswet:7\n" in found
    assert "  asked more: 2000-01-01 geen_vergunning_nodig → 2005-12-30 aanvullen\n" in found
    assert "  treated worse: 2000-01-01 geen_vergunning_nodig → 2005-12-30 weigeren\n" in found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["law", "prove", "--on", "2000"], "--on"),
        (["law", "prove", "--lang", "fr"], "--lang"),
        (["law", "prove", "--format", "xml"], "--format"),
        (["law", "diff", "2001-01-01", "2000-01-01"], "lies after"),
    ],
)
def test_bad_input_is_one_message(asked: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert said in found.err


@pytest.mark.parametrize("asked", [EARLY, ["law", "diff", "2000-01-01", "2000-01-02"]])
def test_without_the_extra_the_message_names_it(
    asked: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert run(asked) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert "pip install 'wbmgp-engine[proofs]'" in found.err
