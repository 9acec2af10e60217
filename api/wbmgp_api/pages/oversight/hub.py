"""Where oversight begins: what can be asked here, by this visitor."""

from __future__ import annotations

from starlette.responses import Response

from wbmgp_api.pages.oversight import entries
from wbmgp_api.pages.visiting import Visit


async def show(visit: Visit) -> Response:
    """The page. It opens nothing."""
    return entries.show(visit, "oversight/hub.html")
