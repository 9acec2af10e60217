"""The PDFs of a letter that counts, as they were locked."""

from __future__ import annotations

from functools import partial
from typing import Literal

from starlette.responses import Response

from wbmgp_api.counter import known_id
from wbmgp_api.letters import showing
from wbmgp_api.pages.visiting import Visit


async def citizen(visit: Visit) -> Response:
    """The PDF for whoever gets the letter."""
    return await _sent(visit, "burger")


async def file(visit: Visit) -> Response:
    """The PDF for the file, with the trail in it."""
    return await _sent(visit, "dossier")


async def _sent(visit: Visit, which: Literal["burger", "dossier"]) -> Response:
    letter = known_id(visit.path("brief"))
    content = await visit.do(partial(showing.pdf, visit.office, visit.who, visit.case_id, letter, which))
    # A name says nothing about anybody: files stay in folders that others see.
    name = f"brief-{letter[:13]}{'-dossier' if which == 'dossier' else ''}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/pdf", headers=headers)
