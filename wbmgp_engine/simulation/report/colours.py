"""The colours of the report: each with the one that takes its place on a dark screen, and how well it stands out."""

from __future__ import annotations

from typing import Final

PAPER: Final = "#ffffff"
INK: Final = "#1b1b1f"
QUIET: Final = "#44474e"
LINE: Final = "#74777f"
BLUE: Final = "#154273"
ORANGE: Final = "#b34700"
# Of a picture on a light page, and the same on a dark one.
DARK_PAPER: Final = "#14161a"
DARK: Final = {
    INK: "#f1f1f4", QUIET: "#c4c6cf", LINE: "#8e9099", BLUE: "#a6c8ff", ORANGE: "#ffb68a", "#00694e": "#6fdbb4",
    "#7a3b8f": "#e2b6f2", "#8a5a00": "#f5c451", "#d9dbe1": "#3a3d44",
}  # fmt: skip
FAINT: Final = "#d9dbe1"
SERIES: Final = (BLUE, ORANGE, "#00694e", "#7a3b8f", "#8a5a00", QUIET)
# Of a map: what fills an area, and the text upon it. They stay as they are on a dark screen.
WHITE_TEXT: Final = "#fefefe"
BLACK_TEXT: Final = "#1a1a1e"
RISING: Final = (
    ("#eaf1fb", BLACK_TEXT),
    ("#b9d0ee", BLACK_TEXT),
    ("#7fa8dc", BLACK_TEXT),
    ("#3f74b5", WHITE_TEXT),
    ("#123f70", WHITE_TEXT),
)
TURNING: Final = (
    ("#a84300", WHITE_TEXT),
    ("#f3b78d", BLACK_TEXT),
    ("#f3f3f5", BLACK_TEXT),
    ("#a9c7ec", BLACK_TEXT),
    ("#123f70", WHITE_TEXT),
)
HIDDEN: Final = "#fdfdfd"


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours, from 1 to 21.

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def dark_rules() -> str:
    """The style rules that recolour inline pictures on a dark screen."""
    return "\n".join(
        f'  svg [{part}="{light}"] {{ {part}: {dark}; }}' for light, dark in DARK.items() for part in ("fill", "stroke")
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
