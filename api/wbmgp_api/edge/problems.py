"""Every error is `application/problem+json` (RFC 9457), in Dutch or English, with all findings at once and nothing of the input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final

from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from wbmgp_api.store.errors import ClockBehind, Conflict, NotThere, StoreBroken, StoreBusy, StoreFull
from wbmgp_api.words import Language, detail, fault, said, title
from wbmgp_engine.errors import BadInput, Finding, LawLookupError

MEDIA_TYPE: Final = "application/problem+json"
# A key that a caller made up may hold anything, also a number that means a person; a finding quotes what was sent.
_MADE_UP: Final = re.compile(r"\d{5,}|'|\"|\s")
_TELLING: Final = re.compile(r"'[^']*'|\"[^\"]*\"|\d{5,}|(?<!\d)\d{4}(-\d\d){1,2}(?!\d)")


_RANGE: Final = re.compile(r"(?:^|,)\s*(nl|en|\*)(?:-[a-z0-9-]+)?\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?(?=,|$)")


class Fout(BaseModel):
    """One thing that is wrong in the input."""

    plaats: str = Field(description="Waar het staat, als pad in de invoer.", max_length=1000)
    probleem: str = Field(description="Wat er niet klopt.", max_length=1000)
    oplossing: str = Field(description="Hoe het wel kan.", max_length=1000)


class Probleem(BaseModel):
    """Een fout volgens RFC 9457."""

    type: str = Field(default="about:blank", description="Soort probleem.")
    status: int = Field(description="HTTP-status.", ge=400, le=599)
    title: str = Field(description="Het probleem in het kort.")
    detail: str = Field(description="Wat er in dit geval aan de hand is.")
    errors: list[Fout] | None = Field(default=None, description="Alles wat er aan de invoer niet klopt.")


class Problem(Exception):
    """An answer that is an error: its words by a code."""

    def __init__(
        self,
        status: int,
        code: str,
        findings: Iterable[Finding] = (),
        headers: Mapping[str, str] | None = None,
        **params: str | int,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.findings, self.headers = status, code, tuple(findings), dict(headers or {})
        self.params = params

    @classmethod
    def of(cls, status: int, code: str, params: Mapping[str, str | int]) -> Problem:
        """A problem whose words were chosen elsewhere, with what fills their holes."""
        made = cls(status, code)
        made.params = dict(params)
        return made

    def response(self, accept_language: str = "") -> Response:
        """The problem as a document in the language that is asked for. What a caller sent stands nowhere in it."""
        language = self._language(accept_language)
        body: dict[str, Any] = {
            "type": "about:blank",
            "status": self.status,
            "title": title(self.status, language) or HTTPStatus(self.status).phrase,
            "detail": detail(self.code, self.params, language),
        }
        if errors := [told(finding, language) for finding in self.findings]:
            body["errors"] = errors
        headers = {**self.headers, "Content-Language": language, "Vary": "Accept-Language"}
        return JSONResponse(body, self.status, headers=headers, media_type=MEDIA_TYPE)

    def _language(self, asked: str) -> Language:
        """An answer has one language. What the engine says without a code (of a rule book) it says in English only."""
        return preferred(asked) if all(finding.code for finding in self.findings) else "en"


@lru_cache(maxsize=256)
def preferred(asked: str) -> Language:
    """The language that `Accept-Language` (RFC 9110, 12.5.4) prefers of the two there are; Dutch unless English comes first.

    >>> preferred("en-GB, nl;q=0.5"), preferred("nl, en;q=0.8"), preferred("de, en;q=0.3"), preferred("en;q=0, *")
    ('en', 'nl', 'en', 'nl')
    """
    weights: dict[str, float] = {}
    for name, weight in _RANGE.findall(asked.lower()[:1000]):
        weights[name] = max(weights.get(name, 0.0), float(weight or 1))
    return "en" if weights.get("en", 0.0) > max(weights.get("nl", 0.0), weights.get("*", 0.0)) else "nl"


def told(finding: Finding, language: Language) -> dict[str, str]:
    """A finding without its value. Words that carry no code lose what they quote."""
    # Where text stops to be JSON no path leads; the line and the column stand in the words.
    path = "input" if finding.code == "not_json" else finding.place
    place = ".".join("…" if _MADE_UP.search(step) else step for step in path.split("."))
    words = said(finding, language) or [_TELLING.sub("…", one) for one in (finding.problem, finding.fix)]
    return {"plaats": place, "probleem": words[0], "oplossing": words[1]}


def _answered(request: Request | None, problem: Problem) -> Response:
    return problem.response("" if request is None else request.headers.get("accept-language", ""))


async def on_problem(request: Request, problem: Exception) -> Response:
    """A problem raised on purpose."""
    assert isinstance(problem, Problem)
    return _answered(request, problem)


async def on_bad_input(request: Request, problem: Exception) -> Response:
    """Input that the engine refuses: every finding at once."""
    assert isinstance(problem, BadInput)
    return _answered(request, Problem(400, "mend", problem.findings))


async def on_http(request: Request, problem: Exception) -> Response:
    """What the framework refuses: no such path, method or media type."""
    assert isinstance(problem, HTTPException)
    code = {404: "not_found", 405: "see_allow", 400: "unreadable"}.get(problem.status_code, "see_status")
    return _answered(request, Problem(problem.status_code, code, headers=problem.headers))


async def on_store(request: Request, problem: Exception) -> Response:
    """What the store could not do."""
    if isinstance(problem, NotThere):
        return _answered(request, Problem(404, "not_found"))
    if isinstance(problem, Conflict):
        return _answered(request, Problem(409, "conflict"))
    if isinstance(problem, ClockBehind):
        return _answered(request, Problem(503, "clock_behind", headers={"Retry-After": "60"}))
    if isinstance(problem, StoreBusy):
        return _answered(request, Problem(503, "store_busy", headers={"Retry-After": "1"}))
    return _answered(request, Problem(503, "store_down", headers={"Retry-After": "60"}))


async def on_law(request: Request, problem: Exception) -> Response:
    """A date for which the rule book holds no law."""
    return _answered(request, Problem(400, "no_law", [fault("no_law_then", "peildatum")]))


async def on_crash(request: Request | None, problem: Exception) -> Response:
    """A mistake of ours: the log has it, the caller sees nothing of it."""
    return _answered(request, Problem(500, "crashed"))


HANDLERS: Final[dict[Any, Any]] = {
    Problem: on_problem, BadInput: on_bad_input, HTTPException: on_http, LawLookupError: on_law,
    NotThere: on_store, Conflict: on_store, ClockBehind: on_store, StoreBusy: on_store, StoreFull: on_store, StoreBroken: on_store,
    Exception: on_crash,
}  # fmt: skip
