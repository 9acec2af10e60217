"""What has to be made in a system of cases, in which order, and how to see that it is there already. No network here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from wbmgp_api.exchange.zgw_checking import api_of, check
from wbmgp_api.exchange.zgw_reading import REFERENCE, Document
from wbmgp_api.exchange.zgw_settings import MANUAL, SelectionList, Target
from wbmgp_engine.errors import BadInput, Finding

Act = Literal["zoek", "maak", "publiceer"]
_ALL: Final = {"status": "alles"}
"""Of a catalogue: concepts too, which a list leaves out otherwise."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How documents of a kind are kept: their path, the fields that a list can be asked by, and those that tell them apart."""

    path: str
    asked: tuple[str, ...]
    own: tuple[str, ...] = ()
    more: Mapping[str, str] | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The fields that make a document this one and no other."""
        return (*self.asked, *self.own)


KEPT: Final[Mapping[str, Kept]] = {
    "catalogus": Kept("catalogussen", ("domein", "rsin")),
    "informatieobjecttype": Kept("informatieobjecttypen", ("catalogus",), ("omschrijving", "beginGeldigheid"), _ALL),
    "besluittype": Kept("besluittypen", ("catalogus",), ("omschrijving", "beginGeldigheid"), _ALL),
    "zaaktype": Kept("zaaktypen", ("catalogus", "identificatie"), ("beginGeldigheid",), _ALL),
    "zaaktypeinformatieobjecttype": Kept(
        "zaaktype-informatieobjecttypen", ("zaaktype", "informatieobjecttype", "richting"), (), _ALL
    ),
    "roltype": Kept("roltypen", ("zaaktype",), ("omschrijving",), _ALL),
    "statustype": Kept("statustypen", ("zaaktype",), ("omschrijving",), _ALL),
    "resultaattype": Kept("resultaattypen", ("zaaktype",), ("omschrijving",), _ALL),
    "zaak": Kept("zaken", ("identificatie", "bronorganisatie")),
    "besluit": Kept("besluiten", ("identificatie", "verantwoordelijkeOrganisatie")),
    "enkelvoudiginformatieobject": Kept("enkelvoudiginformatieobjecten", ("identificatie", "bronorganisatie")),
    "zaakinformatieobject": Kept("zaakinformatieobjecten", ("zaak", "informatieobject")),
    "besluitinformatieobject": Kept("besluitinformatieobjecten", ("besluit", "informatieobject")),
    "resultaat": Kept("resultaten", ("zaak",)),
    "status": Kept("statussen", ("zaak",), ("datumStatusGezet",)),
}  # fmt: skip
_PUBLISHED: Final = ("informatieobjecttype", "besluittype", "zaaktype")
"""What is made as a concept, in the order in which it is published: a case type last, for it takes the others along."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: find a document, make it where it is not there, or publish it. `given` is its address as told."""

    act: Act
    document: Document
    given: str | None = None

    @property
    def kind(self) -> str:
        """The kind of its document."""
        return self.document.kind


def plan(documents: Sequence[Document], target: Target, *, catalogue: bool) -> list[Step]:
    """What to do, in order. With `catalogue` the types are made and published too; else they have to be there.

    Raises BadInput for documents of another municipality, and where a field does not hold.
    """
    if catalogue and target.types:
        raise BadInput.one("typen", "staat er naast --catalogue", "laat een van de twee weg")
    if catalogue:
        documents = [_filled(one, target) for one in documents]
    else:
        documents = [one for one in documents if one.reference in _needed(documents, target)]
    found = list(_refusals(documents, target, catalogue))
    if found:
        raise BadInput(found)
    steps = [_step(one, target, catalogue) for one in documents]
    publish = [Step("publiceer", one) for kind in _PUBLISHED for one in documents if one.kind == kind]
    first = [one for one in steps if is_type(one.kind)]
    return [*first, *(publish if catalogue else []), *steps[len(first) :]]


def is_type(kind: str) -> bool:
    """Whether documents of a kind are types, which are the same for every case."""
    return api_of(kind) == "catalogi"


def named(document: Document) -> str:
    """What a document is called, for people."""
    names = ("omschrijving", "titel", "identificatie", "naam", "datumStatusGezet", "richting")
    return next((str(document.body[name]) for name in names if name in document.body), "")


def _step(one: Document, target: Target, catalogue: bool) -> Step:
    given = target.mapped(one.kind, named(one)) if is_type(one.kind) else None
    return Step("maak" if catalogue or not is_type(one.kind) else "zoek", one, given)


def _needed(documents: Sequence[Document], target: Target) -> set[str]:
    """The case, the types that it names, and where no address of a type is told also what that is found by."""
    found: set[str] = set()
    for one in reversed(documents):
        if not is_type(one.kind):
            found |= {one.reference, *one.references()}
        elif one.reference in found and target.mapped(one.kind, named(one)) is None:
            found |= {text for name in KEPT[one.kind].asked if REFERENCE.fullmatch(text := str(one.body.get(name)))}
    return found


def _refusals(documents: Iterable[Document], target: Target, catalogue: bool) -> Iterable[Finding]:
    for one in documents:
        for name in ("bronorganisatie", "verantwoordelijkeOrganisatie", "rsin"):
            if one.body.get(name, target.rsin) != target.rsin:
                yield Finding(f"{one.place}.{name}", f"is {one.body[name]}, en de instellingen gelden voor {target.rsin}",
                              "neem de instellingen van deze gemeente")  # fmt: skip
        for name in KEPT[one.kind].key:
            if not isinstance(one.body.get(name), str):
                yield Finding(f"{one.place}.{name}", "ontbreekt, en zonder is het niet terug te vinden", "vul het in")
        if catalogue or not is_type(one.kind):
            yield from check(one.kind, one.body, one.place)


def _filled(one: Document, target: Target) -> Document:
    """A type with what only the municipality knows of it. Raises BadInput where it did not tell."""
    known = target.selection_list
    if one.kind not in ("zaaktype", "resultaattype"):
        return one
    more = None if known is None else _more(one, known)
    if more is None:
        problem = f"staat niet in de instellingen: {named(one)}"
        raise BadInput.one(
            "selectielijst", problem, f"vul het procestype en elk resultaat in (ook vanaf), zie {MANUAL}"
        )
    return replace(one, body={**one.body, **more})


def _more(one: Document, known: SelectionList) -> Mapping[str, Any] | None:
    if one.kind == "zaaktype":
        return {"selectielijstProcestype": known.process}
    listed = known.results.get(named(one))
    start = one.body.get("brondatumArchiefprocedure") or (listed and listed.since and {"afleidingswijze": listed.since})
    if listed is None or not start:
        return None
    return {
        "resultaattypeomschrijving": listed.general, "selectielijstklasse": listed.selection,
        "brondatumArchiefprocedure": start,
    }  # fmt: skip
