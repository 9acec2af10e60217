"""What the routes of areas and designations share: who may, which version, and refusals as problem documents."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Query

from wbmgp_api.cases.refusals import NotYours, Refused, Stale
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.access import Access
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store.errors import NotThere

T = TypeVar("T")
Reader = Annotated[Principal, Depends(Access(*Role))]
Proposer = Annotated[Principal, Depends(Access(Role.RULES, Role.COUNCIL))]
Approver = Annotated[Principal, Depends(Access(Role.RULES))]
OfVersion = Annotated[
    str | None, Query(description="Deze versie in plaats van de nieuwste.", json_schema_extra={"pattern": "^[0-9]+$"})
]


async def done(work: Callable[[], T], run: Callable[[Callable[[], T]], Awaitable[T]] = asyncio.to_thread) -> T:
    """The result of work on what is kept in versions, beside the loop that answers others. Refusals come as problems."""
    try:
        return await run(work)
    except Stale:
        raise Problem(412, "changed") from None
    except NotYours as problem:
        raise Problem.of(403, problem.code, problem.params) from None
    except Refused as problem:
        raise Problem(409, "not_now", problem.findings) from None


def known(text: str) -> str:
    """An id as it can be. Raises NotThere."""
    if not text.isprintable() or len(text) > 200:
        raise NotThere("there is no such id")
    return text
