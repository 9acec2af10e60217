"""What the first page costs whoever comes for the first time."""

from __future__ import annotations

from typing import Any

from tests.api.pages.browser.driving import Served

MOST = 200_000


def weights(served: Served, path: str) -> dict[str, int]:
    """The bytes that came over the line for a page, by address, into an empty cache."""
    with served.seat() as seat:
        line = seat.context.new_cdp_session(seat.page)
        line.send("Network.enable")
        of, size = dict[str, str](), dict[str, int]()

        def asked(told: dict[str, Any]) -> None:
            of[told["requestId"]] = told["request"]["url"]

        def came(told: dict[str, Any]) -> None:
            size[of[told["requestId"]]] = int(told["encodedDataLength"])

        line.on("Network.requestWillBeSent", asked)
        line.on("Network.loadingFinished", came)
        seat.go(path)
        seat.page.wait_for_load_state("networkidle")
        return size


def test_the_first_page_is_light(served: Served) -> None:
    for path in ("/", "/inloggen"):
        found = weights(served, path)
        assert len(found) >= 3 and sum(found.values()) <= MOST, found
