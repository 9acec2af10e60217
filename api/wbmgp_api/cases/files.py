"""What a case holds: an application taken in, told again as a new version, and read after that was logged."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases import mandated, numbers, processed
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.happened import refuse_future, told_in
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.numbers import Numbers
from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.cases.procedure import ACTS, admit
from wbmgp_api.cases.refusals import KeyReused, NotYours
from wbmgp_api.cases.retries import ALL, place, place_of_all, sealed
from wbmgp_api.cases.telling import HIDDEN, refuse_judgements, refuse_screening, with_screening
from wbmgp_api.cases.terms import due
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store import facts, mandate_rows, reading
from wbmgp_api.store.references import reference
from wbmgp_api.words import Both, bad_input
from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.consideration import Screening
from wbmgp_engine.trail.canonical import decode, encode
from wbmgp_engine.trail.categories import CATEGORIES, of_application, taken_apart


@dataclass(frozen=True, slots=True)
class File:
    """A case as somebody may read it."""

    case: Case
    application: dict[str, Any]
    mandate: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """An application as it came in: on which day, and the citizen service numbers of people in it."""

    application: Application
    received: date | None = None
    numbers: Numbers = field(default_factory=dict)

    def checked(self, who: Principal, today: date) -> dict[str, Any]:
        """The application as JSON. Raises BadInput where it is of another municipality, from the future, or numbers a stranger."""
        of_own(self.application, who)
        came = {"ontvangen": (self.received, Both("de aanvraag binnenkwam", "the application came in"))}
        refuse_future(came | told_in(self.application), today)
        told = self.application.to_json()
        # Who decides in mandate decides under the law that the municipality tells, never under one of its own.
        if who.role is Role.LANDLORD and told.keys() & {"situatie", *HIDDEN[Role.LANDLORD]}:
            raise NotYours("municipality_tells")
        refuse_screening(who, told)
        refuse_judgements(who, told)
        numbers.of_household(self.numbers, told)
        return told

    def asked(self) -> list[Any]:
        """What is asked, to tell it from another request under the same key."""
        received = None if self.received is None else self.received.isoformat()
        return [self.application.to_json(), received, dict(self.numbers)]


def take_in(office: Office, who: Principal, came: Came, key: str, *, of_all: bool = False) -> Case:
    """A new case. The same key and content gives the first answer again; `of_all`: to whoever of the municipality sends it.

    Raises KeyReused for another content, Erased where the first was erased, and what `Came.checked` raises.
    """
    act = ACTS["intake"]
    admit(act, who)
    came.checked(who, office.today())
    client, hidden = (ALL, place_of_all(office, who, key)) if of_all else (who.client, place(office, who, key))

    def job(connection: Connection) -> Case:
        doing = office.begin(connection, who, act.name)
        earlier = rows.asked(connection, who.tenant, client, hidden)
        if earlier is not None:
            return _again(doing, came, *earlier[:2])
        return _placed(doing, came, client, hidden)

    return office.store.write(who.tenant, job)


def take_in_all(office: Office, who: Principal, all_came: Sequence[Came], key: str) -> list[Case]:
    """New cases, all or none. The same key and contents give the first answer again. Raises what `take_in` does.

    Each has a place under the key: a second sending that differs in one, or in how many there are, is another request.
    """
    admit(ACTS["intake"], who)
    for came in all_came:
        came.checked(who, office.today())
    places = [place(office, who, f"{key}\0{number}") for number in range(len(all_came) + 1)]

    def job(connection: Connection) -> list[Case]:
        doing = office.begin(connection, who, "intake")
        earlier = [rows.asked(connection, who.tenant, who.client, hidden) for hidden in places]
        if earlier[0] is None:
            return [_placed(doing, came, who.client, hidden) for came, hidden in zip(all_came, places, strict=False)]
        same = [one for one in earlier if one is not None]
        if len(same) != len(all_came):
            raise KeyReused("this key was used for another table")
        return [_again(doing, came, *one[:2]) for came, one in zip(all_came, same, strict=True)]

    return office.store.write(who.tenant, job)


def _placed(doing: Doing, came: Came, client: str, hidden: str) -> Case:
    case, record = opened(doing, came)
    seal = sealed(doing, case, came.asked())
    rows.answered(doing.connection, doing.who.tenant, client, hidden, seal, record, doing.moment)
    return doing.case(case)


def opened(doing: Doing, came: Came) -> tuple[str, str]:
    """A new case of an application that was checked, and the record of it."""
    act, tenant = ACTS["intake"], doing.who.tenant
    told = came.application.to_json()
    under = mandated.under_for(doing, told) if doing.who.role is Role.LANDLORD else None
    case = reference(doing.moment, doing.office.recorder.random)
    rows.new_file(doing.connection, tenant, case, doing.moment)
    if under is not None:
        mandate_rows.keep(doing.connection, tenant, case, under)
    record, _ = tell(doing, case, told, fresh=True)
    if came.numbers:
        numbers.keep(doing, case, came.numbers)
    step = doing.as_step(act, act.after, 1, Entered(record, came.received))
    rows.new_state(
        doing.connection, tenant, case, step, due(Course.of([step]), doing.office.terms, doing.office.lawbook)
    )
    rows.add_step(doing.connection, tenant, case, step)
    processed.told(doing, case, record, act.name, act.name)
    return case, record


def _again(doing: Doing, came: Came, earlier: bytes, case: str) -> Case:
    """The first answer: the case as it was when it was taken in."""
    if not hmac.compare_digest(earlier, sealed(doing, case, came.asked())):
        raise KeyReused("this key was used for another application")
    now = doing.case(case)
    return Case(now.state, now.course.until(1))


def of_own(application: Application, who: Principal) -> None:
    """Raises BadInput for an application to another municipality than the caller's."""
    if application.municipality != who.tenant:
        raise bad_input("other_than_token", "aanvraag.gemeente")


def tell(
    doing: Doing, case: str, told: Mapping[str, Any], note: str | None = None, *, fresh: bool = False
) -> tuple[str, bool]:
    """Record an application as it is told now: the record, and whether any fact changed."""
    recorder, tenant = doing.office.recorder, doing.who.tenant
    keys = doing.keys(case, fresh=fresh)
    changed = facts.changes(
        doing.connection, recorder.master, tenant, case, taken_apart(told), keys[reading.PERSON], fresh=fresh
    )  # fmt: skip
    parts = of_application(told, {}, {})
    if note is not None:
        parts["motivering"] = encode({**decode(parts["motivering"]), "handeling": {"toelichting": note}})
    record = doing.leaf("aanvraag", case, parts, keys)
    changed.keep(doing.connection, tenant, case, record, doing.moment)
    rows.index(doing.connection, tenant, case, _digests(doing, told), fresh=fresh)
    processed.household(doing, case, [one["id"] for one in told["huishouden"]], fresh=fresh)
    return record, changed.any


def correct(
    office: Office,
    who: Principal,
    case: str,
    version: int,
    application: Application,
    note: str,
    given: Numbers | None = None,
) -> Case:
    """The application told again as the next version, with the reason.

    What the caller may not see stays as it was, and so does what the mayor told. Raises NotYours where it is told otherwise.

    `given`: the citizen service numbers from now on; None leaves those that are known.
    """
    of_own(application, who)
    refuse_future(told_in(application), office.today())
    if given is not None:
        numbers.of_household(given, application.to_json())
    hidden = HIDDEN.get(who.role, ())
    if any(name in application.to_json() for name in hidden):
        raise NotYours("reviewer_screens")

    def work(doing: Doing, now: Case) -> Entered:
        before = known(doing, case)
        refuse_judgements(who, application.to_json(), before)
        kept = {name: before[name] for name in hidden if name in before}
        given_now = {**application.to_json(), **kept}
        if now.course.last("meld_onderzoek") is not None:
            given_now = with_screening(before, given_now)
        whole = Application.model_validate(given_now)
        record, changed = tell(doing, case, whole.to_json(), note)
        if given is not None:
            numbers.keep(doing, case, given)
        return Entered(record, facts_changed=changed)

    return office.step(who, case, version, "correctie", work)


def screened(office: Office, who: Principal, case: str, version: int, outcome: Screening) -> Case:
    """The outcome of the screening as the mayor tells it; never what it found. Raises BadInput where it names none."""
    if not (outcome.statement or outcome.certificates):
        raise bad_input("no_outcome", "onderzoek")

    def work(doing: Doing, now: Case) -> Entered:
        said = outcome.model_dump(by_alias=True, exclude_unset=True, mode="json")
        whole = Application.model_validate({**known(doing, case), "onderzoek": said})
        record, changed = tell(doing, case, whole.to_json())
        return Entered(record, facts_changed=changed)

    return office.step(who, case, version, "meld_onderzoek", work)


def known(doing: Doing, case: str) -> dict[str, Any]:
    """The application as it is known now. Raises Erased."""
    return known_in(doing.connection, doing.office, doing.who.tenant, case)


def known_in(connection: Connection, office: Office, tenant: str, case: str) -> dict[str, Any]:
    """The same, over a connection that reads."""
    found = reading.known_on(connection, office.recorder.master, tenant, case, reading.END_OF_TIME)
    plain: dict[str, Any] = json.loads(json.dumps(found))
    return plain


def read(office: Office, who: Principal, case: str) -> File:
    """A case as the caller may see it, after an entry in the log says who looks. Raises NotThere, Erased."""
    wide = who.as_role(frozenset({Role.REVIEWER, Role.LAWYER})) or who
    hidden = HIDDEN.get(wide.role, ())
    shown = tuple(one for one in CATEGORIES if one != "spoor" and one not in hidden)
    log_reading(office, wide, case, shown)

    def job(connection: Connection) -> File:
        state = rows.state(connection, who.tenant, case)
        course = Course.of(rows.steps(connection, who.tenant, case))
        application = known_in(connection, office, who.tenant, case)
        seen = {key: value for key, value in application.items() if key not in hidden}
        return File(Case(state, course), seen, mandated.of_case(connection, who.tenant, case))

    return office.store.read(who.tenant, job)


def _digests(doing: Doing, told: Mapping[str, Any]) -> list[bytes]:
    """What a case is found by: its own reference, and the address of the dwelling."""
    found = {"kenmerk": told["kenmerk"]}
    address = told["woonruimte"].get("adres") or {}
    if address.get("postcode") and address.get("huisnummer"):
        found["adres"] = address_key(address["postcode"], address["huisnummer"])
    if told["woonruimte"].get("adresseerbaarObject"):
        found["adresseerbaarObject"] = told["woonruimte"]["adresseerbaarObject"]
    return [doing.office.digest(kind, value, doing.who.tenant) for kind, value in found.items()]


def address_key(postcode: str, number: int) -> str:
    """An address as it is found: every letter and addition of one number together."""
    return f"{postcode.replace(' ', '')} {number}"
