"""The case itself: where it stood when, its terms, its result and its decisions, without a word of what a screening said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from wbmgp_api.cases.course import Course, day_of
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.procedure import BEFORE_DECISION
from wbmgp_api.cases.terms import decision_term, first_term, suspensions
from wbmgp_api.exchange.zgw_catalogue import DECISIONS, STATUSES, Catalogue, case_type, duration
from wbmgp_api.exchange.zgw_writing import BODY, CONFIDENTIAL, Writing, longest_of
from wbmgp_api.oversight.whole import Whole
from wbmgp_api.store.case_rows import Taken
from wbmgp_engine.calendar import objection_term
from wbmgp_engine.errors import Finding
from wbmgp_engine.retention import Ending, archived

_PLACE: Final = {one: name for name, statuses in STATUSES.items() for one in statuses}
_LONGER: Final = "Er is meer tijd nodig. Waarom staat in de brief."
_OF_OWN_MOTION: Final = {"laat_buiten_behandeling": "aanvraag", "trek_vergunning_in": "intrekking"}


@dataclass(frozen=True, slots=True)
class Held:
    """A case as it was read: its result once that was made known, and the ways in which it ended."""

    office: Office
    whole: Whole
    result: str | None
    endings: Sequence[Ending]

    @property
    def course(self) -> Course:
        """What was done in it."""
        return self.whole.case.course


def write_case(writing: Writing, types: Catalogue, held: Held) -> str:
    """Write the case with its statuses, its result and its decisions; the reference of the case."""
    case = writing.of_case("zaak")
    # Cut texts are explained in the case, so its own document is made after they were.
    body = _case(writing, types, held)
    writing.add("zaak", case, body)
    for number, (step, name) in enumerate(_statuses(held.course), 1):
        status = {"zaak": case, "statustype": types.of("statustype", name), "datumStatusGezet": step.made_at}
        writing.add("status", writing.of_case("status", str(number)), status)
    if held.result is not None:
        told = {"zaak": case, "resultaattype": types.of("resultaattype", held.result)}
        writing.add("resultaat", writing.of_case("resultaat"), told)
    for name, decision in _decisions(types, held, case):
        writing.add("besluit", writing.of_case("besluit", name), {
            "identificatie": name, "verantwoordelijkeOrganisatie": writing.rsin, "bestuursorgaan": BODY, **decision,
        })  # fmt: skip
    return case


def _case(writing: Writing, types: Catalogue, held: Held) -> dict[str, Any]:
    course, terms = held.course, held.office.terms
    reference = (held.whole.known_now or {}).get("kenmerk")
    name = f"Huisvestingsvergunning {reference}" if reference else "Huisvestingsvergunning"
    found: dict[str, Any] = {
        "identificatie": writing.case, "bronorganisatie": writing.rsin, "verantwoordelijkeOrganisatie": writing.rsin,
        "omschrijving": writing.fit(name, "zaak", "omschrijving", "Omschrijving"), "zaaktype": case_type(types),
        "registratiedatum": held.office.here(held.whole.case.state.opened_at).date().isoformat(),
        "startdatum": course.received.isoformat(), "vertrouwelijkheidaanduiding": CONFIDENTIAL,
        "uiterlijkeEinddatumAfdoening": decision_term(course, terms).day.isoformat(),
        "verlenging": _extension(held), "opschorting": _suspension(writing, held),
        "kenmerken": _references(writing, reference), **_archive(writing, held),
    }  # fmt: skip
    return found | {"toelichting": writing.explained("Overgenomen uit wbmgp-engine.")}


def _references(writing: Writing, reference: str | None) -> list[dict[str, str]] | None:
    if reference is None:
        return None
    longest = longest_of("zaak", "kenmerken.kenmerk")
    if len(reference) > longest:
        # Half a reference names another case.
        problem = f"heeft geen plaats voor een kenmerk van meer dan {longest} tekens"
        writing.findings.append(Finding("zaak.kenmerken", problem, "het staat in de omschrijving en de toelichting"))
        return None
    return [{"kenmerk": reference, "bron": "aanvraag"}]


def _extension(held: Held) -> dict[str, str] | None:
    """How much longer the decision takes. Why, the applicant reads in the letter: people may write there of a screening."""
    if held.course.last("verleng_termijn", "verbeter_verlenging") is None:
        return None
    days = (decision_term(held.course, held.office.terms).day - first_term(held.course, held.office.terms).day).days
    return {"reden": _LONGER, "duur": duration(days, "dagen")}


def _suspension(writing: Writing, held: Held) -> dict[str, Any] | None:
    """Whether the term stands still today, by which article; when it did before stands in the notes."""
    today = held.office.today()
    every = suspensions(held.course, held.office.terms)
    running = [one for one in every if one.start <= today < one.end and held.course.status in BEFORE_DECISION]
    for one in every:
        if one not in running:
            writing.notes.append(f"Opgeschort van {one.start} tot {one.end} ({one.source}).")
    return {"indicatie": True, "reden": running[-1].source} if running else None


def _archive(writing: Writing, held: Held) -> dict[str, Any]:
    """What the selection list says of the case once it ended; a term that waits for an event has no day yet."""
    kept = list(archived(held.endings, held.office.lawbook).values())
    if not kept:
        return {}
    found: dict[str, Any] = {"archiefnominatie": "vernietigen", "archiefstatus": "nog_te_archiveren"}
    if waits := sorted({one.waits_for for one in kept if one.waits_for}):
        problem = f"wacht op {', '.join(waits)}".replace("_", " ")
        writing.findings.append(Finding("zaak.archiefactiedatum", problem, "vul de dag aan zodra hij er is"))
        return found
    last = max(kept, key=lambda one: one.until or date.max)
    days = {"archiefactiedatum": last.until, "startdatumBewaartermijn": last.since}
    return found | {name: one.isoformat() for name, one in days.items() if one is not None}


def _statuses(course: Course) -> Iterator[tuple[Taken, str]]:
    """Each step that brought the case in another status, as that is called there."""
    before = None
    for step in course.steps:
        if _PLACE[step.status] != before:
            before = _PLACE[step.status]
            yield step, before


def _decisions(types: Catalogue, held: Held, case: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every decision with its days. Why stands in the letter, and in no field."""
    sent = {step.about: day_of(step) for step in held.course.all("verzend")}
    for draft in held.whole.drafts:
        if draft.decision is not None and draft.decided_on is not None:
            taken = date.fromisoformat(draft.decided_on)
            yield draft.decision, _decision(types, held, case, "aanvraag", taken, sent.get(draft.decision))
    for step in held.course.all("beslis_op_bezwaar"):
        yield step.id, _decision(types, held, case, "bezwaar", day_of(step), sent.get(step.id))
    for step in held.course.all(*_OF_OWN_MOTION):
        yield step.id, _decision(types, held, case, _OF_OWN_MOTION[step.act], day_of(step), day_of(step))


def _decision(types: Catalogue, held: Held, case: str, kind: str, taken: date, sent: date | None) -> dict[str, Any]:
    """A decision works from the day on which it is made known (Awb 3:40); before that from the day it was taken."""
    against: Mapping[str, Any] = {}
    if sent is not None:
        challenge: Literal["bezwaar", "beroep"] = "beroep" if DECISIONS[kind][1] == "beroep" else "bezwaar"
        last = objection_term(sent, held.office.terms, kind=challenge)
        against = {"verzenddatum": sent.isoformat(), "uiterlijkeReactiedatum": last.day.isoformat()}
    return {
        "besluittype": types.of("besluittype", kind), "zaak": case, "datum": taken.isoformat(),
        "ingangsdatum": (sent or taken).isoformat(), **against,
    }  # fmt: skip
