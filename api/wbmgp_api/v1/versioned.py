"""What two people keep in versions, as answers: listed, proposed, read, replaced, approved and withdrawn; each resource in its own shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import quote

from fastapi import Request
from starlette.responses import Response

from wbmgp_api.areas.content import Withdrawal
from wbmgp_api.cases.office import Office
from wbmgp_api.counter import office_of
from wbmgp_api.edge.bodies import answer, json_body
from wbmgp_api.edge.queries import number
from wbmgp_api.identity.principal import Principal
from wbmgp_api.v1.area_requests import done, known
from wbmgp_api.v1.case_requests import tag, version_of
from wbmgp_api.versions import Register, Version
from wbmgp_engine.facts.documents import Document

C = TypeVar("C", bound=Document)
Told = TypeVar("Told", bound=Document, contravariant=True)
Beside = Callable[[Office, Principal, Version], Mapping[str, Any]]


class Work(Protocol[Told]):
    """What the module of a resource does; each makes a version, or raises what `Register` does and refusals of its own."""

    def propose(self, office: Office, who: Principal, key: str, content: Told) -> Version:
        """A first version."""

    def replace(self, office: Office, who: Principal, key: str, version: int, content: Told) -> Version:
        """The next one."""

    def withdraw(self, office: Office, who: Principal, key: str, version: int, since: date) -> Version:
        """One that ends it from a day on."""

    def approve(self, office: Office, who: Principal, key: str, version: int) -> Version:
        """The newest one counts."""


def nothing(office: Office, who: Principal, made: Version) -> Mapping[str, Any]:
    """Nothing beside the version itself."""
    return {}


@dataclass(frozen=True, slots=True)
class Versioned(Generic[C]):
    """A resource in versions. Its answers hold what a version says under `one`, a list of them under `many`.

    `new` is `content` with an `id`; `beside` is what stands beside a version in the answer about it alone.
    """

    register: Register
    path: str
    one: str
    many: str
    content: type[C]
    new: type[C]
    work: Work[C]
    beside: Beside = nothing

    async def listed(self, request: Request, who: Principal) -> Response:
        """The newest version of each, also those that only were proposed."""
        office = office_of(request)
        found = await done(partial(self.register.newest, office, who))
        return answer({self.many: [self._told(one, office, who) for one in found]})

    async def propose(self, request: Request, who: Principal, check: Callable[[C], None] | None = None) -> Response:
        """A first version. BadInput with every fault, and what `check` raises."""
        office = office_of(request)
        told = self.new.model_validate(await json_body(request)).to_json()
        key, content = told.pop("id"), self.content.model_validate(told)
        if check is not None:
            check(content)
        made = partial(self.work.propose, office, who, key, content)
        return await self._shown(office, who, made, 201, {"Location": quote(f"/v1/{self.path}/{key}")})

    async def read(self, request: Request, who: Principal, key: str, version: str | None) -> Response:
        """The newest version, or the one that is asked for."""
        office, asked = office_of(request), None if version is None else number("versie", version, 1, 1, 1_000_000)
        return await self._shown(office, who, partial(self.register.one, office, who, known(key), asked))

    async def replace(
        self, request: Request, who: Principal, key: str, if_match: str | None, check: Callable[[C], None] | None = None
    ) -> Response:
        """The next version, of a caller who knows the last one."""
        office, version = office_of(request), version_of(if_match)
        content = self.content.model_validate(await json_body(request))
        if check is not None:
            check(content)
        return await self._shown(office, who, partial(self.work.replace, office, who, known(key), version, content))

    async def approve(self, request: Request, who: Principal, key: str, if_match: str | None) -> Response:
        """The newest version counts, by the word of another person than who made it."""
        office, version = office_of(request), version_of(if_match)
        return await self._shown(office, who, partial(self.work.approve, office, who, known(key), version))

    async def withdraw(self, request: Request, who: Principal, key: str, if_match: str | None) -> Response:
        """A version that ends it from a day on."""
        office, version = office_of(request), version_of(if_match)
        given = Withdrawal.model_validate(await json_body(request))
        return await self._shown(
            office, who, partial(self.work.withdraw, office, who, known(key), version, given.since)
        )

    async def _shown(
        self, office: Office, who: Principal, work: Callable[[], Version], status: int = 200,
        more: Mapping[str, str] | None = None,
    ) -> Response:  # fmt: skip
        def job() -> tuple[Version, Mapping[str, Any]]:
            made = work()
            return made, self.beside(office, who, made)

        made, beside = await done(job)
        return answer({**self._told(made, office, who), **beside}, status, {**tag(made.kept.version), **(more or {})})

    def _told(self, made: Version, office: Office, who: Principal) -> dict[str, Any]:
        kept = made.kept
        return {
            "id": kept.id, "versie": kept.version, "status": made.status, "gemaakt": kept.made_at,
            "vastgesteld": kept.approved_at, "door": "mij" if kept.made_by == who.ref(office.names) else "ander",
            self.one: made.content,
        }  # fmt: skip
