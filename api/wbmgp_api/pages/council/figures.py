"""A picture of a report as an image of its own."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.council.reports import Report

CSP: Final = "default-src 'none'; sandbox"
"""A picture is only looked at: it fetches nothing and runs nothing."""


def image(report: Report, name: str) -> bytes | None:
    """The picture as SVG, in its colours for a light sheet; None where the report has no picture of that name."""
    drawn = report.pictures.get(name)
    return None if drawn is None else drawn.encode()
