"""What every route about cases shares: the office, versions as ETags, and refusals as problem documents."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Header, Path, Request
from starlette.responses import Response

from wbmgp_api.cases.files import File
from wbmgp_api.cases.office import Case, Office
from wbmgp_api.cases.retries import Sent
from wbmgp_api.counter import office_of, told
from wbmgp_api.edge.bodies import answer
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Principal

CaseId = Annotated[str, Path(description="De zaak.", json_schema_extra={"pattern": "^[0-9a-f]{32}$"})]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", description="De versie die u kent, uit de kop ETag; verplicht.")
]
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="Een eigen sleutel van dit verzoek, zoals een UUID; verplicht."),
]


Again = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Desgewenst: een eigen sleutel van dit verzoek. Wie het nog eens stuurt, krijgt het eerste antwoord.",
    ),
]


async def office_asked(request: Request, key: str | None) -> Office:
    """The office for a step that may be sent again: with the caller's own key of it, where there is one. Problem 400."""
    office = office_of(request)
    if key is None:
        return office
    return replace(office, sent=Sent(key_of(key), sha256(await request.body()).hexdigest()))


def version_of(if_match: str | None) -> int:
    """The version that the caller knows. Problem 428 without it, 412 for what is no version."""
    if if_match is None:
        raise Problem(428, "send_version")
    found = re.fullmatch(r'"([1-9]\d{0,8})"', if_match.strip(), re.ASCII)
    if found is None:
        bare = re.fullmatch(r"[1-9]\d{0,8}", if_match.strip(), re.ASCII)
        raise Problem(412, "no_version" if bare is None else "quote_version")
    return int(found[1])


def key_of(key: str | None) -> str:
    """The caller's own name for a request. Problem 400 without it."""
    if key is None or not re.fullmatch(r"[\x21-\x7e]{8,128}", key):
        raise Problem(400, "send_key")
    return key


def tag(version: int) -> dict[str, str]:
    """The header that tells a version."""
    return {"ETag": f'"{version}"'}


def shown(
    case: Case,
    office: Office,
    who: Principal,
    status: int = 200,
    at: str | None = None,
    wanted: dict[str, Any] | None = None,
) -> Response:
    """A case in short as an answer; `at` is where what was made can be read, `wanted` what the applicant has to send."""
    headers = tag(case.course.version) | ({} if at is None else {"Location": at})
    return answer(told(case, office, who) | ({} if wanted is None else {"aanvulling": wanted}), status, headers)


def whole(
    file: File,
    kept: list[dict[str, Any]] | None,
    office: Office,
    who: Principal,
    wanted: dict[str, Any] | None = None,
) -> Response:
    """A case with its application, until when it is kept, and what the applicant has to send."""
    found = told(file.case, office, who)
    found |= {"aanvraag": file.application, "mandaat": file.mandate, "bewaring": kept}
    found |= {} if wanted is None else {"aanvulling": wanted}
    return answer(found, headers=tag(file.case.course.version))
