"""What somebody adds to a letter, checked, and as it is closed in the log and read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import BadInput, Finding

_LINES: Final = (6, 100)
_PARAGRAPHS: Final = (10, 2_000)


@dataclass(frozen=True, slots=True)
class Added:
    """Whom a letter goes to, paragraphs of somebody's own, and the last day to answer it."""

    to: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    until: date | None = None

    def checked(self, today: date, *, answered: bool, outcome_only: bool = False) -> None:
        """Raises BadInput for too much text, for a day that is not ahead where a letter is to be `answered`, and for any
        text of somebody's own where it tells the outcome only."""
        found = [*_bounded("aan", self.to, *_LINES), *_bounded("alineas", self.paragraphs, *_PARAGRAPHS)]
        if answered and (self.until is None or self.until <= today):
            found.append(fault("letter_until", "uiterlijk"))
        if outcome_only and self.paragraphs:
            found.append(fault("letter_outcome_only", "alineas"))
        if found:
            raise BadInput(found)

    def to_json(self) -> dict[str, Any]:
        """The words as they are closed in the log."""
        until = {} if self.until is None else {"uiterlijk": self.until.isoformat()}
        return {"aan": list(self.to), "alineas": list(self.paragraphs), **until}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Added:
        """The same read again."""
        until = told.get("uiterlijk")
        day = None if until is None else date.fromisoformat(until)
        return cls(tuple(told["aan"]), tuple(told["alineas"]), day)

    @classmethod
    def typed(cls, to: str, paragraphs: str, until: str) -> Added:
        """What a form says: a line for each line, and a paragraph where an empty line stands before it.

        Raises BadInput for a day that is none.
        """
        lines = tuple(line.strip() for line in to.splitlines() if line.strip())
        blocks = "\n".join(line.rstrip() for line in paragraphs.splitlines()).split("\n\n")
        return cls(lines, tuple(block.strip() for block in blocks if block.strip()), _day(until))


def _bounded(place: str, texts: tuple[str, ...], most: int, length: int) -> Iterator[Finding]:
    if len(texts) > most or any(len(text) > length for text in texts):
        yield fault("letter_lines", place, most=most, length=length)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise bad_input("letter_until", "uiterlijk") from None
