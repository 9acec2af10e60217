"""Extras that a command needs: what is not installed is named, with the way to install it."""

from __future__ import annotations

from wbmgp_engine.errors import BadInput


def needed(command: str, extra: str, *modules: str) -> None:
    """BadInput that names the extra to install where a module is not there; nothing is imported to find out."""
    from importlib.util import find_spec

    if any(find_spec(module) is None for module in modules):
        fix = f"pip install 'wbmgp-engine[{extra}]'"
        raise BadInput.one(f"wbmgp {command}", f"needs the extra [{extra}], which is not installed", fix)
