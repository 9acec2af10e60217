"""What the rules answer of a request, as a page shows it beside what somebody writes: met, missing, weak, open, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_api.pages.council.request_fields import PARTS
from wbmgp_engine import Lawbook, assess_designation
from wbmgp_engine.designations.asking import told_already
from wbmgp_engine.designations.texts import BLOCKED, CRITERION, GROUND, RESULT, STATUS, SUPPLIER, VERDICT
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.facts.wording import Language

Words = Mapping[str, Any]
_KIND_OF_STATUS: Final = {"onderbouwd": "good", "zwak": "warn", "ontbreekt": "bad", "niet_vereist": "info"}
_KIND_OF_VERDICT: Final = {"voldaan": "good", "niet_voldaan": "bad", "onbekend": "unknown"}
_PAGES: Final = {part.criterion: key for key, part in PARTS.items() if part.criterion}
# Where somebody writes what a question or a finding is about: by the beginning of its place.
_BEGINS: Final = {
    "raadsbesluit": "algemeen", "verzonden": "algemeen", "ontvangen": "algemeen", "onderdelen": "onderdelen",
    "eerdereAanwijzingen": "evaluatie", "evaluatie": "evaluatie", "gelijkeBehandeling": "gelijke-behandeling",
    "adviezen": "overleg", "overleg": "overleg", "besluit": "minister", "opschortingen": "minister",
}  # fmt: skip
_OF_GATE: Final = {
    "raadsbesluit": "algemeen", "ondertekening": "algemeen", "gelijke_behandeling": "gelijke-behandeling", "afwijking_advies": "minister",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the rules say: how it stands, what it is about, why or what to do, its source, and where to write it."""

    kind: str
    name: str
    status: str
    texts: tuple[str, ...] = ()
    source: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """The answer of the rules to a request under the law of a day."""

    complete: bool
    result: str
    on: date
    parts: tuple[Point, ...]
    criteria: tuple[Point, ...]
    open: tuple[Point, ...]
    questions: tuple[Point, ...]
    remarks: tuple[Point, ...]
    term: Mapping[str, Any]

    @property
    def to_do(self) -> int:
        """How many things are missing."""
        return sum(point.kind == "bad" for point in (*self.parts, *self.criteria, *self.open))


def completeness(request: DesignationRequest, book: Lawbook, today: date, lang: Language) -> Completeness | None:
    """What the rules say of a request; under the law of the day on which it was sent, else of today. None where there is no law."""
    on = request.filed or today
    try:
        answer = assess_designation(request, lawbook=book, on=on).to_json(trail=False)
    except LawLookupError:
        return None
    names = _Names(answer["namen"]["gebieden"], lang)
    impossible = any(part["oordeel"] == "niet_voldaan" for part in answer["onderdelen"])
    result = (BLOCKED if impossible else RESULT)[answer["volledig"]][lang]
    return Completeness(
        answer["volledig"], result, on, tuple(_parts(answer, names)), tuple(_criteria(answer, names)), tuple(_open(answer, lang)),
        tuple(_questions(answer, request, lang)), tuple(_remarks(answer, lang)), answer["beslistermijn"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    areas: Mapping[str, str]
    lang: Language

    def part(self, part: Words) -> str:
        return f"{self.areas.get(part['gebied'], part['gebied'])}, {GROUND[part['grond']][self.lang]}"


def _parts(answer: Words, names: _Names) -> Iterator[Point]:
    for part in answer["onderdelen"]:
        told = [reason[names.lang] for reason in part["redenen"]]
        told += [f"{reading['tekst'][names.lang]} ({reading['bron']['tekst']})" for reading in part["lezingen"]]
        source = "; ".join(dict.fromkeys(reason["bron"]["tekst"] for reason in part["redenen"]))
        verdict = part["oordeel"]
        yield Point(
            _KIND_OF_VERDICT[verdict], names.part(part), VERDICT[verdict][names.lang], tuple(told), source, "onderdelen"
        )


def _criteria(answer: Words, names: _Names) -> Iterator[Point]:
    for name, status in answer["criteria"].items():
        gaps = [part["criteriumredenen"][name] for part in answer["onderdelen"] if name in part["criteriumredenen"]]
        texts = [text for gap in gaps for text in (gap[names.lang], gap.get("vraag", {}).get(names.lang)) if text]
        source = "; ".join(dict.fromkeys(gap["bron"]["tekst"] for gap in gaps))
        # It waits on something else whether this is asked at all.
        waits = any(gap.get("open") for gap in gaps)
        kind, words = ("unknown", VERDICT["onbekend"]) if waits else (_KIND_OF_STATUS[status], STATUS[status])
        yield Point(
            kind,
            CRITERION[name][names.lang],
            words[names.lang],
            tuple(dict.fromkeys(texts)),
            source,
            _PAGES.get(name, ""),
        )


def _open(answer: Words, lang: Language) -> Iterator[Point]:
    """What is still open; what makes the request incomplete first."""
    for gate in sorted(answer["openstaand"], key=lambda one: not one.get("volledigheid")):
        kind = "bad" if gate.get("volledigheid") else "warn"
        yield Point(
            kind,
            gate[lang],
            "",
            (),
            gate["bron"]["tekst"],
            _OF_GATE.get(gate["poort"], ""),
        )


def _questions(answer: Words, request: DesignationRequest, lang: Language) -> Iterator[Point]:
    """The questions that do not stand elsewhere in the answer already."""
    told = told_already(answer, request)
    for one in answer["vragen"]:
        if one["feit"].startswith(told):
            continue
        who = SUPPLIER.get(one["leverancier"], {lang: one["leverancier"]})[lang]
        yield Point("unknown", one["vraag"][lang], who, (), one["grondslag"], _page(one["feit"]))


def _remarks(answer: Words, lang: Language) -> Iterator[Point]:
    for one in answer["opmerkingen"]:
        yield Point("info", one[lang], "", (), one["bron"]["tekst"])


def _page(place: str) -> str:
    first, _, rest = place.partition(".")
    if first == "onderbouwing":
        return _PAGES.get(rest.partition(".")[0], "overleg")
    return _BEGINS.get(first, "")
