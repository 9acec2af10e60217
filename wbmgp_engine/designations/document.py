"""The request document that a council can send, made from the structured request, with an annex of what the engine found.

It reads no clock: the same request and answer give the same document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from wbmgp_engine.designations.document_texts import PHRASE, TITLE
from wbmgp_engine.designations.explanation import Answer, explained
from wbmgp_engine.designations.markdown import Block, Items, Quote, Section, Table, Words, as_json, markdown
from wbmgp_engine.designations.showing import Shown
from wbmgp_engine.designations.substantiation import substantiation_sections
from wbmgp_engine.facts.fields import Part
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.facts.wording import Language


def document_markdown(request: DesignationRequest, answer: Answer, language: Language = "nl") -> str:
    """The document as Markdown; `answer` is the JSON of the contract. No text of the request works as markup."""
    return markdown(sections(request, answer, language))


def document_json(request: DesignationRequest, answer: Answer, language: Language = "nl") -> str:
    """The document as JSON: its sections, the request as it was given, and the answer without its trail."""
    annex = {key: value for key, value in answer.items() if key != "spoor"}
    found: dict[str, Any] = {
        "soort": "verzoek_om_aanwijzing", "taal": language, "hoofdstukken": as_json(sections(request, answer, language)),
        "verzoek": request.to_json(), "bijlage": annex,
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def sections(request: DesignationRequest, answer: Answer, language: Language) -> list[Section]:
    """The sections of the document, in the order in which a council sends them."""
    return list(_Document(request, answer, language).sections())


class _Document:
    def __init__(self, request: DesignationRequest, answer: Answer, language: Language) -> None:
        self.request = request
        self.answer = answer
        self.language = language
        self.show = Shown(language)

    def sections(self) -> Iterator[Section]:
        yield Section(TITLE["request"][self.language], [self._head()], level=1)
        yield self._about("council", "council_decision", ("taken", "subject", "signed_by"))
        yield self._section("parts", [self._parts()])
        yield self._section("substantiation", ())
        yield from substantiation_sections(self.request, self.show)
        yield self._list("earlier", "earlier", ("area", "ground", "start", "end", "withdrawn", "within"))
        yield self._section("evaluation", self._evaluation())
        yield self._about("ordinance", "ordinance", ("start", "end"))
        yield self._list("consultations", "consultations", ("held", "party", "kind", "outcome"))
        yield self._section("equal", self._equal())
        yield self._list("advices", "advices", ("body", "given_on", "tenor", "note"))
        if self.request.suspensions:
            yield self._list("suspensions", "suspensions", ("start", "end", "basis"))
        if self.request.decision is not None:
            yield self._about("decision", "decision", ("taken", "notified", "tenor", "reasons", "deviation"))
        yield self._section("signatures", [self._signatures()])
        yield from self._annex()

    def _section(self, key: str, blocks: Sequence[Block] | Iterator[Block]) -> Section:
        return Section(TITLE[key][self.language], list(blocks))

    def _list(self, key: str, name: str, columns: Sequence[str]) -> Section:
        """A list of the request as a table; "none" or "not filled in" where there is no row."""
        rows: list[Part] = getattr(self.request, name)
        return self._section(key, [self.show.table(rows, columns) if rows else Words(self._nothing(name))])

    def _about(self, key: str, name: str, rows: Sequence[str]) -> Section:
        """One object of the request, an attribute in every row."""
        part: Part | None = getattr(self.request, name)
        return self._section(key, [Words(self._nothing(name)) if part is None else self.show.sheet(part, rows)])

    def _nothing(self, name: str) -> str:
        return self.show.none() if name in self.request.model_fields_set else self.show.absent()

    def _head(self) -> Table:
        sender = PHRASE["from"][self.language].format(municipality=self.request.municipality)
        first = [("addressee", PHRASE["to"][self.language]), ("sender", sender)]
        rest = [(name, self.show.fact(self.request, name)) for name in ("reference", "sent", "received")]
        return self.show.pairs((self.show.label(name), text) for name, text in (*first, *rest))

    def _parts(self) -> Table:
        """The parts; a column that is optional and that nobody filled in is left out."""
        parts, areas = self.request.parts, [part.area for part in self.request.parts]
        of_area = ["id", "name", "kind", *_filled(areas, ["within"])]
        of_part = ["ground", "start", "end", *_filled(parts, ["instrument", "segment", "aims"])]
        left, right = self.show.table(areas, of_area), self.show.table(parts, of_part)
        rows = [[*area, *part] for area, part in zip(left.rows, right.rows, strict=True)]
        return Table([*left.header, *right.header], rows)

    def _evaluation(self) -> Iterator[Block]:
        found = self.request.evaluation
        if found is None:
            yield Words(self._nothing("evaluation"))
            return
        yield self.show.sheet(found, ("adopted",))
        if found.parts:
            yield self.show.table(found.parts, ("area", "ground", "finding"))

    def _equal(self) -> Iterator[Block]:
        found = self.request.equal_treatment
        if found is None:
            yield Words(self._nothing("equal_treatment"))
            return
        if found.note:
            yield Quote(found.note)
        if found.figures:
            yield self.show.table(found.figures, ("group", "indicator", "count", "total", "year", "source"))
        if found.justification is not None or found.figures:
            yield Words(PHRASE["justification"][self.language])
            steps = found.justification.steps if found.justification is not None else {}
            # Without a justification the four steps stand there empty: figures on groups ask for them.
            keys = ("doel", "geschiktheid", "geenAlternatief", "evenredigheid")
            yield self.show.pairs((self.show.label(key), steps.get(key) or self.show.absent()) for key in keys)

    def _signatures(self) -> Table:
        line = PHRASE["signature"][self.language]
        return self.show.pairs((self.show.label(role), f"{line}: ") for role in ("griffier", "burgemeester"))

    def _annex(self) -> Iterator[Section]:
        (result, subject), *rest = explained(self.answer, self.request, self.language)
        said = [Words(PHRASE["own_words"][self.language]), Words(result), *map(Words, subject)]
        yield self._section("annex", said)
        for heading, lines in rest:
            yield Section(heading, [Items([_as_item(line) for line in lines])], level=3)


def _filled(parts: Sequence[Part], names: Sequence[str]) -> list[str]:
    """Those of the attributes that are filled in somewhere."""
    return [name for name in names if any(name in part.model_fields_set for part in parts)]


def _as_item(line: str) -> str:
    """A line of the explanation as a line of a list: what stood under another line stays under it."""
    text = line.lstrip(" ")
    depth = (len(line) - len(text)) // 4 + text.startswith("· ")
    return "  " * depth + text.removeprefix("- ").removeprefix("· ")
