"""Facts of a request as its document shows them: in words, with names, and with what is still to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from wbmgp_engine.designations.document_texts import LABEL, PHRASE, VALUE
from wbmgp_engine.designations.markdown import Table
from wbmgp_engine.designations.names import Names
from wbmgp_engine.designations.texts import PHRASE as SAID
from wbmgp_engine.facts.evidence import Reused
from wbmgp_engine.facts.fields import Part
from wbmgp_engine.facts.wording import Language, day_in_words

_AREAS: Final = frozenset({"area", "id", "within"})


class Shown:
    """Facts in one language; the answer knows the names, and what is asked of the council."""

    def __init__(self, answer: Mapping[str, Any], language: Language) -> None:
        self.language = language
        self.names = Names(answer)
        self._asked = {question["feit"]: question for question in answer["vragen"]}

    def label(self, name: str) -> str:
        """What an attribute is called."""
        return LABEL[name][self.language]

    def phrase(self, name: str) -> str:
        """A fixed line of the document."""
        return PHRASE[name][self.language]

    def to_fill_in(self, text: Mapping[Language, str], basis: str) -> str:
        """The mark of a required part that is empty, with what has to be written there and on which ground."""
        return f"{SAID['fill_in'][self.language].format(what=text[self.language])} ({basis})"

    def asked(self, fact: str) -> str | None:
        """The same for a fact about which the answer asks a question; None when it asks nothing."""
        question = self._asked.get(fact)
        return None if question is None else self.to_fill_in(question["vraag"], question["grondslag"])

    def fact(self, part: Part, name: str, place: str | None = None) -> str:
        """An attribute in words; where it is absent a dash, or that it is still to be filled in when the answer asks it.

        `place` is where the part stands in the request. Null or an empty list: there is none.
        """
        if name not in part.model_fields_set:
            fact = f"{place}.{type(part).model_fields[name].alias or name}"
            return self.phrase("empty_cell" if place and fact in self._asked else "absent")
        value = getattr(part, name)
        return self.phrase("none") if value is None or value == [] else self.named(name, value)

    def named(self, name: str, value: Any) -> str:
        """The value of an attribute in words; areas and municipalities by their names."""
        if name in _AREAS:
            return self.names.area(value)
        if name == "region":
            return ", ".join(map(self.names.municipality, value))
        return self.words(value)

    def words(self, value: Any) -> str:
        """A value in words."""
        match value:
            case list():
                return ", ".join(self.words(item) for item in value)
            case date():
                return day_in_words(value, self.language)
            case Reused():
                return ", ".join(self.fact(value, name) for name in ("reference", "dated"))
        text = str(value)
        return VALUE[text][self.language] if text in VALUE else text

    def table(self, parts: Iterable[Part], names: Sequence[str], places: Sequence[str] = ()) -> Table:
        """Parts as rows, with an attribute in every column; a column that nobody has to fill in, or did, is left out."""
        where = dict(enumerate(places))
        rows = [[self.fact(part, name, where.get(at)) for name in names] for at, part in enumerate(parts)]
        filled = [at for at in range(len(names)) if any(row[at] != self.phrase("absent") for row in rows)]
        return Table([self.label(names[at]) for at in filled], [[row[at] for at in filled] for row in rows])

    def sheet(self, part: Part, names: Sequence[str], place: str | None = None) -> Table:
        """One part as two columns, an attribute in every row; one that nobody has to fill in, or did, is left out."""
        rows = [(self.label(name), self.fact(part, name, place)) for name in names]
        return self.pairs(row for row in rows if row[1] != self.phrase("absent"))

    def pairs(self, rows: Iterable[tuple[str, str]]) -> Table:
        """Two columns: what it is, and what stands there."""
        return Table((self.label("what"), self.label("text")), [list(row) for row in rows])
