"""What a letter says, taken from its case: nothing is typed again, and no date or ground is thought up here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import Connection

from wbmgp_api.cases.assessing import answer
from wbmgp_api.cases.completing import papers_in_words
from wbmgp_api.cases.course import Course, day_of, end_of
from wbmgp_api.cases.deciding import drafts
from wbmgp_api.cases.files import known_in
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.outcome import made_known
from wbmgp_api.cases.terms import decision_term, first_term, suspensions
from wbmgp_api.letters.adding import Added
from wbmgp_api.letters.kinds import Kind
from wbmgp_api.letters.letterhead import Letterhead
from wbmgp_api.letters.told import Day, dwelling, hardship, unmet, weighed
from wbmgp_api.store.case_rows import Taken
from wbmgp_api.store.errors import Erased
from wbmgp_api.store.payloads import opened
from wbmgp_engine.calendar import objection_term
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits.texts import NEXT
from wbmgp_engine.trail.categories import put_together
from wbmgp_engine.withdrawals import withdrawal_law


@dataclass(frozen=True, slots=True)
class Brief:
    """A letter with all that its template shows. `of`: the values of its kind; `screened`: it may tell of a screening."""

    kind: Kind
    letterhead: Letterhead
    reference: str
    dwelling: str
    received: Day
    dated: Day
    added: Added
    of: Mapping[str, Any]
    screened: bool
    definitive: bool = False

    @property
    def until(self) -> Day | None:
        """The last day to answer, as somebody set it."""
        return None if self.added.until is None else Day.of(self.added.until)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which letter is made: in which case, about what, and on which day it is dated."""

    connection: Connection
    office: Office
    tenant: str
    case: str
    course: Course
    kind: Kind
    about: str
    dated: date

    @property
    def step(self) -> Taken:
        """The step that the letter is about."""
        return next(step for step in self.course.steps if step.id == self.about)

    @property
    def sent_on(self) -> date | None:
        """The day on which the decision of the letter was sent already; None where it was not, or where it is no decision."""
        sent = [step for step in self.course.all("verzend") if step.about == self.about]
        return day_of(sent[0]) if self.kind.decides and sent else None

    def words(self, name: str = "handeling") -> Mapping[str, Any]:
        """What somebody wrote in that step. Raises Erased."""
        said = opened(self.connection, self.office.recorder.master, self.tenant, self.about, ("motivering",))
        if "motivering" not in said:
            raise Erased(f"what was written in {self.about} is erased")
        found: Mapping[str, Any] = said["motivering"].part.get(name, {})
        return found


def brief(asked: Asked, letterhead: Letterhead, added: Added, *, definitive: bool = False) -> Brief:
    """The letter as the case is now. Raises Erased where what it tells of is gone."""
    application = _application(asked)
    said = _VALUES[asked.kind.name](asked, application)
    # Whoever gives reasons, also for a grant, may write what a screening said.
    tells = asked.kind.grounds or bool(said.get("reasons"))
    return Brief(
        asked.kind, letterhead, application.reference, dwelling(application), Day.of(asked.course.received),
        Day.of(asked.dated), added, said, tells and application.screening is not None, definitive,
    )  # fmt: skip


def _application(asked: Asked) -> Application:
    """The application as the assessment read it, where the letter rests on one; else as it is known now."""
    record = assessment_of(asked)
    if record is None:
        return Application.model_validate(known_in(asked.connection, asked.office, asked.tenant, asked.case))
    said = opened(asked.connection, asked.office.recorder.master, asked.tenant, record)
    told = {name: one.part for name, one in said.items() if name != "spoor"}
    if {"beoordeling", "inkomen", "motivering", "onderzoek", "persoon"} - told.keys():
        raise Erased(f"of assessment {record} something is erased")
    return Application.model_validate(put_together([part.get("aanvraag", {}) for part in told.values()]))


def assessment_of(asked: Asked) -> str | None:
    """The assessment under a letter that tells grounds; None for any other."""
    if not asked.kind.acts:
        return asked.about
    if asked.step.act != "stel_vast":
        return None
    found = drafts(asked.connection, asked.tenant, asked.case)
    return next(one.assessment for one in found if one.decision == asked.about)


def _receipt(asked: Asked, application: Application) -> dict[str, Any]:
    term = decision_term(asked.course.until(1), asked.office.terms)
    return {"decide_by": Day.of(term.day), "source": term.steps[1].source, "move": _move(application)}


def _move(application: Application) -> Day:
    """What somebody has to wait with until the permit is there."""
    words = NEXT["move_in" if application.kind == "latere_inwoning" else "lease"]
    return Day(words["nl"], words["en"])


def _completion(asked: Asked, application: Application) -> dict[str, Any]:
    words = asked.words()
    paused = suspensions(asked.course.until(asked.step.version), asked.office.terms)[-1]
    return {
        "papers": papers_in_words(words["stukken"]), "questions": words.get("vragen", []),
        "note": words.get("toelichting"), "until": Day.of(end_of(asked.step)), "paused": Day.of(paused.start),
        "source": paused.source,
    }  # fmt: skip


def _extension(asked: Asked, application: Application) -> dict[str, Any]:
    before = asked.course.until(asked.step.version)
    term = decision_term(before, asked.office.terms)
    return {
        "before": Day.of(first_term(before, asked.office.terms).day), "decide_by": Day.of(term.day),
        "note": asked.words().get("toelichting"),
    }  # fmt: skip


def _intention(asked: Asked, application: Application) -> dict[str, Any]:
    found = answer(asked.connection, asked.office, asked.tenant, asked.about)
    return {"grounds": unmet(found, application, asked.office.lawbook)}


def _decision(asked: Asked, application: Application) -> dict[str, Any]:
    """A decision with its reasons and what can be done against it."""
    (made,) = (one for one in drafts(asked.connection, asked.tenant, asked.case) if one.decision == asked.about)
    found = answer(asked.connection, asked.office, asked.tenant, made.assessment)
    said = _concept(asked, made.id)
    earliest = found.get("vroegsteDatum")
    return _against(asked) | {
        "grounds": unmet(found, application, asked.office.lawbook), "conditions": found.get("voorschriften", []),
        "hardship": hardship(application), "weighed": weighed(found), "reasons": said.get("motivering"),
        "on_hardship": said.get("hardheid"), "deviates": made.relation == "wijkt_af",
        "earliest": None if earliest is None else Day.of(date.fromisoformat(earliest)),
    }  # fmt: skip


def _concept(asked: Asked, record: str) -> Mapping[str, Any]:
    said = opened(asked.connection, asked.office.recorder.master, asked.tenant, record, ("motivering",))
    if "motivering" not in said:
        raise Erased(f"the reasons in {record} are erased")
    found: Mapping[str, Any] = said["motivering"].part.get("concept", {})
    return found


def _left_aside(asked: Asked, application: Application) -> dict[str, Any]:
    return _against(asked) | {"reasons": asked.words("besluit").get("motivering")}


def _withdrawal(asked: Asked, application: Application) -> dict[str, Any]:
    words = asked.words()
    law = withdrawal_law(asked.office.lawbook, day_of(asked.step))
    return _against(asked) | {
        "ground_source": next(one.bron for one in law.gronden if one.waarde == words["grond"]),
        "ground": words["grond"].replace("_", " "), "view_asked": words.get("zienswijze") == "gevraagd",
        "reasons": words.get("toelichting"), "day": Day.of(day_of(asked.step)),
    }  # fmt: skip


def _on_objection(asked: Asked, application: Application) -> dict[str, Any]:
    words, objection = asked.words("bezwaar"), asked.course.last("bezwaar")
    assert objection is not None
    screening = application.screening if words["uitkomst"] == "verlenen_met_voorschriften" else None
    return _against(asked, "beroep") | {
        "conditions": [] if screening is None else screening.conditions,
        "judgement": words["oordeel"], "outcome": words["uitkomst"], "reasons": words["motivering"],
        "excuse": words.get("verschoonbaar"), "objected": Day.of(day_of(objection)),
    }  # fmt: skip


def _to_landlord(asked: Asked, application: Application) -> dict[str, Any]:
    """The outcome and the day, and nothing else of the case."""
    until = asked.course.until(asked.step.version)
    outcome, day = made_known(asked.connection, asked.tenant, asked.case, until)
    assert outcome is not None and day is not None
    return {"outcome": outcome, "day": Day.of(date.fromisoformat(day))}


def _against(asked: Asked, kind: Literal["bezwaar", "beroep"] = "bezwaar") -> dict[str, Any]:
    """Until when somebody can object or appeal to a decision of the day of the letter, and how long that is."""
    term = objection_term(asked.dated, asked.office.terms, kind=kind)
    length = term.steps[1]
    return {"last": Day.of(term.day), "source": length.source, "length": Day(length.nl, length.en)}


_VALUES: Final[Mapping[str, Callable[[Asked, Application], dict[str, Any]]]] = {
    "ontvangstbevestiging": _receipt, "aanvulling": _completion, "verlenging": _extension, "voornemen": _intention,
    "geen_vergunning_nodig": _decision, "verlenen": _decision, "verlenen_met_voorschriften": _decision,
    "weigeren": _decision, "buiten_behandeling": _left_aside, "intrekking": _withdrawal,
    "beslissing_op_bezwaar": _on_objection, "mededeling_corporatie": _to_landlord,
}  # fmt: skip
