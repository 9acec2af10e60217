"""Who a name on the command line names: spelled another way it is the same person."""

from __future__ import annotations

from unicodedata import category, normalize

from wbmgp_engine.errors import BadInput


def folded(name: str) -> str:
    """A name without what only spelling tells: case, width, spaces and signs that nobody sees. BadInput when nothing is left.

    >>> folded(" Anna  de\\u200b Wit ") == folded("ANNA de wit")
    True
    """
    seen = "".join(one for one in normalize("NFKC", name) if category(one) != "Cf")
    # Folding can take a letter apart that the norm puts together, so the norm has the last word.
    found = " ".join(normalize("NFKC", seen.casefold()).split())
    if not found:
        raise BadInput.one("--by", "names nobody", "give the name or account of who does this")
    return found
