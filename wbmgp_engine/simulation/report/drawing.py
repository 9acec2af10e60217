"""From a Vega-Lite chart to the SVG of a page: drawn by vl-convert in this process, without a browser or a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from markupsafe import escape

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.report.colours import FAINT, INK, LINE, QUIET

WIDTH: Final = 380
_LOCALES: Final[Mapping[Language, Literal["nl-NL", "en-GB"]]] = {"nl": "nl-NL", "en": "en-GB"}
FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
_TEXT: Final = {"font": FONT, "fontSize": 12, "color": INK}
_AXIS: Final = {
    "domainColor": LINE, "tickColor": LINE, "gridColor": FAINT, "labelColor": INK, "titleColor": QUIET, "labelFontSize": 12,
    "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 210, "labelFont": FONT, "titleFont": FONT,
}  # fmt: skip
_STYLE: Final[Mapping[str, Any]] = {
    "background": "transparent", "view": {"stroke": None}, "axis": _AXIS, "text": _TEXT, "font": FONT,
    "header": {"labelColor": INK, "labelFontSize": 13, "labelFontWeight": "bold", "labelLimit": 560},
    "legend": {"labelColor": INK, "titleColor": QUIET, "labelFontSize": 12, "labelLimit": 260},
    "aria": False,
    # A page may have another font than the one that was measured with: room at both ends for wider letters.
    "padding": {"left": 26, "right": 20, "top": 4, "bottom": 4},
}  # fmt: skip


def drawn(chart: Any, name: str, title: str, language: Language) -> str:
    """The SVG of an altair chart; `name` makes its ids its own among the pictures of a page."""
    import vl_convert

    spec = chart.to_dict()
    spec["config"] = dict(_STYLE)
    # No address is allowed: a chart that asked for data elsewhere would fail instead of fetching.
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale=_LOCALES[language])
    return titled(svg, name, title)


def titled(svg: str, name: str, title: str) -> str:
    """The picture as one image with a name for who cannot see it, and nothing inside that announces itself."""
    inner = re.sub(r' (aria-[a-z]+|role|pointer-events)="[^"]*"', "", svg)
    inner = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', inner).replace("url(#", f"url(#{name}-")
    size = re.search(r'viewBox="([^"]+)"', inner)
    body = inner[inner.index(">") + 1 :]
    box = size.group(1) if size else "0 0 1 1"
    width, height = box.split()[2:]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}" role="img"'
    return f'{head} aria-labelledby="{name}-titel" aria-describedby="{name}-uitleg"><title id="{name}-titel">{escape(title)}</title>{body}'
