"""Whether XML has the shape of MDTO: read after the published schema (XML schema 1.0.2), by nothing that wrote it.

A document type, and so any entity, is refused before anything else is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from xml.parsers import expat

_NAMESPACE: Final = "https://www.nationaalarchief.nl/mdto"
_LARGEST: Final = 5_000_000
_DEEPEST: Final = 12
_MANY: Final = 1_000_000
_YEAR: Final = re.compile(r"-?\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_DURATION: Final = re.compile(r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
# Of each kind its elements in order: how often at least and at most, and of which kind.
_RULES: Final = """
MDTO: informatieobject? informatieobject, bestand? bestand
informatieobject: identificatie+ identificatie, naam text, aggregatieniveau? begrip, classificatie* begrip, trefwoord* any,
 omschrijving* any, raadpleeglocatie? raadpleeglocatie, dekkingInTijd* dekking, dekkingInRuimte* verwijzing, taal* language,
 event* event, waardering begrip, bewaartermijn? termijn, informatiecategorie? begrip, isOnderdeelVan* verwijzing,
 bevatOnderdeel* verwijzing, heeftRepresentatie* verwijzing, aanvullendeMetagegevens* verwijzing,
 gerelateerdInformatieobject* gerelateerd, archiefvormer+ verwijzing, betrokkene* betrokkene, activiteit? verwijzing,
 beperkingGebruik+ beperking
bestand: identificatie+ identificatie, naam text, omvang size, bestandsformaat begrip, checksum+ checksum, URLBestand? any,
 isRepresentatieVan verwijzing
identificatie: identificatieKenmerk text, identificatieBron text
verwijzing: verwijzingNaam text, verwijzingIdentificatie? identificatie
begrip: begripLabel text, begripCode? any, begripBegrippenlijst verwijzing
dekking: dekkingInTijdType begrip, dekkingInTijdBegindatum partial, dekkingInTijdEinddatum? partial
event: eventType begrip, eventTijd? moment, eventVerantwoordelijkeActor? verwijzing, eventResultaat? any
gerelateerd: gerelateerdInformatieobjectVerwijzing verwijzing, gerelateerdInformatieobjectTypeRelatie begrip
betrokkene: betrokkeneTypeRelatie begrip, betrokkeneActor verwijzing
beperking: beperkingGebruikType begrip, beperkingGebruikNadereBeschrijving? any,
 beperkingGebruikDocumentatie* verwijzing, beperkingGebruikTermijn? termijn
termijn: termijnTriggerStartLooptijd? begrip, termijnStartdatumLooptijd? day, termijnLooptijd? duration,
 termijnEinddatum? partial
checksum: checksumAlgoritme begrip, checksumWaarde text, checksumDatum time
raadpleeglocatie: raadpleeglocatieFysiek? verwijzing, raadpleeglocatieOnline? any
"""
_OFTEN: Final = {"": (1, 1), "?": (0, 1), "*": (0, _MANY), "+": (1, _MANY)}
Rule = tuple[str, tuple[int, int], str]


@dataclass
class Element:
    """An element as it was read."""

    name: str
    text: str = ""
    inside: list[Element] = field(default_factory=list)

    def all(self, path: str) -> list[Element]:
        """Every element on a path of names below this one."""
        found = [self]
        for name in path.split("/"):
            found = [one for every in found for one in every.inside if one.name == name]
        return found

    def first(self, path: str) -> str | None:
        """The text of the first of them."""
        return next((one.text for one in self.all(path)), None)


class Refused(Exception):
    """This is no XML that is read here."""


def read(data: bytes) -> Element:
    """The object of a document of MDTO: its `informatieobject` or `bestand`. Raises Refused with what is wrong first."""
    root = _parsed(data)
    wrong = next(_wrong(root, "MDTO", root.name), None) if root.name == "MDTO" else f"{root.name}: is no MDTO"
    if wrong is None and len(root.inside) != 1:
        wrong = "MDTO: holds another number of objects than one"
    if wrong is not None:
        raise Refused(wrong)
    return root.inside[0]


def _parsed(data: bytes) -> Element:
    if len(data) > _LARGEST:
        raise Refused(f"is larger than {_LARGEST} bytes")
    top, reader = Element(""), expat.ParserCreate(namespace_separator=" ")
    # Without it each line is told by itself, and a text of many lines takes the square of their number.
    reader.buffer_text = True
    stack = [top]

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if space != _NAMESPACE or len(stack) > _DEEPEST:
            raise Refused(f"{local[:60]}: is of another namespace, or stands too deep")
        stack[-1].inside.append(Element(local))
        stack.append(stack[-1].inside[-1])

    def end(name: str) -> None:
        stack.pop()

    def told(text: str) -> None:
        stack[-1].text += text

    def no_type(*declared: object) -> None:
        raise Refused("has a document type, which is not read")

    reader.StartDoctypeDeclHandler = no_type
    reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = begin, end, told
    try:
        reader.Parse(data, True)
    except expat.ExpatError as problem:
        raise Refused(f"is no XML: {problem}") from None
    return top.inside[0]


def _wrong(element: Element, kind: str, place: str) -> Iterator[str]:
    """What is wrong with an element of a kind."""
    rules = _KINDS.get(kind)
    if rules is None:
        if element.inside or not _FITS[kind](element.text):
            yield f"{place}: {element.text[:60]!r} is not of the kind that the schema asks for"
        return
    if element.text.strip():
        yield f"{place}: holds text beside its elements"
    at = 0
    for name, (least, most), of in rules:
        here = 0
        while at < len(element.inside) and element.inside[at].name == name and here < most:
            yield from _wrong(element.inside[at], of, f"{place}/{name}")
            at, here = at + 1, here + 1
        if here < least:
            yield f"{place}: misses {name}"
    if at < len(element.inside):
        yield f"{place}/{element.inside[at].name}: stands in the wrong place, or too often"


def _rules() -> dict[str, Sequence[Rule]]:
    found: dict[str, Sequence[Rule]] = {}
    for line in _RULES.replace("\n ", " ").strip().splitlines():
        kind, _, elements = line.partition(": ")
        found[kind] = [_rule(*one.split()) for one in elements.split(",")]
    return found


def _rule(name: str, kind: str) -> Rule:
    bare = name.rstrip("?*+")
    return bare, _OFTEN[name[len(bare) :]], kind


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    try:
        return "T" in text and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_partial(text: str) -> bool:
    return _is_day(text) or _YEAR.fullmatch(text) is not None


_KINDS: Final = _rules()
_FITS: Final[Mapping[str, Callable[[str], bool]]] = {
    "text": lambda text: bool(text.strip()), "any": lambda text: True, "day": _is_day, "time": _is_time,
    "partial": _is_partial, "moment": lambda text: _is_partial(text) or _is_time(text),
    "duration": lambda text: _DURATION.fullmatch(text) is not None,
    "size": lambda text: text.isascii() and text.isdigit(),
    "language": lambda text: _LANGUAGE.fullmatch(text) is not None,
}  # fmt: skip
