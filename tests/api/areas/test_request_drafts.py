"""Requests that are still being written: kept, changed by one at a time, and of one municipality."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.api.cases.working import Desk
from wbmgp_api.areas import request_drafts as drafts
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.refusals import Refused, Stale
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store.errors import NotThere
from wbmgp_engine.errors import BadInput


def request(**changes: Any) -> dict[str, Any]:
    part = {"gebied": {"id": "tarwewijk"}, "grond": "artikel_8"}
    return {"kenmerk": "verzoek-1", "gemeente": "GM9999", "onderdelen": [part]} | changes


def somebody(subject: str = "raad", tenant: str = "GM9999") -> Principal:
    return Principal(subject, tenant, frozenset({Role.COUNCIL}), "desk", Role.COUNCIL)


@pytest.fixture
def office(either: Desk) -> Office:
    found: Office = either.asking.client.app.state.service.office  # type: ignore[attr-defined]
    return found


def test_a_draft_is_kept_and_changed_by_who_knows_its_last_version(office: Office) -> None:
    who, other = somebody(), somebody("ander")
    made = drafts.add(office, who, request())
    assert (made.kept.version, made.kept.title, made.document["onderdelen"][0]["grond"]) == (
        1,
        "verzoek-1",
        "artikel_8",
    )
    changed = drafts.change(office, other, made.kept.id, 1, request(kenmerk="verzoek-2"))
    assert (changed.kept.version, changed.kept.title) == (2, "verzoek-2")
    assert changed.kept.made_by == made.kept.made_by != changed.kept.changed_by
    with pytest.raises(Stale):
        drafts.change(office, who, made.kept.id, 1, request(kenmerk="verzoek-3"))
    with pytest.raises(Stale):
        drafts.remove(office, who, made.kept.id, 1)
    assert [one.kept.title for one in drafts.listed(office, who)] == ["verzoek-2"]
    drafts.remove(office, who, made.kept.id, 2)
    with pytest.raises(NotThere):
        drafts.look(office, who, made.kept.id)


def test_another_municipality_sees_nothing_of_it(office: Office) -> None:
    made, other = drafts.add(office, somebody(), request()), somebody(tenant="GM0599")
    assert drafts.listed(office, other) == []
    for work in (
        lambda: drafts.look(office, other, made.kept.id),
        lambda: drafts.change(office, other, made.kept.id, 1, request(gemeente="GM0599")),
        lambda: drafts.remove(office, other, made.kept.id, 1),
    ):
        with pytest.raises(NotThere):
            work()
    assert drafts.look(office, somebody(), made.kept.id).document == request()


@pytest.mark.parametrize(
    "changes",
    [
        {"gemeente": "GM0599"},
        {"kenmerk": "van 999990019"},
        {"onderdelen": []},
        {"verzonden": "morgen"},
        {"nietsWat": 1},
    ],
)
def test_what_cannot_be_a_request_is_not_kept(office: Office, changes: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        drafts.add(office, somebody(), request(**changes))
    assert drafts.listed(office, somebody()) == []


def test_a_fingerprint_is_nobody_s_number(office: Office) -> None:
    said = request(onderbouwing={"noodzaak": {"stelling": "volgens sha256:" + "999990019" + "a" * 55}})
    assert drafts.add(office, somebody(), said).document == said


def test_there_is_an_end_to_how_many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 1)
    drafts.add(office, somebody(), request())
    with pytest.raises(Refused):
        drafts.add(replace(office), somebody(), request())
