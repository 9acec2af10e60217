"""The case in one view: where it stands, what can be done, its terms, who has it, and in short what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from wbmgp_api.cases import completing, ending, outcome, steps
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.cases import speaking
from wbmgp_api.pages.cases.acting import barred, in_role, taker, took_last
from wbmgp_api.pages.cases.guiding import possible
from wbmgp_api.pages.cases.judging import hardship
from wbmgp_api.pages.cases.reading import Seen, seen, terms_left
from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_api.store.errors import NotThere
from wbmgp_engine.errors import BadInput
from wbmgp_engine.permits.texts import value_in_words

TAKE: Final = "neem"
LINKS: Final = {
    "correctie": N_("Gegevens verbeteren"),
    "toetsing": N_("Toetsen"),
    "bewijsstuk": N_("Bewijsstuk vastleggen"),
}
_WAITS: Final = {
    "onderzoek": N_("De burgemeester doet onderzoek. De zaak gaat verder als de uitkomst er is."),
    "onvolledig": N_("De aanvrager vult de aanvraag aan."),
    "concept": N_("Een ander moet het ontwerp nakijken: een collega die het niet opstelde."),
    "volledig": N_("Een beoordelaar gaat verder met deze zaak."),
    "besloten": N_("Het besluit is genomen en moet nog worden verzonden."),
    "verzonden": N_("Het besluit is verzonden. De aanvrager kan bezwaar maken."),
    "bezwaar": N_("Op het bezwaar moet nog worden beslist."),
    "beroep": N_("De rechter moet nog beslissen."),
}  # fmt: skip


class Somebody(NamedTuple):
    """A person in short: who it is in the household, and what is known."""

    name: str
    born: str
    income: str | None
    since: str


async def show(visit: Visit, status: int = 200, faults: tuple[Fault, ...] = ()) -> Response:
    """The page of a case; for a landlord that does not work on it the outcome alone."""
    try:
        found = await seen(visit)
    except NotThere:
        if visit.who.role is not Role.LANDLORD:
            raise
        return await _outcome(visit)
    office, who, tongue = visit.office, visit.who, visit.tongue
    signed = visit.signed or who
    reader = in_role(signed, Role.REVIEWER, Role.LAWYER)
    kept = await visit.do(partial(ending.kept_of, office, who, found.case.state.case_id))
    course = found.case.course
    return visit.show(
        "cases/case.html", status, faults=faults, case=found.head, now=possible(office, signed, found),
        waits=_WAITS.get(course.status, ""), links_named=LINKS, terms=terms_left(found.head, visit.today, tongue),
        penalty=found.head["dwangsom"], last=found.last, advice_open=reader is not None, signals=_signals(visit, found),
        may_take=taker(signed, ACTS["neem_in_behandeling"], course) is not None,
        may_release=taker(signed, ACTS["geef_vrij"], course) is not None,
        may_correct=in_role(signed, Role.DESK, Role.REVIEWER) is not None,
        people=[_somebody(one, found.application["huishouden"], tongue) for one in found.application["huishouden"]],
        dwelling=_dwelling(found.application["woonruimte"], visit), kept_until=kept,
        wanted=await visit.do(partial(completing.wanted, office, who, found.case)),
    )  # fmt: skip


async def _outcome(visit: Visit) -> Response:
    """What was decided and when it was sent, and nothing else. Raises NotThere for a dwelling of another landlord."""
    case, result, sent = await visit.do(partial(outcome.outcome, visit.office, visit.who, visit.case_id))
    withdrawn = case.course.last("trek_vergunning_in")
    day = withdrawn.day if withdrawn else None
    return visit.show("cases/outcome.html", case=visit.case_id, outcome=result, sent=sent, withdrawn=day)


async def take(visit: Visit) -> Response:
    """Take the case: from now on the visitor has it."""
    if visit.said("doe") != TAKE:
        return await show(visit, 400)
    who = visit.acting(*ACTS["neem_in_behandeling"].roles)
    work = partial(steps.take, visit.office, who, visit.case_id, visit.version, "neem_in_behandeling", steps.Said())
    try:
        await visit.do(work)
    except (Problem, BadInput) as problem:
        return await show(visit, status_of(problem), tuple(faults_of(problem, visit.lang)))
    return visit.to(f"/zaken/{visit.case_id}")


def _signals(visit: Visit, found: Seen) -> list[tuple[str, str]]:
    """What somebody has to know at a glance."""
    signed, course, said = visit.signed or visit.who, found.case.course, list[tuple[str, str]]()
    if found.last is not None and not found.current:
        said.append(("warn", visit.say(N_("De gegevens zijn veranderd na de laatste toetsing"))))
    if any(one.get("beroep") for one in hardship(found.application)):
        said.append(("info", visit.say(N_("De aanvrager doet een beroep op hardheid"))))
    if found.application.get("nietVerstrekt"):
        said.append(("info", visit.say(N_("Er zijn gegevens gevraagd en niet gegeven"))))
    if course.status == "concept" and took_last(visit.office, signed, course, "concept"):
        said.append(("info", visit.say(N_("U stelde het ontwerp op"))))
        if barred(visit.office, signed, course, ACTS["stel_vast"]):
            said.append(("warn", visit.say(N_("Een ander stelt het vast"))))
    return said


def _somebody(one: Mapping[str, Any], household: speaking.Household, tongue: Tongue) -> Somebody:
    name = speaking.person(household, one["id"], tongue.language)
    income = one.get("inkomen")
    kinds = None if income is None else value_in_words([each["soort"] for each in income], tongue.language)
    stays = one.get("verblijf") or []
    born = one.get("geboortedatum") or ""
    since = stays[-1].get("vanaf") or "" if stays else ""
    return Somebody(
        name[:1].upper() + name[1:], tongue.day(born) if born else "", kinds, tongue.day(since) if since else ""
    )


def _dwelling(given: Mapping[str, Any], visit: Visit) -> list[tuple[str, str]]:
    """What is known of the dwelling; what is not known is said too."""
    address = given.get("adres") or {}
    parts = [address.get(name) for name in ("postcode", "huisnummer", "huisletter", "toevoeging")]
    unknown = visit.say(N_("nog niet bekend"))
    words = {
        name: value_in_words(given[name], visit.lang) if given.get(name) else unknown
        for name in ("verhuurder", "soort")
    }
    rent = given.get("huurprijs")
    return [
        (visit.say(N_("Adres")), " ".join(str(one) for one in parts if one is not None) or unknown),
        (visit.say(N_("Gebied")), given.get("gebied") or visit.say(N_("niet ingevuld; het adres kan het zeggen"))),
        (visit.say(N_("Verhuurder")), words["verhuurder"]),
        (visit.say(N_("Soort woning")), words["soort"]),
        (visit.say(N_("Huur per maand")), unknown if rent is None else visit.tongue.money(rent)),
    ]
