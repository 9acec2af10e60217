"""The tree as it stands on the page: each line with its words, its value and its article, and which lines are unfolded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from wbmgp_api.oversight.tree import Branch
from wbmgp_api.pages.languages import Tongue
from wbmgp_api.pages.legal import values

UNFOLDED: Final = 4
"""So many levels of what carried the advice are unfolded at first."""
EVERYTHING: Final = 1_000
_QUIET: Final = ("literal", "element", "field", "date", "operation", "list")


class Cited(NamedTuple):
    """Where a step rests: the words, and the address of the text as it stood on the date of law; empty where there is none."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree. `words` are those of the rules, which are Dutch; `name` is what the rules call it."""

    number: int | None
    name: str
    words: str
    value: str
    read: bool
    unknown: bool
    cited: Cited | None
    place: str
    carries: bool
    elsewhere: bool
    step: bool
    unfolded: bool
    below: tuple[Line, ...]


def line_of(branch: Branch, tongue: Tongue, levels: int = 0) -> Line:
    """A branch and all below it, of which so many levels are unfolded where the advice rests on them; EVERYTHING: all of it."""
    below = tuple(line_of(one, tongue, levels if levels == EVERYTHING else levels - 1) for one in branch.below)
    rests = branch.carries or any(one.unfolded or one.carries for one in below)
    step = branch.kind not in _QUIET
    said = branch.value
    return Line(
        branch.number, _name(branch, tongue), branch.meaning.words or "", values.value(tongue, said, branch.meaning.unit),
        branch.read, isinstance(said, dict) and bool(said.get("__unknown")),
        _cited(branch), branch.place, branch.carries, branch.elsewhere, step,
        levels == EVERYTHING or (rests and levels > 0), below,
    )  # fmt: skip


def count(lines: tuple[Line, ...]) -> tuple[int, int]:
    """How many steps stand in these lines, and how many of them were not read; what stands below one of those is part of it."""
    steps, unread = 0, 0
    for one in lines:
        inner = count(one.below if one.read else ())
        steps, unread = steps + inner[0] + one.step, unread + inner[1] + (one.step and not one.read)
    return steps, unread


def _name(branch: Branch, tongue: Tongue) -> str:
    if branch.kind == "literal" or (branch.kind == "list" and not branch.name):
        return tongue.say("vaste waarde")
    if branch.kind != "operation":
        return values.plain_name(tongue, branch.name)
    words = values.operation(tongue, branch.name)
    sides = {one.role: one for one in branch.below}
    if values.compares(branch.name) and {"subject", "value"} <= sides.keys():
        left, right = (_side(sides[side], tongue) for side in ("subject", "value"))
        return f"{left} {words} {right}"
    if branch.name == "NOT" and len(branch.below) == 1:
        return f"{words}: {branch.below[0].meaning.words or _name(branch.below[0], tongue)}"
    return words


def _side(side: Branch, tongue: Tongue) -> str:
    """One side of a comparison: its value, or what it is called where it was not read."""
    if not side.read:
        return side.meaning.words or _name(side, tongue)
    return values.value(tongue, side.value, side.meaning.unit)


def _cited(branch: Branch) -> Cited | None:
    found = branch.citation
    if found is None:
        return None
    return Cited(found.text, f"https://wetten.overheid.nl/{found.jci}" if found.jci else "")
