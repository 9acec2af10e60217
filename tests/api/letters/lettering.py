"""How tests write letters: a desk with its office, the letterhead of a made-up municipality, and cases of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from tests.api.cases.test_guards import store_of
from tests.api.cases.working import DESK, HARDSHIP, LAWYER, MAYOR, REVIEWER, WITHDRAWN, Desk, asked, refusable
from tests.api.service.asking import TENANT
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.development import CLIENT
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.letters import making, showing
from wbmgp_api.letters.adding import Added
from wbmgp_api.letters.contents import Brief, brief
from wbmgp_api.letters.kinds import KINDS
from wbmgp_api.letters.letterhead import Letterheads
from wbmgp_api.service import Service
from wbmgp_api.store import letter_rows

HEADS: Final = Letterheads.of(None, production=False)
NOTHING: Final = Letterheads()
TO: Final = Added(("Mevrouw A. Voorbeeld", "Dorpsstraat 1", "9999 AA Voorbeeldstad"))
ASKED_BY: Final = Added(until=date(2026, 12, 10))
REASONS: Final = {
    "motivering": "U hebt geen inkomen dat meetelt. U woont nog geen zes jaar in de regio.",
    "hardheid": "U hebt elders een woning. Daarom vinden wij afwijzen niet te zwaar.",
}
CONDITIONS: Final = {
    "instrument": "politiegegevens", "woonverklaring": "verlenen_met_voorschriften", "gehoord": True,
    "weging": dict.fromkeys("abcde", "gewogen"), "voorschriften": ["Meld u elke maand."],
}  # fmt: skip
WEIGHED: Final = {
    "doel": {"tekst": "De wijk heeft te weinig inkomen.", "bron": "verordening", "auteur": "beoordelaar"},
    "geschiktheid": {"tekst": "De regel helpt daarbij.", "bron": "evaluatie 2025", "auteur": "beoordelaar"},
    "minderIngrijpend": {"tekst": "Andere middelen hielpen niet.", "bron": "evaluatie 2025", "auteur": "beoordelaar"},
    "mogelijkhedenInRegio": {"tekst": "Er komt elke week iets vrij.", "bron": "cijfers", "auteur": "beoordelaar"},
    "afweging": {"tekst": "De wijk weegt hier zwaarder.", "bron": "dossier", "auteur": "beoordelaar"},
}  # fmt: skip


@dataclass
class Writer:
    """Who writes letters at a desk, in a role."""

    desk: Desk

    @property
    def office(self) -> Office:
        service: Service = self.desk.asking.client.app.state.service  # type: ignore[attr-defined]
        assert service.office is not None
        return service.office

    @property
    def today(self) -> date:
        return self.office.today()

    def who(self, *roles: Role, subject: str = "jansen", client: str = CLIENT) -> Principal:
        found = roles or (REVIEWER,)
        return Principal(subject, TENANT, frozenset(found), client, found[0])

    def begun(self, case: str, kind: str, added: Added = TO) -> str:
        return making.begin(self.office, self.who(), case, kind, added)

    def settled(self, case: str, kind: str, added: Added = TO, dated: date | None = None) -> str:
        letter = self.begun(case, kind, added)
        making.settle(self.office, HEADS, self.who(), case, letter, 1, dated or self.today)
        return letter

    def kept(self, case: str, letter: str) -> letter_rows.Kept:
        return store_of(self.desk).read(TENANT, lambda c: letter_rows.one(c, TENANT, case, letter))

    def brief(self, case: str, kind: str, added: Added = TO, heads: Letterheads = HEADS) -> Brief:
        """What a letter of a kind says, as it would count today."""

        def job(connection: Connection) -> Brief:
            now = showing.state(connection, TENANT, case)
            about = next(one.about for one in showing.subjects(connection, TENANT, now) if one.kind.name == kind)
            kept = letter_rows.Kept("", case, kind, about, 1, "", "", "", None, None, None, None, None)
            asked_for = showing.asked(connection, self.office, TENANT, kept, self.today)
            head = heads.find(TENANT)
            return brief(asked_for, head, added, definitive=not head.missing(KINDS[kind].needs))

        return store_of(self.desk).read(TENANT, job)


def refused(desk: Desk, **changes: object) -> str:
    """A case that was refused by two people, and is still to be sent."""
    case = desk.drafted(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED, **changes), "weigeren", **REASONS)
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    return case


def granted(desk: Desk, **changes: object) -> str:
    """The same for a grant."""
    case = desk.drafted(asked(**changes), "verlenen")
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    return case


def completed(desk: Desk) -> str:
    """A case that waits for papers and answers."""
    given = asked()
    del given["huishouden"][0]["inkomen"]
    given["huishouden"][0]["verblijf"] = []
    case = desk.take_in(given)
    desk.well(case, "toetsingen", REVIEWER)
    said = {
        "uiterlijk": "2026-12-09",
        "toelichting": "Bel ons als u vragen hebt.",
        "stukken": ["legitimatie", "loonstroken"],
    }
    desk.well(case, "_vraag-aanvulling", DESK, said)
    return case


def extended(desk: Desk) -> str:
    """A case that takes longer."""
    case = desk.take_in()
    ends = {one["termijn"]: one["eindigt"] for one in desk.ask("GET", f"/aanvragen/{case}", DESK).json()["termijnen"]}
    until = date.fromordinal(date.fromisoformat(ends["beslissen"]).toordinal() + 7)
    desk.well(case, "_verleng-termijn", REVIEWER, {"uiterlijk": until.isoformat(), "toelichting": "Het is druk."})
    return case


def intended(desk: Desk) -> str:
    """A case of which the assessment may lead to a refusal."""
    case = desk.take_in(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED))
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "toetsingen", REVIEWER)
    return case


def left_aside(desk: Desk) -> str:
    """An application that nobody completed."""
    case = completed(desk)
    desk.clock.days(22)
    said = {"toelichting": "Wij vroegen om uw loonstroken. Die kwamen niet."}
    desk.well(case, "_laat-buiten-behandeling", REVIEWER, said)
    return case


def withdrawn(desk: Desk) -> str:
    """A permit that was withdrawn."""
    case = granted(desk)
    desk.well(case, "_verzend", DESK, {})
    desk.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)
    return case


def objected(desk: Desk, **judged: str) -> str:
    """A refusal with a decision on the objection that is still to be sent."""
    case = refused(desk)
    desk.well(case, "_verzend", DESK, {})
    desk.well(case, "bezwaren", DESK, {"gronden": "Dit klopt niet."})
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_hoor", LAWYER, {})
    desk.well(case, "_beslis-op-bezwaar", LAWYER, {"motivering": "Wij keken opnieuw naar uw zaak.", **judged})
    return case


def conditioned(desk: Desk) -> str:
    """A permit with conditions that the mayor told, still to be sent."""
    given = screenable()
    case = desk.take_in(given)
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "_vraag-onderzoek", REVIEWER, {})
    desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": CONDITIONS})
    desk.well(case, "toetsingen", REVIEWER)
    said = {
        "uitkomst": "verlenen_met_voorschriften",
        "verhouding": "volgt",
        "motivering": "De burgemeester gaf voorschriften.",
    }
    desk.well(case, "besluiten", REVIEWER, said)
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    return case


def screenable() -> dict[str, Any]:
    """An application under a designation that asks for a screening as well."""
    given = asked(uitzondering15=False)
    given["situatie"]["aanwijzingen"].append(
        {
            "gebied": "tarwewijk",
            "grond": "artikel_10",
            "instrument": "politiegegevens",
            "van": "2022-01-01",
            "tot": "2028-01-01",
        }
    )
    given["situatie"]["verordening"]["categorieen"][0]["gronden"] = ["artikel_8", "artikel_10"]
    given["situatie"]["verordening"]["gedragingen"] = ["a"]
    return given


def unneeded(desk: Desk) -> str:
    """An application for a dwelling in no designated area, decided."""
    given = asked()
    given["situatie"]["aanwijzingen"] = []
    case = desk.drafted(given, "geen_vergunning_nodig")
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    return case
