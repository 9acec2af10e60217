"""What an applicant is asked to send before an application is complete: papers, answers and the last day, in plain Dutch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases.assessing import answer, kept
from wbmgp_api.cases.evidence import ITEMS, missing
from wbmgp_api.cases.office import Case, Doing, Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.payloads import opened
from wbmgp_api.words import bad_input
from wbmgp_engine.facts.wording import day_in_words

_NAMES = {item.id: item.name for item in ITEMS}
_APPLICANT = "aanvrager"


def request(doing: Doing, case: str, papers: Sequence[str] | None, note: str, until: date) -> dict[str, Any]:
    """What is asked, to keep with the step. Without `papers` those that the last assessment asks for and that are missing.

    Raises BadInput for a paper that is not on the list.
    """
    if papers is not None and (set(papers) - _NAMES.keys()):
        raise bad_input("no_paper", "stukken", choices=", ".join(_NAMES))
    if papers is None:
        papers = missing(doing.connection, doing.office, doing.who.tenant, case)
    questions = _questions(doing.connection, doing.office, doing.who.tenant, case)
    return {"stukken": list(papers), "vragen": questions, "tekst": _sentences(papers, questions, note, until)}


def papers_in_words(papers: Sequence[str]) -> list[str]:
    """Papers by what people call them."""
    return [_NAMES[one] for one in papers]


def _questions(connection: Connection, office: Office, tenant: str, case: str) -> list[str]:
    """What the last assessment asks of the applicant."""
    made = kept(connection, tenant, case)
    asked = answer(connection, office, tenant, made[-1].id)["vragen"] if made else []
    return [one["vraag"]["nl"] for one in asked if one["leverancier"] == _APPLICANT]


def _sentences(papers: Sequence[str], questions: Sequence[str], note: str, until: date) -> str:
    names = [one[0].lower() + one[1:] for one in papers_in_words(papers)]
    said = ["Uw aanvraag is nog niet compleet."]
    said += [f"Wij missen nog: {' en '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}."] if names else []
    said += ["Geef ook antwoord op deze vragen.", *questions] if questions else []
    return " ".join([
        *said, note, f"Wij moeten alles uiterlijk op {day_in_words(until, 'nl')} hebben.",
        "Tot dan telt de tijd voor ons besluit niet door.",
        "Krijgen wij niet alles op tijd? Dan kunnen wij besluiten dat wij uw aanvraag niet behandelen (artikel 4:5 Awb).",
    ])  # fmt: skip


def wanted(office: Office, who: Principal, case: Case) -> dict[str, Any] | None:
    """What was asked last, while the case waits for it; None where it does not, or where the words were erased."""
    step = case.course.last("vraag_aanvulling")
    if step is None or case.course.status != "onvolledig":
        return None
    found = office.store.read(who.tenant, lambda c: opened(c, office.recorder.master, who.tenant, step.id))
    said = found.get("motivering")
    words: Mapping[str, Any] = {} if said is None else said.part.get("handeling", {})
    if "tekst" not in words:
        return None
    return {"uiterlijk": step.until, "stukken": list(words["stukken"]), "tekst": words["tekst"]}
