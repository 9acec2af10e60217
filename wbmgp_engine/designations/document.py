"""The request document that a council can send, made from the structured request, with an annex of what the engine found.

It reads no clock: the same request and answer give the same document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wbmgp_engine.designations.document_texts import TITLE
from wbmgp_engine.designations.explanation import Answer, explained
from wbmgp_engine.designations.markdown import Block, Items, Quote, Section, Table, Words, as_json, markdown
from wbmgp_engine.designations.showing import Shown
from wbmgp_engine.designations.substantiation import substantiation_sections, to_fill_in
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
        self.show = Shown(answer, language)

    def sections(self) -> Iterator[Section]:
        yield Section(TITLE["request"][self.language], [self._head()], level=1)
        yield from self._section("council", self._council())
        yield from self._section("parts", [self._parts()])
        yield Section(TITLE["substantiation"][self.language])
        yield from substantiation_sections(self.request, self.answer, self.show)
        yield from self._list("earlier", "earlier", ("area", "ground", "start", "end", "withdrawn", "within"))
        yield from self._section("evaluation", self._evaluation())
        yield from self._about("ordinance", "ordinance", ("start", "end"))
        yield from self._list("consultations", "consultations", ("held", "party", "kind", "outcome"))
        yield from self._section("equal", self._equal())
        yield from self._list("advices", "advices", ("body", "given_on", "tenor", "note"))
        if self.request.suspensions:
            yield from self._list("suspensions", "suspensions", ("start", "end", "basis"))
        if self.request.decision is not None:
            yield from self._about("decision", "decision", ("taken", "notified", "tenor", "reasons", "deviation"))
        yield from self._section("signatures", [self._signatures()])
        yield from self._annex()

    def _section(self, key: str, blocks: Iterable[Block]) -> Iterator[Section]:
        """A section, when there is something to put in it."""
        if found := list(blocks):
            yield Section(TITLE[key][self.language], found)

    def _list(self, key: str, name: str, columns: Sequence[str]) -> Iterator[Section]:
        """A list of the request as a table."""
        rows: list[Part] = getattr(self.request, name)
        places = [f"{self._place(name)}.{at}" for at in range(len(rows))]
        yield from self._section(key, [self.show.table(rows, columns, places)] if rows else self._nothing(name))

    def _about(self, key: str, name: str, rows: Sequence[str]) -> Iterator[Section]:
        """One object of the request, an attribute in every row."""
        part: Part | None = getattr(self.request, name)
        known = None if part is None else self.show.sheet(part, rows, self._place(name))
        yield from self._section(key, self._nothing(name) if known is None else [known])

    def _nothing(self, name: str) -> Iterator[Block]:
        """What stands where there is nothing: what is asked, or that there is none; no word where nobody asks it."""
        if said := self.show.asked(self._place(name)):
            yield Words(said)
        elif name in self.request.model_fields_set:
            yield Words(self.show.phrase("nothing"))

    @staticmethod
    def _place(name: str) -> str:
        return DesignationRequest.model_fields[name].alias or name

    def _head(self) -> Table:
        municipality = self.show.names.municipality(self.request.municipality)
        sender = self.show.phrase("from").format(municipality=municipality)
        rows = [("addressee", self.show.phrase("to")), ("sender", sender), ("reference", self.request.reference)]
        if self.request.unsent:
            rows.append(("sent", self.show.phrase("not_sent")))
        days = (("sent", self.request.sent), ("received", self.request.received))
        rows += [(name, self.show.words(day)) for name, day in days if day is not None]
        return self.show.pairs((self.show.label(name), text) for name, text in rows)

    def _council(self) -> Iterator[Block]:
        """The decision of the council; what it lacks is marked as still to be filled in."""
        found = self.request.council_decision
        if found is not None:
            yield self.show.sheet(found, ("taken", "subject", "signed_by"), "raadsbesluit")
        elif said := self.show.asked("raadsbesluit"):
            yield Words(said)
            return
        for gate in self.answer["openstaand"]:
            if gate.get("volledigheid"):
                yield Words(self.show.to_fill_in(gate, gate["bron"]["tekst"]))

    def _parts(self) -> Table:
        """The parts; a column that is optional and that nobody filled in is left out."""
        parts, areas = self.request.parts, [part.area for part in self.request.parts]
        places = [f"onderdelen.{at}" for at in range(len(parts))]
        left = self.show.table(areas, ("id", "kind", "within"), [f"{place}.gebied" for place in places])
        right = self.show.table(parts, ("ground", "start", "end", "instrument", "segment", "aims"), places)
        rows = [[*area, *part] for area, part in zip(left.rows, right.rows, strict=True)]
        return Table([*left.header, *right.header], rows)

    def _evaluation(self) -> Iterator[Block]:
        missing = to_fill_in(self.answer["onderdelen"], "evaluatie", self.show)
        if missing is not None:
            yield Words(missing)
        found = self.request.evaluation
        if found is None:
            yield from () if missing is not None else self._nothing("evaluation")
            return
        yield self.show.sheet(found, ("adopted",))
        if found.parts:
            yield self.show.table(found.parts, ("area", "ground", "finding"))

    def _equal(self) -> Iterator[Block]:
        found = self.request.equal_treatment
        if found is None:
            yield from self._nothing("equal_treatment")
            return
        if found.note:
            yield Quote(found.note)
        if found.figures:
            yield self.show.table(found.figures, ("group", "indicator", "count", "total", "year", "source"))
        if found.justification is not None or found.figures:
            yield Words(self.show.phrase("justification"))
            steps = found.justification.steps if found.justification is not None else {}
            # Without a justification the four steps stand there empty: figures on groups ask for them.
            keys = ("doel", "geschiktheid", "geenAlternatief", "evenredigheid")
            empty = self.show.phrase("empty_cell")
            yield self.show.pairs((self.show.label(key), steps.get(key) or empty) for key in keys)

    def _signatures(self) -> Table:
        line = self.show.phrase("signature")
        return self.show.pairs((self.show.label(role), f"{line}: ") for role in ("griffier", "burgemeester"))

    def _annex(self) -> Iterator[Section]:
        (result, subject), *rest = explained(self.answer, self.request, self.language)
        said = [Words(self.show.phrase("own_words")), Words(result), *map(Words, subject)]
        yield from self._section("annex", said)
        for heading, lines in rest:
            yield Section(heading, [Items([_as_item(line) for line in lines])], level=3)


def _as_item(line: str) -> str:
    """A line of the explanation as a line of a list: what stood under another line stays under it."""
    text = line.lstrip(" ")
    depth = (len(line) - len(text)) // 4 + text.startswith("· ")
    return "  " * depth + text.removeprefix("- ").removeprefix("· ")
