"""XML in the shape of MDTO (Nationaal Archief; namespace of its XML schema, written after version 1.0.2): made, not read.

Nobody is named in it: metadata go further than what they describe, so no person is a `betrokkene`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from wbmgp_engine.retention import Kept

NAMESPACE: Final = "https://www.nationaalarchief.nl/mdto"
LEVELS: Final = "Begrippenlijst Aggregatieniveaus MDTO"
VALUES: Final = "Begrippenlijst Waarderingen MDTO"
EVENTS: Final = "Begrippenlijst EventTypeLijst MDTO"
CHECKSUMS: Final = "Begrippenlijst ChecksumAlgoritme MDTO"
FORMATS: Final = "PRONOM-register"
OWN: Final = "Begrippenlijst wbmgp-engine"
LONGEST_NAME: Final = 80
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TRIGGERS: Final = {
    "zaak_afgehandeld": "De zaak is afgehandeld", "object_beeindigd": "Het gebruik van de vergunning is geëindigd",
    "onherroepelijk": "Het besluit is onherroepelijk", "evaluatie_afgerond": "De evaluatie is afgerond",
}  # fmt: skip


class Node(NamedTuple):
    """An element: its name, and its text or what stands in it."""

    name: str
    content: str | Sequence[Node]


class Identity(NamedTuple):
    """By what an object is known, and where that comes from."""

    mark: str
    source: str

    def node(self, name: str) -> Node:
        """As an element of this name."""
        return Node(name, [Node("identificatieKenmerk", self.mark), Node("identificatieBron", self.source)])


class Reference(NamedTuple):
    """An object that another one points to."""

    name: str
    identity: Identity | None = None

    def node(self, name: str) -> Node:
        """As an element of this name."""
        more = [self.identity.node("verwijzingIdentificatie")] if self.identity else []
        return Node(name, [Node("verwijzingNaam", self.name), *more])


def concept(name: str, label: str, listed: str, code: str | None = None) -> Node:
    """A term of a list, with the list that it stands in."""
    coded = [] if code is None else [Node("begripCode", code)]
    return Node(name, [Node("begripLabel", label), *coded, Reference(listed).node("begripBegrippenlijst")])


def heading(identity: Identity, title: str) -> list[Node]:
    """What every object begins with; a title longer than an archive shows is cut."""
    said = title if len(title) <= LONGEST_NAME else title[: LONGEST_NAME - 1] + "…"
    return [identity.node("identificatie"), Node("naam", said)]


def valued(term: Kept) -> list[Node]:
    """How long an object is kept, from which event, and after which class of the selection list."""
    days = [
        Node("termijnStartdatumLooptijd", term.since.isoformat() if term.since else ""),
        Node("termijnLooptijd", term.duration or ""),
        Node("termijnEinddatum", term.until.isoformat() if term.until else ""),
    ]
    trigger = concept("termijnTriggerStartLooptijd", _TRIGGERS[term.event or ""], OWN, term.event)
    lasts = Node("bewaartermijn", [trigger, *(day for day in days if day.content)])
    return [temporary(), lasts, classed("informatiecategorie", term)]


def classed(name: str, term: Kept) -> Node:
    """The class of the selection list, under which its source names it."""
    listed, _, label = (term.source or "").partition(", ")
    return concept(name, f"{label or listed}: {term.result}".replace("_", " "), listed, term.selection)


def temporary() -> Node:
    """That an object goes once its term is over."""
    return concept("waardering", "Tijdelijk te bewaren", VALUES, "V")


def document(kind: str, content: Sequence[Node]) -> bytes:
    """The whole file of an `informatieobject` or a `bestand`."""
    lines = "".join(_lines(Node(kind, content), 1))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<MDTO xmlns="{NAMESPACE}">\n{lines}</MDTO>\n'.encode()


def _lines(node: Node, depth: int) -> list[str]:
    space = "\t" * depth
    if isinstance(node.content, str):
        return [f"{space}<{node.name}>{_text(node.content)}</{node.name}>\n"]
    inside = [line for one in node.content for line in _lines(one, depth + 1)]
    return [f"{space}<{node.name}>\n", *inside, f"{space}</{node.name}>\n"]


def _text(value: str) -> str:
    """A value as XML may hold it: some characters have no place in it, not even written as a number."""
    return escape(_ILLEGAL.sub("\ufffd", value), {"\r": "&#13;"})
