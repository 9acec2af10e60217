"""The pages of account: each document as it is made elsewhere, to read and to take along, and nothing of a case in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.api.pages.legal.conftest import AUDITOR, HOSTILE, LAWYER, RULES, Court
from wbmgp_api.accountability.algorithm_register import entry
from wbmgp_api.accountability.documents import DOCUMENTS
from wbmgp_api.accountability.fields import faults
from wbmgp_api.accountability.municipality import Account, Accounts
from wbmgp_api.accountability.use import Use
from wbmgp_api.identity.principal import Role

HUB = "/verantwoording"
MADE_UP = Accounts.of(None, production=False)


@pytest.fixture
def told(court: Court) -> Iterator[Court]:
    """The municipality told of itself."""
    yield from _with(court, MADE_UP)


@pytest.fixture
def untold(court: Court) -> Iterator[Court]:
    """The municipality told nothing."""
    yield from _with(court, Accounts())


@pytest.fixture
def hostile(court: Court) -> Iterator[Court]:
    """What a municipality told holds marks. Its file takes no < or > here; the pages do not rest on that."""
    told = {**MADE_UP.find("GM9999").__dict__, "weighing": [HOSTILE], "name": HOSTILE[:100]}
    yield from _with(court, Accounts({"GM9999": Account.model_construct(**told)}))


def _with(court: Court, accounts: Accounts) -> Iterator[Court]:
    state, before = court.office.app.state, court.service
    state.service = replace(before, accounts=accounts)
    yield court
    state.service = before


def use(court: Court, account: Account) -> Use:
    book, service = court.service.lawbook, court.service
    return Use(book, service.settings, "GM9999", account, service.office.today())


@pytest.mark.parametrize("role", [LAWYER, AUDITOR, RULES, Role.PRIVACY, Role.COUNCIL])
def test_the_hub_names_every_document_and_each_can_be_read(told: Court, role: Role) -> None:
    person = told.as_(role)
    page = person.get(HUB)
    for name in DOCUMENTS:
        assert f'href="{HUB}/{name}"' in page
        assert "<h2" in person.get(f"{HUB}/{name}")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_the_one_that_is_made(told: Court, name: str) -> None:
    person = told.as_(LAWYER)
    made = DOCUMENTS[name].make(use(told, MADE_UP.find("GM9999")), None)
    page = person.get(f"{HUB}/{name}")
    for section in made.sections:
        assert f'id="deel-{section.number}"' in page
    got = person.client.get(f"{HUB}/{name}/markdown")
    assert got.headers["content-type"] == "text/markdown; charset=utf-8"
    assert got.headers["content-disposition"] == f'attachment; filename="{name}-GM9999.md"'
    assert got.text.startswith(f"# {made.title}")
    data = person.client.get(f"{HUB}/{name}/json")
    assert data.headers["content-disposition"] == f'attachment; filename="{name}-GM9999.json"' and data.json()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_table_has_a_name_of_its_own(told: Court, name: str) -> None:
    names = re.findall(r'role="region" aria-label="([^"]+)"', told.as_(LAWYER).get(f"{HUB}/{name}"))
    assert len(set(names)) == len(names)


def test_the_entry_is_that_of_the_register(told: Court) -> None:
    found = told.as_(AUDITOR).client.get(f"{HUB}/algoritmeregister/json").json()
    assert found == entry(use(told, MADE_UP.find("GM9999"))) and faults(found) == []


def test_what_is_not_told_is_named_and_keeps_the_entry_from_being_taken(untold: Court) -> None:
    person = untold.as_(LAWYER)
    assert "gegevens ontbreken" in person.get(HUB)
    page = person.get(f"{HUB}/algoritmeregister")
    assert "Nog niet verteld" in page and "<code>naam</code>" in page and "WBMGP_ACCOUNT" in page
    refused = person.client.get(f"{HUB}/algoritmeregister/json")
    assert refused.status_code == 400 and "gemeenten.GM9999.naam" in refused.text
    assert person.client.get(f"{HUB}/ai-verordening/json").status_code == 200


def test_the_hub_tells_how_many_questions_are_left_for_people(told: Court) -> None:
    page = told.as_(LAWYER).get(HUB)
    for name in ("dpia-bijlage", "iama-bijlage", "ai-verordening"):
        left = sum(len(one.questions) for one in DOCUMENTS[name].make(use(told, MADE_UP.find("GM9999")), None).sections)
        assert left > 1 and f"{left} vragen zijn voor mensen" in page
    assert "alles is verteld" not in page


def test_a_name_that_no_document_has_is_not_there(told: Court) -> None:
    client = told.as_(LAWYER).client
    for name in ("jaarverslag", "0" * 32, "algoritmeregister.json"):
        for path in (f"{HUB}/{name}", f"{HUB}/{name}/json", f"{HUB}/{name}/markdown"):
            assert client.get(path).status_code == 404


def test_nothing_of_a_case_stands_in_any_document(told: Court) -> None:
    person = told.as_(LAWYER)
    for name in DOCUMENTS:
        for text in (person.get(f"{HUB}/{name}"), person.client.get(f"{HUB}/{name}/json").text):
            assert told.refused not in text and told.deviated not in text and "Gewogen." not in text


def test_what_a_municipality_tells_is_text_and_no_mark(hostile: Court) -> None:
    person = hostile.as_(LAWYER)
    for path in (HUB, *(f"{HUB}/{name}" for name in DOCUMENTS)):
        assert "<script>alert" not in person.client.get(path).text


def test_the_frame_is_in_english_and_the_document_says_that_it_is_dutch(told: Court) -> None:
    client = told.as_(LAWYER).client
    client.headers["accept-language"] = "en"
    page = client.get(f"{HUB}/ai-verordening").text
    assert "The document itself is in Dutch." in page and 'lang="nl"' in page
    assert '<span lang="nl">Register van verwerkingsactiviteiten</span>' in client.get(HUB).text
