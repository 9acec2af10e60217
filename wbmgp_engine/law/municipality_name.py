"""What a municipality is called, without reading its whole register: an answer in words needs one line of it.

Reading the register takes its models along, which costs more than a decision does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# A name on one line: plain, or between single quotes as YAML doubles them.
_NAME: Final = re.compile(r"^naam: (?:'((?:[^'\r\n]|'')+)'|([^\W\d_][^#:\r\n]*?)) *\r?$", re.MULTILINE)


def municipality_name(files: Mapping[str, bytes], code: str) -> str | None:
    """The name that the register under `rules/aanwijzingen/` gives a code; None where it does not know the municipality.

    >>> municipality_name({"aanwijzingen/gm0796-s-hertogenbosch/register.yaml": b"naam: '''s-Hertogenbosch'"}, "GM0796")
    "'s-Hertogenbosch"
    >>> municipality_name({}, "GM0363")
    """
    folder = f"aanwijzingen/{code.lower()}-"
    for path, text in files.items():
        if path.startswith(folder) and path.endswith("/register.yaml"):
            found = _NAME.search(text.decode("utf-8", "replace"))
            return (found[1] or found[2]).replace("''", "'") if found else None
    return None
