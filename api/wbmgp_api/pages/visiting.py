"""A visit to a page: who it is, in which role, what their form says, and how the answer is made.

Every page says which roles may see it; the visitor is found here and nowhere else, and a form counts only with the word
of its session.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wbmgp_api.cases.office import HERE, Office
from wbmgp_api.counter import done, known_id, office_of
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.access import in_role
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.identity.sessions import Session
from wbmgp_api.pages.faces import page as rendered
from wbmgp_api.pages.faces import tongue_of
from wbmgp_api.pages.languages import Language, Tongue
from wbmgp_api.pages.visitors import Form, form, own_form, signed_in, visitor, without_role
from wbmgp_api.words import detail, said
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from wbmgp_api.service import Service

T = TypeVar("T")
_LONGEST_VERSION: Final = 9


class Fault(NamedTuple):
    """What is wrong at a field of a form; without a field, with the whole of it."""

    field: str
    text: str


@dataclass
class Visit:
    """One request of one visitor."""

    request: Request
    session: Session | None
    signed: Principal | None
    form: Form = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def who(self) -> Principal:
        """The visitor in the first of the roles that the page asks for. Problem 401 where nobody is signed in."""
        if self.signed is None:
            raise Problem(401, "sign_in")
        return self.signed

    def acting(self, *roles: Role) -> Principal:
        """The visitor in the first of these roles. Problem 403 for who has none of them."""
        found = self.who.as_role(frozenset(roles))
        if found is None:
            raise without_role(*roles)
        return found

    @property
    def tongue(self) -> Tongue:
        """The language of the page and how it says things."""
        return tongue_of(self.request.scope)

    @property
    def lang(self) -> Language:
        """The language of the page."""
        return self.tongue.language

    @property
    def service(self) -> Service:
        """All that the service shares."""
        return cast("Service", self.request.app.state.service)

    @property
    def office(self) -> Office:
        """Where cases are worked on, with the rule book in use. Problem 503 where nothing is kept."""
        return office_of(self.request)

    @property
    def today(self) -> date:
        """The day in the Netherlands."""
        return datetime.fromtimestamp(self.service.clock(), UTC).astimezone(HERE).date()

    @property
    def case_id(self) -> str:
        """The case of the address. Raises NotThere for what names none."""
        return known_id(self.path("zaak"))

    def path(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    @property
    def query(self) -> Mapping[str, str]:
        """What stands behind the address."""
        return self.request.query_params

    def said(self, name: str) -> str:
        """What the form says at a field, without the space around it; empty where it says nothing."""
        return next(iter(self.form.get(name, [])), "").strip()

    def many(self, name: str) -> list[str]:
        """Everything that the form says at a field."""
        return [one.strip() for one in self.form.get(name, [])]

    @property
    def version(self) -> int:
        """The version of a case that the visitor saw. Problem 412 for what is none."""
        told = self.said("versie")
        if not told.isascii() or not told.isdigit() or len(told) > _LONGEST_VERSION or int(told) == 0:
            raise Problem(412, "no_version")
        return int(told)

    async def do(self, work: Callable[[], T]) -> T:
        """The result of work on the store, beside the loop. Refusals come out as Problem, bad input as BadInput."""
        return await done(work)

    def say(self, text: str, **holes: object) -> str:
        """A Dutch sentence in the language of the page; holes are `%(name)s`."""
        return self.tongue.say(text, **holes)

    def show(self, template: str, status: int = 200, *, faults: Sequence[Fault] = (), **values: Any) -> Response:
        """A page."""
        return rendered(self.request.scope, template, status, visit=self, faults=tuple(faults), **values)

    def to(self, path: str) -> Response:
        """Go to another page of ours, after a form was taken."""
        return RedirectResponse(path, 303)


Handler = Callable[[Visit], Awaitable[Response]]


class Page(Route):
    """A page: its address, who shows it, who takes its form, and the roles that may see it; none for an open page."""

    def __init__(self, path: str, show: Handler | None, take: Handler | None, roles: tuple[Role, ...]) -> None:
        self.roles = roles
        methods = [method for method, handler in (("GET", show), ("POST", take)) if handler is not None]

        async def endpoint(request: Request) -> Response:
            visit = await self._visit(request)
            handler = take if request.method == "POST" else show
            assert handler is not None
            return await handler(visit)

        super().__init__(path, endpoint, methods=methods)

    async def _visit(self, request: Request) -> Visit:
        """Who comes, with the form where one was sent. Problem 401 or 403, StaleForm for a form that is not our own."""
        if not self.roles:
            return await _open(request)
        session, who = await signed_in(request, *self.roles)
        visit = Visit(request, session, who)
        if request.method == "POST":
            visit.form, visit.files = await own_form(request, session)
        return visit


async def _open(request: Request) -> Visit:
    session = await visitor(request)
    if session is not None:
        found = session.principal
        await in_role(request, found, found.roles)
        return await _with_form(Visit(request, session, found))
    request.state.book = request.app.state.service.lawbook
    return await _with_form(Visit(request, None, None))


async def _with_form(visit: Visit) -> Visit:
    """Nothing is done in the name of a visitor on an open page, so its form needs no word of a session."""
    if visit.request.method == "POST":
        visit.form, visit.files = await form(visit.request)
    return visit


def page(path: str, show: Handler | None, *roles: Role, take: Handler | None = None) -> Page:
    """A page for some roles; `take` takes the form on it."""
    if not roles:
        raise ValueError(f"{path}: a page without roles is an open page")
    return Page(path, show, take, roles)


def open_page(path: str, show: Handler | None, take: Handler | None = None) -> Page:
    """A page that needs no signing in."""
    return Page(path, show, take, ())


def faults_of(problem: Problem | BadInput, lang: Language, fields: Mapping[str, str] | None = None) -> list[Fault]:
    """All that is wrong, in words, each at its field: the longest beginning of its place that `fields` knows, else the place."""
    found = [Fault(_field(one.place, fields or {}), _words(one, lang)) for one in problem.findings]
    if found or isinstance(problem, BadInput):
        return found
    return [Fault("", detail(problem.code, problem.params, lang))]


def status_of(problem: Problem | BadInput) -> int:
    """The status with which a form comes back."""
    return 400 if isinstance(problem, BadInput) else problem.status


def _words(finding: Any, lang: Language) -> str:
    problem, fix = said(finding, lang) or (finding.problem, finding.fix)
    return " ".join(_sentence(one) for one in (problem, fix) if one)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _field(place: str, fields: Mapping[str, str]) -> str:
    known = [start for start in fields if place == start or place.startswith((f"{start}.", f"{start}["))]
    return fields[max(known, key=len)] if known else place
