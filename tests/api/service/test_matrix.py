"""Every operation, every role, own, foreign and absent objects: the answer, and what it leaves behind. Made from the description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, product
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from tests.api.cases.conftest import _desk
from tests.api.service.asking import Asking
from tests.api.service.documents import body_of, query_of
from tests.api.service.roles import OF_MANDATES, ROLES
from tests.api.service.test_openapi import operations
from tests.api.service.town import FOREIGN, OWN, SHARED, Town, town_on
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import open_store

_PARAMETER: Final = re.compile(r"([^/]+)/\{[^}]+\}")
_ROLE_REFUSED: Final = "Geen van de rollen in het token mag dit. Wie het wel mag: "
_KEYS: Final = count()


@pytest.fixture(params=["sqlite", "postgres"])
def town(request: pytest.FixtureRequest, issuer: LocalIssuer, tmp_path: Path) -> Iterator[Town]:
    """Two municipalities on either kind of database, where every check asks who you are."""
    address = f"sqlite:///{tmp_path}/zaken.db"
    if request.param == "postgres":
        database = request.getfixturevalue("postgres_database")
        address = request.getfixturevalue("postgres_server").url("app", database)
    for desk in _desk(issuer, open_store(address), Settings(open_checks=False)):
        yield town_on(desk)


class Operation(NamedTuple):
    """One operation of the description."""

    name: str
    method: str
    path: str
    described: dict[str, Any]

    @property
    def kinds(self) -> list[str]:
        """The kinds of object that its address names."""
        return _PARAMETER.findall(self.path)

    def at(self, ids: tuple[str, ...]) -> str:
        """Its address with these objects."""
        parts = re.split(r"\{[^}]+\}", self.path)
        return "".join(part + name for part, name in zip(parts, (*ids, ""), strict=True))


class Cell(NamedTuple):
    """One request."""

    operation: Operation
    roles: tuple[Role, ...]
    ids: tuple[str, ...]
    place: str


def described(asking: Asking) -> list[Operation]:
    document = asking.client.get("/v1/openapi.json").json()
    return [Operation(f"{verb.upper()} {path}", verb.upper(), path, said) for path, verb, said in operations(document)]


def test_every_operation_stands_in_the_table_with_the_roles_that_it_asks_for(asking: Asking) -> None:
    told = {one.name: one.described for one in described(asking)}
    assert sorted(told) == sorted(ROLES), "tell in roles.py who may do it"
    for name, said in told.items():
        may = ROLES[name]
        assert (said["security"] == []) == (may is None), name
        assert set(said.get("x-rollen", [])) == {str(role) for role in may or ()}, name


def absent(name: str) -> str:
    """A name of the same shape that names nothing."""
    return re.sub("[0-9a-f]", "0", name)


def places(operation: Operation, town: Town) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`own` and what has to look as if it were not there: foreign, absent, and parts of another object."""
    kinds = operation.kinds
    choices = [
        [town.own[kind], absent(town.own[kind]), *([] if kind in SHARED else [town.foreign[kind]])] for kind in kinds
    ]
    own = tuple(town.own[kind] for kind in kinds)
    yield "own", own
    yield from (("hidden", ids) for ids in product(*choices) if ids != own)
    if len(kinds) > 1:
        yield "hidden", (town.own["tweede zaak"], *own[1:])


def ask(town: Town, cell: Cell) -> Any:
    """The answer, to somebody who was never here before: nobody approves what they made."""
    operation, client = cell.operation, town.desk.asking.client
    schemas = client.app.openapi_schemas  # type: ignore[attr-defined]
    sent = body_of(operation.name, operation.described, schemas, OWN)
    number = next(_KEYS)
    headers = {**sent.pop("headers", {}), "Idempotency-Key": f"matrix-{number}"}
    if cell.ids:
        headers["If-Match"] = f'"{town.desk.versions.get(cell.ids[0], 1)}"'
    if cell.roles:
        headers |= town.desk.asking.as_(*cell.roles, tenant=OWN, subject=f"persoon-{number}")
    address, query = f"/v1{operation.at(cell.ids)}", query_of(operation.name)
    return client.request(operation.method, address, params=query, headers=headers, **sent)


def callers(may: frozenset[Role] | None) -> Iterator[tuple[Role, ...]]:
    """Nobody, everybody by themselves, and two roles together: two that may not, and one of each."""
    yield ()
    yield from ((role,) for role in Role)
    without = [role for role in Role if role not in (may or ())]
    yield tuple(without[:2])
    if may and without:
        yield without[0], min(may)


def cells(operation: Operation, town: Town) -> Iterator[Cell]:
    for roles in dict.fromkeys(callers(ROLES[operation.name])):
        for place, ids in places(operation, town):
            yield Cell(operation, roles, ids, place)


def expected(cell: Cell) -> int:
    """The status of a cell that may change nothing; 0 where the operation is done."""
    may = ROLES[cell.operation.name]
    if may is not None and not cell.roles:
        return 401
    if may is not None and may.isdisjoint(cell.roles):
        return 403
    if may is not None and may & set(cell.roles) == {Role.LANDLORD} and cell.operation.name in OF_MANDATES:
        return 404  # the cases here are the municipality's own
    return 404 if cell.place == "hidden" else 0


def told(got: Any) -> tuple[Any, ...]:
    """All that a caller can compare."""
    headers = {name: value for name, value in got.headers.items() if name != "traceparent"}
    return got.status_code, got.json(), sorted(headers.items())


def test_who_may_not_or_may_not_see_leaves_nothing_and_learns_nothing(town: Town) -> None:
    before, asked, wrong = town.tables(), 0, []
    for operation in _all(town):
        answers: dict[tuple[Role, ...], list[tuple[Any, ...]]] = {}
        for cell in cells(operation, town):
            if status := expected(cell):
                got, asked = ask(town, cell), asked + 1
                answers.setdefault(cell.roles, []).append(told(got)) if cell.place == "hidden" else None
                said = got.json().get("detail") if got.status_code == 403 else _ROLE_REFUSED
                if got.status_code != status or not said.startswith(_ROLE_REFUSED):
                    wrong.append((operation.name, cell.roles, cell.place, status, got.status_code, got.text[:300]))
        assert all(one == same[0] for same in answers.values() for one in same), f"{operation.name} tells what is there"
        assert town.tables() == before, f"{operation.name} left something behind"
    assert wrong == []
    assert asked >= 15 * len(ROLES)


def test_who_may_does_it_on_an_own_object(town: Town) -> None:
    """Done as the description says, or not now (409): never refused for who asks, never not found."""
    wrong = []
    for operation in _all(town):
        for cell in cells(operation, town):
            if expected(cell) == 0:
                got = ask(town, cell)
                if "etag" in got.headers and cell.ids:
                    town.desk.versions[cell.ids[0]] = int(got.headers["etag"].strip('"'))
                good = {status for status in operation.described["responses"] if status.startswith("2")} | {"409"}
                if str(got.status_code) not in good or (got.status_code < 300 and not _as_described(got, operation)):
                    wrong.append((operation.name, cell.roles, got.status_code, got.text[:300]))
    assert wrong == []


def _as_described(got: Any, operation: Operation) -> bool:
    """Whether the answer has the headers that the description names for it, and no other of them."""
    said = operation.described["responses"][str(got.status_code)]["headers"]
    return all((name in got.headers) == (name in said) for name in ("ETag", "Location"))


def _all(town: Town) -> list[Operation]:
    client: Any = town.desk.asking.client
    client.app.openapi_schemas = client.get("/v1/openapi.json").json()["components"]["schemas"]
    return described(town.desk.asking)


def test_the_foreign_municipality_sees_its_own(town: Town) -> None:
    """So what was hidden above was there."""
    for kind, path in (("aanvragen", "/aanvragen"), ("gebieden", "/gebieden")):
        got = town.desk.ask("GET", f"{path}/{town.foreign[kind]}", Role.DESK, tenant=FOREIGN)
        assert got.status_code == 200, kind
