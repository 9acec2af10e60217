"""Every address with a case in it, of the API and of the pages: whoever reads there leaves a line, and below it one for each person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest

from tests.api.cases.test_mandates import drafted, mandated, own
from tests.api.cases.working import AUDITOR, DESK, LANDLORD, LAWYER, MAYOR, REVIEWER
from tests.api.letters.lettering import HEADS, Writer, objected, screenable
from tests.api.oversight.seats import office
from tests.api.pages.desk.conftest import HERE, Office, fields_of, made
from tests.api.processing_log.lines import ASKED_FOR, left, looks_by_record, three
from tests.api.service.roles import ROLES
from wbmgp_api.accountability.municipality import Accounts
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.letters.adding import Added
from wbmgp_api.pages.routes import AREAS
from wbmgp_api.store.key_files import log_key

API: Final = {
    name.removeprefix("GET "): roles
    for name, roles in ROLES.items()
    if roles and name.startswith("GET /aanvragen/{id}")
}
PAGES: Final = {
    one.path: frozenset(one.roles) for one in AREAS if "{zaak}" in one.path and "GET" in (one.methods or ())
}
WAYS: Final = [(path, role) for path, roles in {**API, **PAGES}.items() for role in sorted(roles)]
OWN: Final = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
STEP: Final = {DESK: "_trek-in", REVIEWER: "_trek-in", LAWYER: "_hoor", LANDLORD: "_draag-over"}


@dataclass
class Cases:
    """A service with a case for each way to read: objected to, of a landlord, before the mayor."""

    office: Office
    parts: Mapping[Role, Mapping[str, str]]

    def read(self, path: str, role: Role) -> Any:
        """The answer at an address, of the case that the role works on."""
        where = {"stap": STEP.get(role, ""), **self.parts.get(role, self.parts[REVIEWER])}
        at = re.sub(r"\{(\w+)\}", lambda found: where[found[1]], path)
        if path in API:
            return self.office.desk.ask("GET", at, role)
        return self.office.as_(role, subject="lezer").client.get(at)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cases]:
    folder = tmp_path_factory.mktemp("inzage")
    for town in made(LocalIssuer.at(folder / "login"), f"sqlite:///{folder}/zaken.db"):
        key = log_key(folder / "zaken.db.signing", lambda size: b"k" * size)
        # The API holds the same service as the pages.
        object.__setattr__(town.app.state.service, "accounts", Accounts.of(None, production=False))
        town.app.state.service = replace(town.app.state.service, letterheads=HEADS, signing=key)
        yield Cases(town, {REVIEWER: _objected(town), LANDLORD: _mandated(town), MAYOR: _screened(town)})


def _objected(town: Office) -> dict[str, str]:
    desk, writer = town.desk, Writer(town.desk)
    case = objected(desk, oordeel="ongegrond")
    steps = desk.ask("GET", f"/aanvragen/{case}/spoor", AUDITOR).json()["handelingen"]
    of = {one["handeling"]: one["id"] for one in steps}
    return _named(case) | {
        "toetsing": of["toetsing"], "bezwaar": of["bezwaar"], "brief": writer.settled(case, "beslissing_op_bezwaar"),
    }  # fmt: skip


def _named(case: str) -> dict[str, str]:
    return {"id": case, "zaak": case}


def _mandated(town: Office) -> dict[str, str]:
    desk, writer = town.desk, Writer(town.desk)
    mandated(desk)
    case, _ = drafted(desk, own(three()), "verlenen")
    desk.well(case, "_stel-vast", LANDLORD, subject="tweede")
    desk.well(case, "_verzend", LANDLORD, {})
    return _named(case) | {"brief": writer.settled(case, "mededeling_corporatie", Added(("Wooncorporatie",)))}


def _screened(town: Office) -> dict[str, str]:
    case = town.desk.take_in(screenable())
    town.desk.well(case, "_verklaar-volledig", DESK, {})
    town.desk.well(case, "_vraag-onderzoek", REVIEWER, {})
    return _named(case)


@pytest.mark.parametrize(("path", "role"), WAYS)
def test_who_reads_in_a_case_leaves_a_line_for_each_person(cases: Cases, path: str, role: Role) -> None:
    got: list[Any] = []
    found = left(cases.office.desk, lambda: got.append(cases.read(path, role)))
    assert got[0].status_code == 200, got[0].text
    _is_told(cases, found, cases.parts.get(role, cases.parts[REVIEWER])["id"], role)


def _is_told(cases: Cases, found: list[Any], case: str, role: Role) -> None:
    """Each action is a look in this case by this role, with everybody in it, at no more than its activity asks for."""
    opened = dict(looks_by_record(office(cases.office.desk), case))
    actions = [line for line in found if line.subject is None]
    assert actions
    for action in actions:
        assert (action.name, action.case_id, action.status, action.actor_role) == ("inzage", case, "Ok", role.value)
        assert opened[action.record_id] <= ASKED_FOR[action.activity]
        below = [line for line in found if line.parent_span_id == action.span_id]
        assert len(below) == (3 if role is LANDLORD else 1)


@pytest.mark.parametrize(("role", "which", "path"), [
    (LAWYER, 0, "dossier/zip"), (LAWYER, 1, "bewijs"), (AUDITOR, 0, "bewijs"),
])  # fmt: skip
def test_who_takes_a_dossier_or_a_proof_along_leaves_them_too(cases: Cases, role: Role, which: int, path: str) -> None:
    case, person = cases.parts[REVIEWER]["id"], cases.office.as_(role, subject="lezer")
    page = f"/recht/zaken/{case}/dossier"
    form = fields_of(person.client.get(page).text, which)
    got: list[Any] = []
    to = f"/recht/zaken/{case}/{path}"
    found = left(cases.office.desk, lambda: got.append(person.client.post(to, data=form, headers=OWN)))
    assert (got[0].status_code, got[0].headers["content-type"]) == (200, "application/zip")
    _is_told(cases, found, case, role)


@pytest.mark.parametrize(("role", "activity"), [(REVIEWER, "aanvraag"), (LAWYER, "toezicht"), (AUDITOR, "toezicht")])
def test_who_reads_the_trail_stands_in_it_and_changes_nothing_that_stood_there(
    cases: Cases, role: Role, activity: str
) -> None:
    before, got = cases.read("/aanvragen/{id}/spoor", role).json(), list[Any]()
    found = left(cases.office.desk, lambda: got.append(cases.read("/aanvragen/{id}/spoor", role)))
    after = got[0].json()
    (action,) = [line for line in found if line.subject is None]
    assert action.activity.split(":")[3] == activity
    *earlier, own = after["inzagen"]
    assert (own["id"], own["rol"], own["categorieen"]) == (action.record_id, role.value, [])
    assert (earlier, after["handelingen"]) == (before["inzagen"], before["handelingen"])
    assert "etag" not in got[0].headers and got[0].headers["cache-control"] == "no-store"
