"""What a court said of a decision on an objection: left standing, decided by the court itself, or to be decided again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.cases.refusals import refused
from wbmgp_api.cases.steps import Said, possible
from wbmgp_api.identity.principal import Principal
from wbmgp_api.words import bad_input

ITSELF: Final = "zelf_voorzien"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling that ends the appeal; with an outcome where the court decided itself (Awb 8:72)."""

    judgement: str
    outcome: str | None
    said: Said

    def checked(self) -> str:
        """What the log says came of it. Raises BadInput for an outcome that does not belong to the judgement."""
        if (self.outcome is not None) != (self.judgement == ITSELF):
            raise bad_input("outcome_of_court", "uitkomst", judgement=ITSELF)
        return self.outcome or self.judgement


def rule(office: Office, who: Principal, case: str, version: int, ruling: Ruling) -> Case:
    """The court left the decision standing, or decided itself. Raises BadInput."""
    return _told(office, who, case, version, "uitspraak", ruling.said, ruling.checked(), ruling.judgement)


def annul(office: Office, who: Principal, case: str, version: int, said: Said) -> Case:
    """The court annulled the decision on the objection: it is open again, until the day that the court set."""
    return _told(office, who, case, version, "vernietiging", said, "gegrond", "gegrond")


def _told(
    office: Office, who: Principal, case: str, version: int, name: str, said: Said, result: str, judgement: str
) -> Case:
    def work(doing: Doing, now: Case) -> Entered:
        possible(doing, now, Said(said.note, said.day))
        appeal, day = now.course.last("beroep"), said.day or doing.today
        if appeal is None or day.isoformat() < appeal.day:
            raise refused("before_appeal", "datum")
        _refuse_before(said.until, day)
        words = {"handeling": name, "oordeel": judgement} | ({} if said.note is None else {"toelichting": said.note})
        record = doing.told("handeling", case, "handeling", words, betreft=appeal.id, resultaatcode=result)
        return Entered(record, said.day, said.until, appeal.id)

    return office.step(who, case, version, name, work)


def _refuse_before(until: date | None, day: date) -> None:
    if until is not None and until <= day:
        raise bad_input("before_ruling", "uiterlijk")
