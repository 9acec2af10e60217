"""Facts of a request as a document shows them: what was not filled in and what is certainly not there are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wbmgp_engine.designations.document_texts import LABEL, PHRASE, VALUE
from wbmgp_engine.designations.markdown import Table
from wbmgp_engine.facts.evidence import Reused
from wbmgp_engine.facts.fields import Part
from wbmgp_engine.facts.wording import Language, day_in_words


class Shown:
    """Facts in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def label(self, name: str) -> str:
        """What an attribute is called."""
        return LABEL[name][self.language]

    def absent(self) -> str:
        """What stands where nothing was filled in."""
        return PHRASE["absent"][self.language]

    def none(self) -> str:
        """What stands where there is certainly none."""
        return PHRASE["none"][self.language]

    def fact(self, part: Part, name: str) -> str:
        """An attribute in words: its value, "not filled in" where it is absent, "none" where it is null or empty."""
        if name not in part.model_fields_set:
            return self.absent()
        value = getattr(part, name)
        return self.none() if value is None or value == [] else self.words(value)

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

    def table(self, parts: Iterable[Part], names: Sequence[str]) -> Table:
        """Parts as rows, with an attribute in every column."""
        rows = [[self.fact(part, name) for name in names] for part in parts]
        return Table([self.label(name) for name in names], rows)

    def sheet(self, part: Part, names: Sequence[str]) -> Table:
        """One part as two columns, an attribute in every row."""
        return self.pairs([(self.label(name), self.fact(part, name)) for name in names])

    def pairs(self, rows: Iterable[tuple[str, str]]) -> Table:
        """Two columns: what it is, and what stands there."""
        return Table((self.label("what"), self.label("text")), [list(row) for row in rows])
