"""The answer to a request for designation in words, for a council clerk: the result first, then the term, the parts, the
substantiation, and what is open. It never says that a measure is necessary or proportionate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from wbmgp_engine.designations.asking import told_already
from wbmgp_engine.designations.names import Names
from wbmgp_engine.designations.term_words import term_lines
from wbmgp_engine.designations.texts import (
    BLOCKED,
    CRITERION,
    GROUND,
    HEADING,
    PHRASE,
    RESULT,
    STATUS,
    SUPPLIER,
    VERDICT,
)
from wbmgp_engine.facts.request import DesignationRequest, RequestedPart
from wbmgp_engine.facts.wording import Language, day_in_words, hash_in_words, one_line

Answer = Mapping[str, Any]
_MAX_NAMED: Final = 12
_OF_PART: Final = re.compile(r"onderdelen\.(\d+)\.")


def explain(answer: Answer, request: DesignationRequest, language: Language = "nl") -> str:
    """The explanation of an answer (the JSON of the contract) to this request, as plain text with headings."""
    return "\n".join(_Writer(answer, request, language).lines()) + "\n"


def explained(answer: Answer, request: DesignationRequest, language: Language = "nl") -> list[tuple[str, list[str]]]:
    """The same explanation as sections: a heading and its lines. The first section is the result."""
    return _Writer(answer, request, language).sections()


class _Writer:
    def __init__(self, answer: Answer, request: DesignationRequest, language: Language) -> None:
        self.answer = answer
        self.request = request
        self.language = language
        self.names = Names(answer)
        self.titles = [self._title(part) for part in request.parts]

    def lines(self) -> Iterator[str]:
        (result, subject), *rest = self.sections()
        yield from (result, *subject)
        for heading, lines in rest:
            yield from ("", heading, *lines)

    def sections(self) -> list[tuple[str, list[str]]]:
        found = [(HEADING[key][self.language], list(lines)) for key, lines in self._parts()]
        return [
            (self._result(), [self._subject(), *self._undecided()]),
            *((heading, lines) for heading, lines in found if lines),
        ]

    def _parts(self) -> Iterator[tuple[str, Iterator[str]]]:
        yield "missing", self._missing()
        yield "term", term_lines(self.answer["beslistermijn"], self.request, self.language)
        yield "parts", self._requested()
        yield "criteria", self._criteria()
        yield "open", self._open()
        yield "questions", self._questions()
        yield "remarks", self._remarks()
        yield "law", self._law()

    def _say(self, key: str, **values: object) -> str:
        return PHRASE[key][self.language].format(**values)

    def _day(self, text: str) -> str:
        return day_in_words(date.fromisoformat(text), self.language)

    def _sourced(self, item: Answer) -> str:
        """A text of the rules in this language, with its citation where it has one."""
        basis = (item.get("bron") or {}).get("tekst")
        return one_line(str(item[self.language])) + (f" ({basis})" if basis else "")

    def _subject(self) -> str:
        count = len(self.request.parts)
        parts = self._say("one_part") if count == 1 else self._say("many_parts", count=count)
        reference, municipality = one_line(self.request.reference), self.names.municipality(self.request.municipality)
        return self._say("subject", reference=reference, municipality=municipality, parts=parts)

    def _result(self) -> str:
        """What stands in the way first: a complete request is not yet a possible one."""
        complete = self.answer["volledig"]
        if not (blocked := self._judged("niet_voldaan")):
            return RESULT[complete][self.language]
        every = len(blocked) == len(self.titles) > 1
        parts, day = self._named(blocked), self._day(self.answer["recht"]["datum"])
        said = self._say("all_impossible", day=day) if every else self._say("impossible", day=day, parts=parts)
        return f"{said} {BLOCKED[complete][self.language]}"

    def _undecided(self) -> Iterator[str]:
        """How many parts are not known to be possible."""
        if count := len(self._judged("onbekend")):
            yield self._say("undecided_one" if count == 1 else "undecided", count=count)

    def _judged(self, verdict: str) -> list[int]:
        return [at for at, part in enumerate(self.answer["onderdelen"]) if part["oordeel"] == verdict]

    def _title(self, part: RequestedPart) -> str:
        area = one_line(part.area.name or "") or self.names.area(part.area.id)
        return self._say("part_ground", area=area, ground=GROUND[part.ground][self.language])

    def _missing(self) -> Iterator[str]:
        """What stands in the way of a complete request: criteria that are missing, and the decision of the council."""
        for name, overall in self.answer["criteria"].items():
            for status, reason, parts in self._groups(name, overall):
                if status == "ontbreekt":
                    yield f"- {CRITERION[name][self.language]}{self._which(parts)}.{reason}{self._to_fill_in(name, parts[0])}"
        yield from (f"- {self._sourced(gate)}" for gate in self.answer["openstaand"] if gate.get("volledigheid"))

    def _to_fill_in(self, name: str, part: int) -> str:
        """What the council has to write down for a criterion that is missing."""
        asked = self.answer["onderdelen"][part].get("criteriumredenen", {}).get(name, {}).get("vraag")
        return f" {self._say('fill_in', what=one_line(str(asked[self.language])))}" if asked else ""

    def _which(self, parts: Sequence[int]) -> str:
        """Which parts a line is about; nothing when it is about all of them."""
        if not parts or len(parts) == len(self.titles):
            return ""
        return " " + self._say("for_parts", parts=self._named(parts))

    def _named(self, parts: Sequence[int]) -> str:
        rest = f" (+{len(parts) - _MAX_NAMED})" if len(parts) > _MAX_NAMED else ""
        return "; ".join(self.titles[at] for at in parts[:_MAX_NAMED]) + rest

    def _requested(self) -> Iterator[str]:
        """Every part; those of which the same is said stand together."""
        found: dict[tuple[str, ...], list[str]] = {}
        for title, part in zip(self.titles, self.answer["onderdelen"], strict=True):
            found.setdefault((part["oordeel"], *self._part(part)), []).append(title)
        for (verdict, *lines), titles in found.items():
            yield f"- {'; '.join(titles)}: {VERDICT[verdict][self.language]}."
            yield from (f"    {line}" for line in lines)

    def _part(self, part: Answer) -> Iterator[str]:
        # Where the part is possible, a reason of the rules says the number.
        yield from (self._sourced(reason) for reason in part["redenen"])
        if said := self._numbers(part, number=part["oordeel"] == "onbekend"):
            yield said
        if part["eindeTermijn"] is not None:
            yield self._say("asked_until", day=self._day(part["eindeTermijn"]))
        if part["uiterstEinde"] is not None and part["oordeel"] != "niet_voldaan":
            yield self._say("latest_end", day=self._day(part["uiterstEinde"]))
        if readings := part["lezingen"]:
            yield self._say("readings") if len(readings) == 2 else self._say("many_readings", count=len(readings))
            yield from (f"  · {self._reading(reading)}" for reading in readings)

    def _numbers(self, part: Answer, *, number: bool) -> str:
        count, left = part["verlenging"], part["resterendeVerlengingen"]
        said = []
        if number and count is not None:
            said.append(self._say("extension", number=count) if count else self._say("first_term"))
        if left is not None and part["oordeel"] != "niet_voldaan":
            key = {0: "remaining_none", 1: "remaining_one"}.get(left, "remaining")
            said.append(self._say(key, count=left))
        return " ".join(said)

    def _reading(self, reading: Answer) -> str:
        said = [self._sourced({**reading["tekst"], "bron": reading.get("bron")})]
        said.append(VERDICT[reading["oordeel"]][self.language].capitalize() + ".")
        said.append(self._numbers(reading, number=True))
        if reading["uiterstEinde"] is not None and reading["oordeel"] != "niet_voldaan":
            said.append(self._say("latest_end", day=self._day(reading["uiterstEinde"])))
        return " ".join(filter(None, said))

    def _criteria(self) -> Iterator[str]:
        statuses = self.answer["criteria"]
        order = list(STATUS)
        for name in sorted(statuses, key=lambda name: order.index(statuses[name])):
            for status, reason, parts in self._groups(name, statuses[name]):
                # A criterion that is missing stands above, under what is missing.
                if status != "ontbreekt":
                    which = self._which(parts)
                    yield f"- {CRITERION[name][self.language]}{which}: {STATUS[status][self.language]}.{reason}"
        if "onderbouwd" in statuses.values():
            yield self._say("substantiated_means")

    def _groups(self, name: str, overall: str) -> list[tuple[str, str, list[int]]]:
        """The parts that share a status and a reason for one criterion, the worst first."""
        found: dict[tuple[str, str], list[int]] = {}
        for at, part in enumerate(self.answer["onderdelen"]):
            status = part["criteria"].get(name, overall)
            reason = part.get("criteriumredenen", {}).get(name)
            found.setdefault((status, f" {self._sourced(reason)}" if reason else ""), []).append(at)
        order = list(STATUS)
        return sorted(((*key, parts) for key, parts in found.items()), key=lambda group: order.index(group[0]))

    def _remarks(self) -> Iterator[str]:
        places = [(part["gebied"], part["grond"]) for part in self.answer["onderdelen"]]
        for remark in self.answer["opmerkingen"]:
            about = {(item["gebied"], item["grond"]) for item in remark.get("onderdelen", ())}
            which = self._which([at for at, place in enumerate(places) if place in about])
            points = [CRITERION[name][self.language] for name in remark.get("criteria", ())]
            which = " " + self._say("for_parts", parts=", ".join(points)) if points else which
            yield f"- {self._sourced(remark)}{which}"

    def _open(self) -> Iterator[str]:
        for gate in self.answer["openstaand"]:
            if gate.get("volledigheid"):
                continue
            basis = gate["bron"]["tekst"]
            basis = basis if gate["aard"] == "wet" else f"{basis}; {self._say('safeguard')}"
            said = self._say("by", who=self._who(gate["wie"]), basis=basis)
            yield f"- {one_line(str(gate[self.language]))} ({said})"

    def _questions(self) -> Iterator[str]:
        """Every question but what is listed as missing; one that is asked about several parts stands once, with them."""
        found: dict[tuple[str, str], list[int]] = {}
        told = told_already(self.answer, self.request)
        for question in self.answer["vragen"]:
            if question["feit"].startswith(told):
                continue
            said = self._say("asked_of", who=self._who(question["leverancier"]), basis=question["grondslag"])
            about = found.setdefault((one_line(str(question["vraag"][self.language])), said), [])
            if part := _OF_PART.match(question["feit"]):
                about.append(int(part[1]))
        for (words, said), about in found.items():
            yield f"- {words} ({said}){self._which(about)}"

    def _who(self, name: str) -> str:
        """Somebody by the code or by the Dutch name that an answer gives."""
        for code, words in SUPPLIER.items():
            if name.casefold() in (code, words["nl"].casefold()):
                return words[self.language]
        return name.replace("_", " ")

    def _law(self) -> Iterator[str]:
        law = self.answer["recht"]
        yield self._say("law_of", day=self._day(law["datum"]), hash=hash_in_words(law["regelboek"]))
        yield self._say("own_words")
