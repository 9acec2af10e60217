"""Documents for a system of cases as they are written: each with a reference of its own, no text longer than its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from wbmgp_api.exchange.zgw_checking import api_of, apis
from wbmgp_engine.errors import Finding

CONFIDENTIAL: Final = "vertrouwelijk"
"""The same for every case and paper: another word for some would tell which speak of a screening."""
BODY: Final = "College van burgemeester en wethouders"
_CUT: Final = " […]"


@dataclass(frozen=True, slots=True)
class Written:
    """One document: its kind, the reference by which others name it, and what it says."""

    kind: str
    reference: str
    body: Mapping[str, Any]


@dataclass(slots=True)
class Writing:
    """The documents of one case of a municipality, with what could not be written whole."""

    tenant: str
    rsin: str
    case: str
    documents: list[Written] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def of_case(self, kind: str, name: str = "") -> str:
        """The reference of a document of this case: the same each time it is written."""
        return self._reference(kind, self.case, name)

    def of_type(self, kind: str, name: str) -> str:
        """The reference of a type in the catalogue: the same for every case under the same law."""
        return self._reference(kind, name)

    def add(self, kind: str, reference: str, body: Mapping[str, Any]) -> str:
        """Add a document without the fields that have no value; its reference."""
        self.documents.append(Written(kind, reference, {key: one for key, one in body.items() if one is not None}))
        return reference

    def fit(self, text: str, kind: str, name: str, label: str) -> str:
        """A text as long as its field takes. What is cut is shown as cut, and stands whole in the notes of the case."""
        longest = longest_of(kind, name)
        if len(text) <= longest:
            return text
        self.notes.append(f"{label}: {text}")
        return cut(text, longest)

    def explained(self, first: str) -> str:
        """The notes as the explanation of the case; what does not fit there is cut and reported."""
        text = "\n".join([first, *self.notes])
        longest = longest_of("zaak", "toelichting")
        if len(text) > longest:
            fix = "lees de hele tekst in de brief of in het dossier van de zaak"
            self.findings.append(Finding("zaak.toelichting", f"is ingekort van {len(text)} tot {longest} tekens", fix))
        return cut(text, longest)

    def _reference(self, *parts: str) -> str:
        return f"urn:uuid:{uuid5(NAMESPACE_URL, chr(0).join(('wbmgp', self.tenant, *parts)))}"


def longest_of(kind: str, path: str) -> int:
    """How many characters a text field takes; `path` goes into objects and lists with dots. KeyError for a field without a limit."""
    rules = apis()[api_of(kind)]["documenten"][kind]
    *inside, last = path.split(".")
    for name in inside:
        rules = rules[name].get("van", rules[name])["velden"]
    return int(rules[last]["langst"])


def cut(text: str, longest: int) -> str:
    """A text of at most so many characters, whose end shows that something is missing.

    >>> cut("een lange reden", 11), cut("kort", 11)
    ('een lan […]', 'kort')
    """
    return text if len(text) <= longest else text[: longest - len(_CUT)] + _CUT
