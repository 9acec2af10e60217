"""The theme of a municipality: one style sheet of design tokens, read and checked when the service starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from wbmgp_api.settings import Settings
from wbmgp_engine.errors import BadInput

_SETTING: Final = "WBMGP_THEME"
_MOST_BYTES: Final = 300_000
_SHIPPED: Final = frozenset({"ma"})
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
_FETCHED: Final = re.compile(r"@import|(?:image-set|image|src)\(|url\((?!\s*[\"']?data:image/)", re.IGNORECASE)
_CLASS: Final = re.compile(r"\.([a-z][a-z0-9-]*-theme)(?![a-z0-9_-])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Theme:
    """A style sheet, and the classes that it wants the page to have (`.ma-theme` gives `ma-theme`)."""

    css: bytes
    classes: tuple[str, ...] = ()


def theme_of(settings: Settings) -> Theme | None:
    """The theme of the settings: one that we ship, or a file. None where they name none; BadInput for what cannot be one."""
    named = settings.theme
    if named is None:
        return None
    if named in _SHIPPED:
        return read(files("wbmgp_api.pages").joinpath("static/vendor", f"{named}.css").read_bytes())
    try:
        with Path(named).open("rb") as file:
            return read(file.read(_MOST_BYTES + 1))
    except OSError as problem:
        why = f"names no file that can be read: {problem.strerror}"
        raise BadInput.one(_SETTING, why, "name the style sheet of your municipality") from None


def read(css: bytes) -> Theme:
    """A style sheet as a theme. BadInput for one that is too large, is no UTF-8, or would fetch something."""
    if len(css) > _MOST_BYTES:
        raise BadInput.one(_SETTING, f"is larger than {_MOST_BYTES} bytes", "keep only design tokens in it")
    try:
        text = css.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput.one(_SETTING, "is no UTF-8", "save it as UTF-8") from None
    plain = _COMMENT.sub("", _ESCAPE.sub(_meant, _COMMENT.sub("", text)))
    if (found := _FETCHED.search(plain)) is not None:
        raise BadInput.one(
            _SETTING, f"would fetch something: {found.group()}", "leave it out; a theme holds tokens only"
        )
    if "</" in plain or "\x00" in plain:
        raise BadInput.one(_SETTING, "holds what is no style sheet", "keep only design tokens in it")
    return Theme(css, tuple(dict.fromkeys(_CLASS.findall(plain))))


def _meant(escape: re.Match[str]) -> str:
    """What an escape in a style sheet stands for: `\\75rl(` is `url(`."""
    code, sign = escape.groups()
    number = int(code, 16) if code else 0
    return sign or (chr(number) if 0 < number <= 0x10FFFF else "\x00")
