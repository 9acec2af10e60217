"""From a place in the rule files to the citation a reader can follow: a Juriconnect reference with a date, and words."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from wbmgp_engine.errors import LawLookupError

if TYPE_CHECKING:
    from wbmgp_engine.law.document import Regulation
    from wbmgp_engine.law.metadata import LegalBasis


class Citation(NamedTuple):
    """Where something stands in the law: `jci` (absent where the text has no BWB number) and the words."""

    jci: str | None
    text: str

    def to_json(self) -> dict[str, str]:
        """The citation in the shape of the contract's `bron`."""
        return {"tekst": self.text} if self.jci is None else {"jci": self.jci, "tekst": self.text}


class _Versions(Protocol):
    def regulation(self, law_id: str, on: date) -> Regulation: ...


_GROUND = r"(?P<law>[a-z0-9_]+)#(?P<article>[^ ]+)(?: lid (?P<lid>\S+(?: en \S+)?))?"


def cited(basis: LegalBasis | None, on: date) -> Citation:
    """The citation of a legal basis as the law stood on a date.

    >>> from wbmgp_engine.law.metadata import LegalBasis
    >>> cited(LegalBasis(law="Wbmgp", bwb_id="BWBR0019388", article="8", paragraph="1"), date(2007, 3, 19)).jci
    'jci1.3:c:BWBR0019388&artikel=8&lid=1&g=2007-03-19'
    """
    if basis is None or basis.article is None:
        return Citation(None, "")
    jci, words = _stated(basis.law or "", basis.bwb_id, basis.article, basis.paragraph, basis.juriconnect or "")
    return Citation(jci and f"{jci}&g={on.isoformat()}", words)


def short_citation(lawbook: _Versions, ground: str, on: date) -> str:
    """The words for a ground written as `law_id#article lid n`; the ground itself when the law is not in the rule book."""
    found = re.fullmatch(_GROUND, ground)
    if found is None:
        return ground
    try:
        name = lawbook.regulation(found["law"], on).extension("afkorting")
    except LawLookupError:
        return ground
    return _words(str(name or found["law"]), found["article"], found["lid"], None)


def _words(law: str, article: str, lid: str | None, part: str | None) -> str:
    return " ".join(filter(None, [f"art. {article}", lid and f"lid {lid}", part and f"onder {part}", law]))


@lru_cache(maxsize=1024)
def _stated(law: str, bwb_id: str | None, article: str, lids: str | None, letter: str) -> tuple[str | None, str]:
    """The reference without its date (None where the text has no BWB number), and the words."""
    part = letter.removeprefix("&o=") or None
    words = _words(law, article, lids, part)
    if bwb_id is None:
        return None, words
    # A reference names one lid; the words name them all ("lid 3 en 5").
    lid = f"&lid={lids.partition(' ')[0]}" if lids else ""
    return f"jci1.3:c:{bwb_id}&artikel={article}{lid}{f'&o={part}' if part else ''}", words
