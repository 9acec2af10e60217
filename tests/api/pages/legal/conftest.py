"""A municipality that decided some cases, with words in them that a browser could take for marks, and people who account for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest

from tests.api.cases.working import DESK, HARDSHIP, REFUSAL, REVIEWER, WEIGHED, Desk, asked, refusable
from tests.api.pages.desk.conftest import Office, Person, made
from tests.api.store.samples import MASTER
from wbmgp_api.cases import finding
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store.key_files import log_key

HOSTILE: Final = "<script>alert('x')</script>\"'&{{ 7 * 7 }}"
LAWYER, AUDITOR, RULES = Role.LAWYER, Role.AUDITOR, Role.RULES


@dataclass
class Court:
    """The service with its decided cases, and who reads in them."""

    office: Office
    refused: str
    deviated: str
    granted: str

    def as_(self, *roles: Role) -> Person:
        return self.office.as_(*roles, subject="lezer")

    @property
    def service(self) -> Any:
        return self.office.app.state.service

    def looks(self, case: str) -> list[tuple[str, tuple[str, ...]]]:
        """In which role somebody looked, and at what."""
        who = Principal("a", "GM9999", frozenset({AUDITOR}), "desk", AUDITOR)
        return [(one.role, one.categories) for one in finding.trail(self.service.office, who, case)[1]]


def _weighed(words: str) -> dict[str, Any]:
    told = {part: {"tekst": words, "bron": words, "auteur": words} for part in WEIGHED}
    return refusable(hardheid=[HARDSHIP | {"motivering": words, "beslisser": words}], evenredigheid=told)


def _deviating(desk: Desk) -> str:
    case = desk.take_in(_weighed("Gewogen."))
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "toetsingen", REVIEWER)
    said = {"uitkomst": "verlenen", "verhouding": "wijkt_af", "motivering": HOSTILE}
    desk.well(case, "besluiten", REVIEWER, said)
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    return case


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Court]:
    folder: Path = tmp_path_factory.mktemp("recht")
    url = f"sqlite:///{folder}/zaken.db"
    for office in made(LocalIssuer.at(folder / "login"), url):
        MASTER.write(folder / "zaken.db.keys")
        key = log_key(folder / "zaken.db.signing", lambda size: b"k" * size)
        office.app.state.service = replace(
            office.app.state.service,
            signing=key,
            settings=office.app.state.service.settings.model_copy(update={"database": url}),
        )
        denied = office.desk.sent(
            _weighed(HOSTILE), "weigeren", **{name: f"{text} {HOSTILE}" for name, text in REFUSAL.items()}
        )
        yield Court(office, denied, _deviating(office.desk), office.desk.sent(asked(), "verlenen"))
