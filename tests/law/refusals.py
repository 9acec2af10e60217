"""How tests look at the refusal of a rule file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.law.texts import ISLAND_LAW, law, part, text
from wbmgp_engine.errors import RuleFileError
from wbmgp_engine.law.reading import read_regulation

Change = Callable[[dict[str, Any]], object]


def messages(written: str | bytes, *, lenient: bool = False) -> list[str]:
    with pytest.raises(RuleFileError) as caught:
        read_regulation(written, "wet.yaml", lenient)
    assert str(caught.value) == "\n".join(map(str, caught.value.findings))
    return [str(finding) for finding in caught.value.findings]


def without_line(message: str) -> str:
    """The message without its line number, which `test_lines_are_those_of_the_file` looks at."""
    place, _, rest = message.partition(", ") if ", " in message.partition(": ")[0] else message.partition(": ")
    return f"{place.partition(':')[0]}, {rest}"


def changed(change: Change, base: dict[str, Any] = ISLAND_LAW) -> str:
    document = law(base)
    change(document)
    return text(document)


def execution(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = part(document)["execution"]
    return found
