"""A scenario as somebody sends it: text within bounds, which names nothing outside what we ship and keeps no machine busy.

Aliases, tags, keys said twice and deep or endless documents are refused by the reader of rule files. What a scenario
means is for the engine to read, in a folder of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from wbmgp_api.identifiers import holds_bsn
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.law.yaml_reader import read_yaml

MOST_SIGNS: Final = 65_536
MOST_WORK: Final = 500_000_000
"""Household-years of all options and replicates together: about half an hour of one core."""
# Where a scenario does not say: no shipped region has more.
HOUSEHOLDS: Final = 500_000
BOUNDS: Final = {"huishoudens": (100, 2_500_000), "jaren": (1, 20), "herhalingen": (1, 100)}
"""The least and the most of what a scenario asks."""
MOST_ITEMS: Final = {"varianten": 12, "aanbod": 500}
_TITLE: Final = 200
FILE: Final = "scenario.yaml"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A scenario that can be simulated: its text, how it is called, and its hash."""

    text: str
    title: str

    @property
    def hash(self) -> str:
        """The hash of the text as it was sent."""
        return f"sha256:{sha256(self.text.encode()).hexdigest()}"


def wanted(simulating: Simulating, text: str) -> Wanted:
    """A scenario, read as far as it can be without simulating. BadInput with everything that is wrong."""
    if holds_bsn(text):
        raise bad_input("bsn_in_name", "scenario")
    document = read_yaml(text, place="scenario", max_bytes=4 * MOST_SIGNS)
    if not isinstance(document, dict):
        raise bad_input("scenario_mapping", "scenario")
    if wrong := list(_outside(simulating, document)):
        raise BadInput(wrong)
    with TemporaryDirectory(prefix="wbmgp-scenario-") as folder:
        file = Path(folder) / FILE
        file.write_text(text, encoding="utf-8")
        try:
            simulating.module.check(file)
        except BadInput as problem:
            raise BadInput([one.at(_path(one.place)) for one in problem.findings]) from None
    return Wanted(text, str(document.get("kenmerk", ""))[:_TITLE])


def _path(place: str) -> str:
    """Where something stands in the scenario: the engine says the line of a file before it, which here is none.

    >>> _path("scenario.yaml:21, aanbod.1.jaar")
    'scenario.aanbod.1.jaar'
    """
    return f"scenario.{place.rpartition(', ')[2]}"


def _outside(simulating: Simulating, document: Mapping[str, Any]) -> Iterator[Finding]:
    """What asks for more than there is, or for too much. What is absent or of another kind the engine refuses."""
    options = document.get("varianten")
    listed = [one for one in options if isinstance(one, dict)] if isinstance(options, list) else []
    yield from _named(document, "regio", "scenario.regio", simulating.module.regions())
    for number, option in enumerate(listed):
        yield from _named(option, "recht", f"scenario.varianten.{number}.recht", simulating.module.laws())
    for name, most in MOST_ITEMS.items():
        for place, one in (
            ("scenario", document),
            *((f"scenario.varianten.{at}", one) for at, one in enumerate(listed)),
        ):
            if isinstance(one.get(name), list) and len(one[name]) > most:
                yield fault("list_too_long", f"{place}.{name}", most=most)
    wrong = [finding for name in BOUNDS for finding in _bounded(document, name)]
    yield from wrong
    if not wrong and work(document, 1 + len(listed)) > MOST_WORK:
        yield fault("simulation_too_large", "scenario", most=MOST_WORK)


def _named(part: Mapping[str, Any], key: str, place: str, known: tuple[str, ...]) -> Iterator[Finding]:
    # A path would be read from the disk of the service.
    if key in part and part[key] is not None and part[key] not in known:
        yield fault("choice" if known else "unknown_key", place, **({"choices": ", ".join(known)} if known else {}))


def _bounded(document: Mapping[str, Any], name: str) -> Iterator[Finding]:
    value, (least, most) = document.get(name), BOUNDS[name]
    if type(value) is int and not least <= value <= most:
        yield fault("number", f"scenario.{name}", least=least, most=most)


def work(document: Mapping[str, Any], options: int) -> int:
    """The household-years that a scenario asks with so many options; what it does not say counts as the most of it."""
    said = {name: document.get(name) for name in BOUNDS}
    kept = {name: value if type(value) is int else BOUNDS[name][1] for name, value in said.items()}
    households = HOUSEHOLDS if said["huishoudens"] is None else kept["huishoudens"]
    replicates = 1 if said["herhalingen"] is None else kept["herhalingen"]
    return households * kept["jaren"] * replicates * options
