"""What a browser may keep: pages without a person in them, for a short while, and then only as long as they are the same."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from starlette.responses import Response

from wbmgp_api.pages.visiting import Visit

_FOR: Final = "public, max-age=300"


def kept(visit: Visit, response: Response) -> Response:
    """The answer with a tag of its content, or 304 where the browser has it already.

    Nothing is kept of what a visitor sees who is signed in, of an error, or of a page that sets a choice.
    """
    if visit.session is not None or response.status_code != 200 or "set-cookie" in response.headers:
        return response
    tag = f'"{sha256(bytes(response.body)).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _FOR}
    if tag in (one.strip().removeprefix("W/") for one in visit.request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers | {"Vary": response.headers["vary"]})
    response.headers.update(headers)
    return response
