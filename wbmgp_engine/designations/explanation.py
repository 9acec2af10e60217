"""The answer to a request for designation in words, for a council clerk: the result first, then the term, the parts, the
substantiation, and what is open. It never says that a measure is necessary or proportionate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from wbmgp_engine.designations.texts import (
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
from wbmgp_engine.facts.wording import Language, day_in_words, one_line

Answer = Mapping[str, Any]
_MAX_NAMED: Final = 12


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
        self.titles = [self._title(part) for part in request.parts]

    def lines(self) -> Iterator[str]:
        (result, subject), *rest = self.sections()
        yield from (result, *subject)
        for heading, lines in rest:
            yield from ("", heading, *lines)

    def sections(self) -> list[tuple[str, list[str]]]:
        found = [(HEADING[key][self.language], list(lines)) for key, lines in self._parts()]
        result = RESULT[self.answer["volledig"]][self.language]
        return [
            (result, [self._subject(), *self._in_the_way()]),
            *((heading, lines) for heading, lines in found if lines),
        ]

    def _parts(self) -> Iterator[tuple[str, Iterator[str]]]:
        yield "missing", self._missing()
        yield "term", self._term()
        yield "parts", self._requested()
        yield "criteria", self._criteria()
        yield "open", self._open()
        yield "questions", self._questions()
        yield "remarks", (f"- {self._sourced(remark)}" for remark in self.answer["opmerkingen"])
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
        reference = one_line(self.request.reference)
        return self._say("subject", reference=reference, municipality=self.request.municipality, parts=parts)

    def _in_the_way(self) -> Iterator[str]:
        """How many parts are not possible, or not known to be: a complete request is not yet a possible one."""
        found = Counter(part["oordeel"] for part in self.answer["onderdelen"])
        for key, verdict in (("impossible", "niet_voldaan"), ("undecided", "onbekend")):
            if count := found[verdict]:
                yield self._say(f"{key}_one" if count == 1 else key, count=count)

    def _title(self, part: RequestedPart) -> str:
        area = one_line(part.area.name or part.area.id)
        return self._say("part_ground", area=area, ground=GROUND[part.ground][self.language])

    def _missing(self) -> Iterator[str]:
        """What stands in the way of a complete request: criteria that are missing, and the decision of the council."""
        for name, overall in self.answer["criteria"].items():
            for status, reason, parts in self._groups(name, overall):
                if status == "ontbreekt":
                    yield f"- {CRITERION[name][self.language]}{self._which(parts)}.{reason}"
        yield from (f"- {self._sourced(reason)}" for reason in self.answer.get("redenen", ()))

    def _which(self, parts: Sequence[int]) -> str:
        """Which parts a line is about; nothing when it is about all of them."""
        if not parts or len(parts) == len(self.titles):
            return ""
        named = [self.titles[at] for at in parts[:_MAX_NAMED]]
        rest = f" (+{len(parts) - _MAX_NAMED})" if len(parts) > _MAX_NAMED else ""
        return " " + self._say("for_parts", parts="; ".join(named) + rest)

    def _term(self) -> Iterator[str]:
        term = self.answer["beslistermijn"]
        if not term or term["begint"] is None or term["eindigt"] is None:
            yield self._say("term_unknown")
            return
        yield self._say("term", start=self._day(term["begint"]), end=self._day(term["eindigt"]))
        if term["opgeschortDagen"]:
            key = "suspended_one" if term["opgeschortDagen"] == 1 else "suspended"
            yield self._say(key, days=term["opgeschortDagen"], end=self._day(term["eindigtZonderOpschorting"]))
        if term["vanRechtswegeNa"] is not None:
            yield self._say("deemed", day=self._day(term["vanRechtswegeNa"]))
        if self.request.decision is not None:
            yield self._say({True: "in_time", False: "late", None: "timing_unknown"}[term["besluitTijdig"]])

    def _requested(self) -> Iterator[str]:
        for title, part in zip(self.titles, self.answer["onderdelen"], strict=True):
            yield f"- {title}: {VERDICT[part['oordeel']][self.language]}."
            yield from (f"    {line}" for line in self._part(part))

    def _part(self, part: Answer) -> Iterator[str]:
        if said := self._numbers(part):
            yield said
        if part["eindeTermijn"] is not None:
            yield self._say("asked_until", day=self._day(part["eindeTermijn"]))
        if part["uiterstEinde"] is not None and part["oordeel"] != "niet_voldaan":
            yield self._say("latest_end", day=self._day(part["uiterstEinde"]))
        yield from (self._sourced(reason) for reason in part["redenen"])
        if readings := part["lezingen"]:
            yield self._say("readings") if len(readings) == 2 else self._say("many_readings", count=len(readings))
            yield from (f"  · {self._reading(reading)}" for reading in readings)

    def _numbers(self, part: Answer) -> str:
        number, left = part["verlenging"], part["resterendeVerlengingen"]
        said = []
        if number is not None:
            said.append(self._say("extension", number=number) if number else self._say("first_term"))
        if left is not None and part["oordeel"] != "niet_voldaan":
            key = {0: "remaining_none", 1: "remaining_one"}.get(left, "remaining")
            said.append(self._say(key, count=left))
        return " ".join(said)

    def _reading(self, reading: Answer) -> str:
        said = [self._sourced({**reading["tekst"], "bron": reading.get("bron")})]
        said.append(VERDICT[reading["oordeel"]][self.language].capitalize() + ".")
        said.append(self._numbers(reading))
        if reading["uiterstEinde"] is not None and reading["oordeel"] != "niet_voldaan":
            said.append(self._say("latest_end", day=self._day(reading["uiterstEinde"])))
        return " ".join(filter(None, said))

    def _criteria(self) -> Iterator[str]:
        statuses = self.answer["criteria"]
        order = list(STATUS)
        for name in sorted(statuses, key=lambda name: order.index(statuses[name])):
            for status, reason, parts in self._groups(name, statuses[name]):
                which = self._which(parts)
                # Why a criterion is missing stands above, under what is missing.
                why = "" if status == "ontbreekt" else reason
                yield f"- {CRITERION[name][self.language]}{which}: {STATUS[status][self.language]}.{why}"
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

    def _open(self) -> Iterator[str]:
        for gate in self.answer["openstaand"]:
            words = one_line(str(gate.get(self.language) or gate["poort"].replace("_", " ")))
            basis = gate["bron"]["tekst"]
            basis = basis if gate["aard"] == "wet" else f"{basis}; {self._say('safeguard')}"
            yield f"- {words} ({self._say('by', who=self._who(gate['wie']), basis=basis)})"

    def _questions(self) -> Iterator[str]:
        for question in self.answer["vragen"]:
            words = one_line(str(question["vraag"][self.language]))
            who = self._who(question["leverancier"])
            yield f"- {words} ({self._say('asked_of', who=who, basis=question['grondslag'])})"

    def _who(self, name: str) -> str:
        return SUPPLIER[name][self.language] if name in SUPPLIER else name.replace("_", " ")

    def _law(self) -> Iterator[str]:
        law = self.answer["recht"]
        yield self._say("law_of", day=self._day(law["datum"]), hash=law["regelboek"])
        yield self._say("own_words")
