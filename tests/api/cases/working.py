"""How tests work on cases: a desk with a clock of its own, and an application that the law of that day answers."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

from tests.api.service.asking import NOW, Asking, application
from wbmgp_api.identity.principal import Role

DESK, REVIEWER, MAYOR, LAWYER, AUDITOR = Role.DESK, Role.REVIEWER, Role.MAYOR, Role.LAWYER, Role.AUDITOR
COUNCIL, LANDLORD = Role.COUNCIL, Role.LANDLORD
DAY: Final = 86_400
PARTS: Final = ("doel", "geschiktheid", "minderIngrijpend", "mogelijkhedenInRegio", "afweging")
HARDSHIP: Final = {
    "grond": "artikel_8",
    "oordeel": "niet_onbillijk",
    "motivering": "Gewogen.",
    "beslisser": "teamleider",
}
WEIGHED: Final = {part: {"tekst": "t", "bron": "b", "auteur": "a"} for part in PARTS}


def asked(**changes: Any) -> dict[str, Any]:
    """An application of today under a designation of today: granted by the law."""
    given = application(aanvraagdatum="2026-10-01")
    given["situatie"]["aanwijzingen"][0]["tot"] = "2028-01-01"
    given["situatie"]["verordening"]["tot"] = "2028-01-01"
    given["huishouden"][0]["inkomen"] = [{"soort": "dienstbetrekking"}]
    return given | changes


def refusable(**changes: Any) -> dict[str, Any]:
    """One without income and six years: to be refused, once hardship and proportionality were weighed.

    With a judgement on hardship comes that article 15(3) and (5) forbid no refusal: a reviewer tells both.
    """
    judged = {"uitzondering15": False} if "hardheid" in changes else {}
    given = asked(**judged | changes)
    given["huishouden"][0] |= {"inkomen": [], "verblijf": [{"gemeente": "GM9999", "vanaf": "2024-05-25", "tot": None}]}
    return given


@dataclass
class Clock:
    """A clock that goes on by a little at every look, and by days when told."""

    at: float = NOW
    looks: int = 0

    def __call__(self) -> float:
        self.looks += 1
        return self.at + self.looks / 1000

    def days(self, number: int) -> None:
        self.at += number * DAY


@dataclass
class Desk:
    """The service, asked about cases: every answer keeps the version for the next step."""

    asking: Asking
    clock: Clock
    versions: dict[str, int] = field(default_factory=dict)
    taken: int = 0

    def ask(self, method: str, path: str, role: Role, body: Any = None, **more: Any) -> Any:
        """The answer to a request by somebody in a role; `subject`, `tenant` and `headers` may be given."""
        headers = more.pop("headers", {})
        who = self.asking.as_(role, subject=more.pop("subject", role.value), tenant=more.pop("tenant", "GM9999"))
        sent = {} if body is None else {"json": body}
        return self.asking.client.request(method, f"/v1{path}", headers={**who, **headers}, **sent)

    def take_in(self, given: Any = None, **more: Any) -> str:
        """A new case; its id. With a judgement in it, it is a reviewer who takes it in."""
        self.taken += 1
        role = REVIEWER if {"hardheid", "uitzondering15"} & set(given or {}) else DESK
        key = more.pop("key", f"sleutel-{self.taken}")
        got = self.ask("POST", "/aanvragen", role, {"aanvraag": given or asked(), **more.pop("also", {})},
                       headers={"Idempotency-Key": key}, **more)  # fmt: skip
        assert got.status_code == 201, got.text
        return str(self._kept(got).json()["id"])

    def looks(self, case: str) -> list[dict[str, Any]]:
        """Who looked in a case and at what, as an auditor reads it; without the auditor, who stands there too."""
        trail = self.ask("GET", f"/aanvragen/{case}/spoor", AUDITOR).json()
        return [one for one in trail["inzagen"] if one["rol"] != AUDITOR.value]

    def step(self, case: str, name: str, role: Role, body: Any = None, *, method: str = "POST", **more: Any) -> Any:
        """A step in a case of the version that was last seen."""
        headers = {"If-Match": f'"{self.versions[case]}"'} | more.pop("headers", {})
        path = f"/aanvragen/{case}" + (f"/{name}" if name else "")
        return self._kept(self.ask(method, path, role, body, headers=headers, **more), case)

    def well(self, case: str, name: str, role: Role, body: Any = None, **more: Any) -> Any:
        """A step that has to succeed; its answer."""
        got = self.step(case, name, role, body, **more)
        assert got.status_code in (200, 201), got.text
        return got.json()

    def _kept(self, got: Any, case: str | None = None) -> Any:
        if "etag" in got.headers:
            self.versions[case or got.json()["id"]] = int(got.headers["etag"].strip('"'))
        return got

    def drafted(self, given: Any, outcome: str, case: str | None = None, **said: Any) -> str:
        """A case that is complete and assessed, with a draft that follows the advice."""
        case = case or self.take_in(given)
        self.well(case, "_verklaar-volledig", DESK, {})
        self.well(case, "toetsingen", REVIEWER)
        self.well(case, "besluiten", REVIEWER, {"uitkomst": outcome, "verhouding": "volgt", **said})
        return case

    def sent(self, given: Any, outcome: str, case: str | None = None, **said: Any) -> str:
        """A case that was decided by two people and sent."""
        case = self.drafted(given, outcome, case, **said)
        self.well(case, "_stel-vast", REVIEWER, subject="tweede")
        self.well(case, "_verzend", DESK, {})
        return case


REFUSAL: Final = {"motivering": "Geen inkomen en geen zes jaar.", "hardheid": "Niet onbillijk, zie het dossier."}
WITHDRAWN: Final = {
    "grond": "onjuiste_gegevens",
    "zienswijze": "gevraagd",
    "toelichting": "Het inkomen was verzonnen.",
}
Opened = AbstractContextManager[Desk]
