"""The entry of the Algoritmeregister: what stands in it is what the rule book, the settings and the account say, and plain."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, get_args

import pytest

from tests.api.accountability.using import TENANT, TODAY, lawbook, told, use
from wbmgp_api.accountability import register_texts
from wbmgp_api.accountability.algorithm_register import OPTIONAL, REQUIRED, document, entry
from wbmgp_api.accountability.fields import faults, standard
from wbmgp_api.accountability.legal_bases import legal_bases
from wbmgp_api.accountability.marks import blocks
from wbmgp_api.accountability.municipality import Account, Status
from wbmgp_api.letters.plain_language import hard
from wbmgp_engine.errors import BadInput, LawLookupError
from wbmgp_engine.permits.general import facts
from wbmgp_engine.permits.outcome import Advice
from wbmgp_engine.permits.texts import GROUND

ENTRY = entry(use())
OF_RESIDENTS = (
    "description_short",
    "goal",
    "proportionality",
    "human_intervention",
    "risks",
    "lawful_basis",
    "source_data",
)
QUOTED = {"lawful_basis", "source_data"}
"""Their lists are names of acts and questions of the rule book: not our sentences."""
ALL_SETTINGS: tuple[dict[str, Any], ...] = (
    {}, {"four_eyes": False}, {"witnesses": ("w",), "tsa": "https://tsa", "tsa_certificate": "c"},
)  # fmt: skip


def words(text: str, *, lists: bool) -> str:
    return "\n".join(line for one in blocks(text) for line in (one.text, *(one.items if lists else ())))


@pytest.mark.parametrize("on", [TODAY, date(2016, 6, 1), date(2010, 1, 1)])
@pytest.mark.parametrize("given", ALL_SETTINGS)
def test_the_entry_holds_by_the_published_rules(on: date, given: dict[str, Any]) -> None:
    assert faults(json.loads(json.dumps(entry(use(on, **given))))) == []


@pytest.mark.parametrize("name", OF_RESIDENTS)
@pytest.mark.parametrize("given", ALL_SETTINGS)
def test_what_residents_read_is_plain(name: str, given: dict[str, Any]) -> None:
    assert hard(words(entry(use(**given))[name], lists=name not in QUOTED)) == []


def test_every_field_of_the_standard_is_filled_but_two_that_depend_on_the_municipality() -> None:
    assert set(standard().fields) - set(ENTRY) == {"end_date", "impacttoetsen", "source_data_grouping"}


def test_the_numbers_are_those_of_the_rule_book() -> None:
    asked, question = facts(lawbook(), TODAY), use().question
    assert f"De regels kunnen {len(asked)} gegevens lezen." in ENTRY["source_data"]
    counts = [int(item.rpartition(": ")[2]) for item in blocks(ENTRY["source_data"])[0].items]
    assert sum(counts) == len(asked)
    listed = blocks(ENTRY["source_data"])[1].items
    assert list(listed) == [one.text["nl"] for who in ("aanvrager", "brp") for one in asked if one.supplier == who]
    methods = ENTRY["methods_and_models"]
    assert f"een plan van {len(question.compiled.plan.steps)} stappen" in methods
    assert f"een van {len(get_args(Advice))} adviezen" in methods and lawbook().hash in methods
    bases = legal_bases(lawbook(), question, TODAY)
    assert f"De toets steunt op {len(bases)} wettelijke regelingen." in methods
    assert f"staan in {len(question.regulations)} bestanden:" in methods
    for law, starts in question.regulations:
        assert f"<li>{law}, versie {starts}</li>" in methods
    told = {one.text: one.items for one in blocks(ENTRY["goal"])}
    assert len(told["Daarna geeft het een van deze adviezen:"]) == len(get_args(Advice))
    grounds = dict.fromkeys(GROUND[one.id]["nl"] for one in question.grounds)
    parts = next(text for text in told if text.startswith("Vraagt u een vergunning aan?"))
    assert "hangt af van wat er voor uw buurt is besloten" in parts and told[parts] == tuple(grounds)


def test_every_reference_is_an_article_of_a_rule_file_in_force() -> None:
    addresses = {article.url for law in lawbook().laws for one in _versions(law) for article in one.articles}
    links = [row["link"] for row in ENTRY["lawful_basis_grouping"][:-1]]
    assert len(links) > 10 and len(set(links)) == len(links) and set(links) <= addresses
    assert ENTRY["lawful_basis_grouping"][-1]["title"] == "Huisvestingsverordening Voorbeeldstad"


def _versions(law: str) -> list[Any]:
    try:
        return [lawbook().regulation(law, TODAY)]
    except LawLookupError:
        return []


def test_basis_and_methods_change_when_the_rules_of_the_day_do() -> None:
    now, before = ENTRY, entry(use(date(2016, 6, 1)))
    for name in ("lawful_basis", "lawful_basis_grouping", "methods_and_models", "source_data"):
        assert now[name] != before[name]
    titles = (
        {row["title"] for row in now["lawful_basis_grouping"]},
        {row["title"] for row in before["lawful_basis_grouping"]},
    )
    assert {"Wbmgp, artikel 10b"} <= titles[0] - titles[1]
    assert "vanaf 1 juli 2017" in now["lawful_basis"] and "vanaf 1 januari 2015" in before["lawful_basis"]
    # No screening by the mayor, no duty to weigh it, and nothing about the police.
    assert "politie" in now["risks"] and "politie" not in before["risks"]
    assert "10b" in now["human_intervention"] and "10b" not in before["human_intervention"]


def test_an_unchanged_rule_set_gives_the_same_entry() -> None:
    assert entry(use()) == ENTRY


def test_human_intervention_says_what_the_settings_bear_out() -> None:
    both, one = ENTRY["human_intervention"], entry(use(four_eyes=False))["human_intervention"]
    assert "een medewerker van die verhuurder" in both and "van de gemeente beslist" not in ENTRY["description_short"]
    assert "Aan elk besluit werken twee mensen." in both and "alleen nemen" not in both
    # The tables hold it: a refusal takes two people whatever the setting says.
    assert "Aan elk besluit" not in one and "Weigert de gemeente, dan werken daar altijd twee mensen aan." in one


def test_no_watcher_is_claimed_that_is_not_there() -> None:
    assert "Nog geen andere partij kijkt mee" in ENTRY["risks"] and "tijdstempel" not in ENTRY["risks"]
    watched = entry(use(**ALL_SETTINGS[2]))["risks"]
    assert "kijkt mee of het logboek gelijk blijft" in watched and "tijdstempel" in watched
    assert "Nog geen andere partij" not in watched


def test_the_public_page_is_named_where_people_can_reach_it() -> None:
    (row,) = entry(use(pages="https://wbmgp.example"))["source_data_grouping"]
    assert row == {
        "title": f"Alle {len(use().facts)} gegevens die de regels kunnen lezen",
        "link": "https://wbmgp.example/uitleg",
    }
    for unfit in ("http://127.0.0.1:8000", f"https://{'x' * 500}.example", None):
        assert "source_data_grouping" not in entry(use(pages=unfit))


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_required_and_not_told_is_named_with_its_place_and_its_fix(name: str) -> None:
    alias = Account.model_fields[name].alias or name
    with pytest.raises(BadInput) as caught:
        entry(use(account=told(**{alias: None})))
    (found,) = caught.value.findings
    assert found.place == f"gemeenten.{TENANT}.{alias}" and f"fill in {alias}" in found.fix


def test_an_account_in_which_nothing_is_told_makes_a_document_that_says_so_and_no_entry() -> None:
    with pytest.raises(BadInput) as caught:
        entry(use(account=Account()))
    assert len(caught.value.findings) == len(REQUIRED)
    found = document(use(account=Account()))
    assert found.missing == tuple(
        Account.model_fields[name].alias or name for name in _in_order((*REQUIRED, *OPTIONAL))
    )


def _in_order(names: tuple[str, ...]) -> list[str]:
    return [name for name in Account.model_fields if name in names]


def test_the_document_says_the_same_as_the_entry() -> None:
    found = document(use())
    assert [one.title for one in found.sections] == [standard().fields[name].name for name in ENTRY]
    text = found.to_markdown()
    for name in OF_RESIDENTS:
        for block in blocks(ENTRY[name]):
            assert block.text in text.replace("\\", "")
            assert all(f"- {item}\n" in text.replace("\\", "") for item in block.items)
    assert found.missing == ()


def test_the_longest_weighing_fits() -> None:
    made = entry(use(account=told(afwegingen=["x" * 200] * 8)))["proportionality"]
    assert 1600 < len(made) <= 2500


def test_a_rule_book_with_ever_more_facts_is_told_in_the_room_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    found = use()
    many = tuple(
        one._replace(text={"nl": f"{one.text['nl']} {at}", "en": ""}) for at in range(9) for one in found.facts
    )
    monkeypatch.setitem(found.__dict__, "facts", many)
    text = register_texts.source_data(found)
    listed = blocks(text)[1].items
    wanted = sum(one.supplier in ("aanvrager", "brp") for one in many)
    assert len(text) <= 2500 and listed[-1] == f"en nog {wanted - len(listed) + 1} meer"


def test_the_states_of_the_account_are_those_of_the_register() -> None:
    assert list(get_args(Status)) == standard().fields["status"].choices
