"""From a place in the rule files to the citation a reader can follow: a Juriconnect reference with a date, and words."""

from __future__ import annotations

import re
from datetime import date
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
    part = (basis.juriconnect or "").removeprefix("&o=") or None
    return Citation(_jci(basis, part, on), _words(basis.law or "", basis.article, basis.paragraph, part))


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


def _jci(basis: LegalBasis, part: str | None, on: date) -> str | None:
    if basis.bwb_id is None:
        return None
    # A reference names one lid; the words name them all ("lid 3 en 5").
    lid = f"&lid={basis.paragraph.partition(' ')[0]}" if basis.paragraph else ""
    letter = f"&o={part}" if part else ""
    return f"jci1.3:c:{basis.bwb_id}&artikel={basis.article}{lid}{letter}&g={on.isoformat()}"
