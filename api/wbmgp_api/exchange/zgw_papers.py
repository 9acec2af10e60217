"""Letters and evidence as documents: what a letter says stands in it, and in no field beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from wbmgp_api.cases import evidence
from wbmgp_api.cases.office import Office
from wbmgp_api.exchange.zgw_catalogue import Catalogue
from wbmgp_api.exchange.zgw_writing import BODY, CONFIDENTIAL, Writing
from wbmgp_api.identity.principal import Principal
from wbmgp_api.letters import showing
from wbmgp_api.letters.kinds import KINDS
from wbmgp_api.store.errors import Erased
from wbmgp_api.store.letter_rows import Kept
from wbmgp_engine.errors import Finding

TITLES: Final[Mapping[str, str]] = {
    "ontvangstbevestiging": "Ontvangstbevestiging", "aanvulling": "Verzoek om aanvulling",
    "verlenging": "Bericht van verlenging", "voornemen": "Voornemen", "geen_vergunning_nodig": "Besluit op de aanvraag",
    "verlenen": "Besluit op de aanvraag", "verlenen_met_voorschriften": "Besluit op de aanvraag",
    "weigeren": "Besluit op de aanvraag", "buiten_behandeling": "Besluit om de aanvraag niet te behandelen",
    "intrekking": "Besluit tot intrekking", "beslissing_op_bezwaar": "Beslissing op bezwaar",
    "mededeling_corporatie": "Mededeling aan de verhuurder",
}  # fmt: skip
"""What a letter is called. Every decision on an application is called the same: one with conditions tells of a screening."""
FOLDER: Final = "bestanden"
_PDF: Final = "application/pdf"
_SCREENING: Final = {"artikel_10"}
_FROM: Final = {"aanvrager": "Aanvrager", "basisregistratie": "Basisregistratie", "derde": "Derde"}
_NO_DAY: Final = "De dag van het stuk zelf is niet vastgelegd; dit is de dag waarop het is ontvangen."


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that counts, as it was set in type; without its content where that is erased."""

    kept: Kept
    pdf: bytes | None


def letters_of(office: Office, who: Principal, case: str) -> list[Letter]:
    """The letters that count; reading each is logged by itself. Raises NotThere."""
    listed = [one for one in showing.listed(office, who, case)[1] if one.final is not None]
    return [Letter(one, _pdf(office, who, case, one.id)) for one in listed]


def _pdf(office: Office, who: Principal, case: str, letter: str) -> bytes | None:
    try:
        return showing.pdf(office, who, case, letter, "burger")
    except Erased:
        return None


def write_letters(writing: Writing, types: Catalogue, letters: Sequence[Letter]) -> dict[str, bytes]:
    """Write the letters as documents of the case and of their decisions; the files by their path in the package."""
    files: dict[str, bytes] = {}
    decisions = {one.body["identificatie"]: one.reference for one in writing.documents if one.kind == "besluit"}
    for number, letter in enumerate(letters, 1):
        name = f"brief-{number:02}.pdf"
        if letter.pdf is None:
            writing.findings.append(Finding(f"{FOLDER}/{name}", "is gewist", "neem alleen de gegevens over"))
        else:
            files[f"{FOLDER}/{name}"] = letter.pdf
        paper = _add(writing, types, "brief", letter.kept.id, _letter(letter, name))
        about = decisions.get(letter.kept.about)
        if about is not None and KINDS[letter.kept.kind].decides:
            link = {"besluit": about, "informatieobject": paper}
            writing.add("besluitinformatieobject", writing.of_case("besluitinformatieobject", letter.kept.id), link)
    return files


def _letter(letter: Letter, name: str) -> dict[str, Any]:
    kept, found = letter.kept, {"titel": TITLES[letter.kept.kind], "auteur": BODY, "creatiedatum": letter.kept.dated}
    if kept.state == "verzonden":
        found["verzenddatum"] = kept.dated
    if letter.pdf is None:
        return found
    hashed = {"algoritme": "sha_256", "waarde": sha256(letter.pdf).hexdigest(), "datum": kept.dated}
    return found | {
        "formaat": _PDF, "bestandsnaam": name, "bestandsomvang": len(letter.pdf), "integriteit": hashed,
    }  # fmt: skip


def write_evidence(writing: Writing, types: Catalogue, listed: Iterable[Mapping[str, Any]]) -> None:
    """Write which papers came in, without their contents, which are not kept here; those of a screening are left out."""
    for number, (item, one) in enumerate(_received(listed), 1):
        day = str(one["ontvangen"])
        _add(writing, types, "bewijsstuk", f"{writing.case}-b{number:03}", {
            "titel": item.name, "auteur": _FROM[one["herkomst"]], "creatiedatum": day, "ontvangstdatum": day,
            "beschrijving": _NO_DAY,
        })  # fmt: skip


def _received(listed: Iterable[Mapping[str, Any]]) -> Iterator[tuple[evidence.Item, Mapping[str, Any]]]:
    items = {item.id: item for item in evidence.ITEMS if set(item.grounds) != _SCREENING}
    for line in listed:
        if line["stuk"] in items:
            yield from ((items[line["stuk"]], one) for one in line["ontvangen"])


def _add(writing: Writing, types: Catalogue, kind: str, identity: str, body: Mapping[str, Any]) -> str:
    """Add a paper, and that it belongs to the case."""
    paper = writing.add("enkelvoudiginformatieobject", writing.of_case("enkelvoudiginformatieobject", identity), {
        "identificatie": identity, "bronorganisatie": writing.rsin, "vertrouwelijkheidaanduiding": CONFIDENTIAL,
        "status": "definitief", "taal": "dut", "indicatieGebruiksrecht": False,
        "informatieobjecttype": types.of("informatieobjecttype", kind), **body,
    })  # fmt: skip
    link = {"zaak": writing.of_case("zaak"), "informatieobject": paper, "titel": body["titel"]}
    writing.add("zaakinformatieobject", writing.of_case("zaakinformatieobject", identity), link)
    return paper
