"""A picture of a report as an image of its own, in the colours of the page around it."""

from __future__ import annotations

from typing import Final, Literal

from wbmgp_api.pages.council.reports import Report

Colours = Literal["licht", "donker", "systeem"]
COLOURS: Final[tuple[Colours, ...]] = ("licht", "donker", "systeem")
CSP: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture is only looked at: it fetches nothing, runs nothing, and its style is its own."""


def image(report: Report, name: str, colours: Colours) -> bytes | None:
    """The picture as SVG; None where the report has no picture of that name."""
    drawn = report.pictures.get(name)
    if drawn is None:
        return None
    style = _style(report, colours)
    if not style:
        return drawn.encode()
    at = drawn.index(">") + 1
    return f"{drawn[:at]}<style>{style}</style>{drawn[at:]}".encode()


def _style(report: Report, colours: Colours) -> str:
    """The rules that the report itself has for a dark screen. They hold hexadecimal colours and nothing else."""
    rules = "".join(f'[{part}="{light}"]{{{part}:{dark}}}' for part, light, dark in report.dark)
    if colours == "licht" or not rules:
        return ""
    return rules if colours == "donker" else f"@media (prefers-color-scheme: dark){{{rules}}}"
