"""Every error is `application/problem+json` (RFC 9457), in Dutch, with all findings at once and nothing of the input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from wbmgp_api.store.errors import ClockBehind, Conflict, NotThere, StoreBroken, StoreBusy, StoreFull
from wbmgp_engine.errors import BadInput, Finding, LawLookupError

MEDIA_TYPE: Final = "application/problem+json"
_TITLES: Final = {
    400: "De invoer kan niet worden gebruikt", 401: "Aanmelden is nodig", 403: "Dit mag deze rol niet",
    404: "Niet gevonden", 405: "Deze methode kan hier niet", 406: "Dit antwoordformaat is er niet",
    408: "De invoer kwam te langzaam", 409: "Dit botst met wat er al is", 412: "Intussen gewijzigd",
    413: "De invoer is te groot", 415: "Dit invoerformaat is er niet", 422: "De sleutel is al gebruikt",
    428: "Een voorwaarde ontbreekt", 429: "Te veel verzoeken", 431: "De koppen zijn te groot", 500: "De dienst faalde", 503: "Nu niet beschikbaar",
}  # fmt: skip
# A key that a caller made up may hold anything, also a number that means a person; a finding quotes what was sent.
_MADE_UP: Final = re.compile(r"\d{5,}|'|\"|\s")
_TELLING: Final = re.compile(r"'[^']*'|\"[^\"]*\"|\d{5,}|(?<!\d)\d{4}(-\d\d){1,2}(?!\d)")


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
    """An answer that is an error."""

    def __init__(
        self, status: int, detail: str, findings: Iterable[Finding] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.findings, self.headers = status, detail, tuple(findings), dict(headers or {})

    def response(self) -> Response:
        """The problem as an answer."""
        return problem_response(self.status, self.detail, self.findings, self.headers)


def problem_response(
    status: int, detail: str, findings: Iterable[Finding] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """A problem document. What a caller sent stands nowhere in it."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "status": status,
        "title": _TITLES.get(status) or HTTPStatus(status).phrase,
        "detail": detail,
    }
    if errors := [_error(finding) for finding in findings]:
        body["errors"] = errors
    return JSONResponse(body, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def _error(finding: Finding) -> dict[str, str]:
    """A finding without its value, and without what its words quote."""
    place = ".".join("…" if _MADE_UP.search(step) else step for step in finding.place.split("."))
    problem, fix = (_TELLING.sub("…", said) for said in (finding.problem, finding.fix))
    return {"plaats": place, "probleem": problem, "oplossing": fix}


async def on_problem(request: Request, problem: Exception) -> Response:
    """A problem raised on purpose."""
    assert isinstance(problem, Problem)
    return problem.response()


async def on_bad_input(request: Request, problem: Exception) -> Response:
    """Input that the engine refuses: every finding at once."""
    assert isinstance(problem, BadInput)
    return problem_response(400, "Verbeter wat hieronder staat en stuur het opnieuw.", problem.findings)


async def on_http(request: Request, problem: Exception) -> Response:
    """What the framework refuses: no such path, method or media type."""
    assert isinstance(problem, HTTPException)
    return problem_response(problem.status_code, _framework_detail(problem.status_code), headers=problem.headers)


def _framework_detail(status: int) -> str:
    if status == 404:
        return "Dit adres is er niet, of het hoort bij een ander."
    return {405: "Zie de kop Allow.", 400: "Het verzoek is niet te lezen."}.get(status, "Zie de status.")


async def on_store(request: Request, problem: Exception) -> Response:
    """What the store could not do."""
    if isinstance(problem, NotThere):
        return problem_response(404, _framework_detail(404))
    if isinstance(problem, Conflict):
        return problem_response(409, "Dit botst met wat eerder is vastgelegd; er is niets veranderd.")
    if isinstance(problem, ClockBehind):
        said = "De klok van de dienst loopt achter op het logboek; er is niets vastgelegd."
        return problem_response(503, said, headers={"Retry-After": "60"})
    if isinstance(problem, StoreBusy):
        return problem_response(503, "Er wordt te veel tegelijk geschreven.", headers={"Retry-After": "1"})
    return problem_response(503, "De opslag kan niet schrijven; er is niets vastgelegd.", headers={"Retry-After": "60"})


async def on_law(request: Request, problem: Exception) -> Response:
    """A date for which the rule book holds no law."""
    finding = Finding("peildatum", "op deze datum is er geen recht in het regelboek", "kies een datum vanaf 2005-12-30")
    return problem_response(400, "Op deze datum kan niet worden getoetst.", [finding])


async def on_crash(request: Request, problem: Exception) -> Response:
    """A mistake of ours: the log has it, the caller sees nothing of it."""
    return problem_response(500, "Er ging bij ons iets mis. Er is niets vastgelegd dat niet is bevestigd.")


HANDLERS: Final[dict[Any, Any]] = {
    Problem: on_problem, BadInput: on_bad_input, HTTPException: on_http, LawLookupError: on_law,
    NotThere: on_store, Conflict: on_store, ClockBehind: on_store, StoreBusy: on_store, StoreFull: on_store, StoreBroken: on_store,
    Exception: on_crash,
}  # fmt: skip
