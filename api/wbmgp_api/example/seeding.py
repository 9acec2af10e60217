"""The story told to a service over an empty database: each request through its routes, on its own day."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from wbmgp_api.cases.office import HERE
from wbmgp_api.example.posting import post
from wbmgp_api.example.story import Request, Story
from wbmgp_api.identity.development import CLIENT, ISSUER, LocalIssuer
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import SqliteStore, Store
from wbmgp_engine.errors import BadInput

_MORNING = time(9)
_OF_EVERY_DATABASE = ("alembic_version", "key_fingerprint")


def seeded(service: Service, issuer: LocalIssuer) -> bool:
    """Whether the example was put in: only into a SQLite database that holds nothing. BadInput in production."""
    if service.settings.production:
        raise BadInput.one("--example", "is not for production", "leave it out")
    if not isinstance(service.store, SqliteStore) or not _empty(service.store):
        return False
    now = datetime.fromtimestamp(service.clock(), UTC).astimezone(HERE)
    asyncio.run(_tell(Story.read(now.date()), service, issuer, now))
    return True


def _empty(store: Store) -> bool:
    """Whether no table holds a row, apart from what every database holds once it was opened."""

    def look(connection: Any) -> bool:
        named = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        tables = [name for name in named if name not in _OF_EVERY_DATABASE and not name.startswith("sqlite_")]
        return not any(
            connection.exec_driver_sql(f'SELECT 1 FROM "{name}" LIMIT 1').first()  # noqa: S608 -- names of the schema
            for name in tables
        )

    return store.read("", look)


@dataclass
class _Days:
    """A clock that stands where the story is, and goes on by a second at every look: moments in a log go forwards."""

    at: float = 0

    def __call__(self) -> float:
        self.at += 1
        return self.at

    def reach(self, day: datetime) -> None:
        self.at = max(self.at, day.timestamp())


async def _tell(story: Story, service: Service, issuer: LocalIssuer, now: datetime) -> None:
    clock, known = _Days(), dict[str, _Known]()
    settings = Settings(four_eyes=service.settings.four_eyes)
    tokens = Tokens(ISSUER, settings.audience, frozenset({CLIENT}), issuer.keys, lambda: clock.at)
    app = create(replace(service, settings=settings, tokens=tokens, clock=clock, report=lambda line: None))
    for one in story.requests:
        clock.reach(datetime.combine(now.date() + timedelta(one.day), _MORNING, HERE))
        token = issuer.token(one.who, story.tenant, frozenset({one.role}), settings.audience, int(clock.at))
        before = known.get(one.about)
        headers = {"Authorization": f"Bearer {token}", **(_first(one) if before is None else before.match)}
        got = await post(app, f"/v1/{one.path.format(before and before.id)}", one.body, headers)
        if got.status >= 300:
            raise RuntimeError(f"the example: {one.path} of {one.about} on day {one.day} gave {got.status}: {got.body}")
        known[one.about] = _Known(before.id if before else got.body["id"], got.headers["etag"])


def _first(one: Request) -> dict[str, str]:
    return {"Idempotency-Key": f"voorbeeld-{one.about}"}


@dataclass(frozen=True, slots=True)
class _Known:
    """A case or area of the story, as the last answer told it."""

    id: str
    version: str

    @property
    def match(self) -> dict[str, str]:
        return {"If-Match": self.version}
