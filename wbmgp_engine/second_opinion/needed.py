"""Whether durable-rules is there, and how to get it."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

from wbmgp_engine.errors import BadInput

# There the engine's C code does not load.
NEWER = sys.version_info[:2] >= (3, 13)
_INSTALL = "pip install 'wbmgp-engine[durable]' (a C compiler is needed; Python 3.11 or 3.12)"
_OLDER_PYTHON = "use Python 3.11 or 3.12, or build it as docs/decisions/022 says"


def needs_durable_rules(place: str) -> None:
    """Return where the engine can be loaded. Raises BadInput with the fix where it cannot."""
    if find_spec("durable") is None:
        problem = "this reader needs the extra [durable], which is not installed"
        raise BadInput.one(place, problem, _OLDER_PYTHON if NEWER else _INSTALL)
    try:
        import_module("durable_rules_engine")
    except ImportError as fault:
        problem = f"durable-rules is installed but does not load on this Python: {fault}"
        raise BadInput.one(place, problem, _OLDER_PYTHON if NEWER else _INSTALL) from None
