"""MDTO: what is written is well formed and of the schema, and what is not of the schema is refused."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.publication.archiving import said
from wbmgp_api.publication import mdto
from wbmgp_api.publication.mdto import Identity, Node, Reference, concept
from wbmgp_api.publication.mdto_check import Refused, read
from wbmgp_engine.retention import Kept

TERM = Kept(
    "persoon", date(2031, 11, 21), None, "Selectielijst gemeenten 2020, resultaat 11.2", "gelezen", "11.2", "geweigerd",
    date(2026, 11, 21), "zaak_afgehandeld", "P5Y",
)  # fmt: skip


def written(name: str = "Een zaak") -> bytes:
    return mdto.document("informatieobject", [
        *mdto.heading(Identity("1", "b"), name), *mdto.valued(TERM), Reference("Voorbeeldstad").node("archiefvormer"),
        Node("beperkingGebruik", [concept("beperkingGebruikType", "Geen", mdto.OWN)]),
    ])  # fmt: skip


def test_a_term_is_told_with_its_class_event_length_and_days() -> None:
    found = fromstring(written())[0]
    assert said(found, "waardering/begripCode") == "V"
    assert said(found, "bewaartermijn/termijnTriggerStartLooptijd/begripCode") == "zaak_afgehandeld"
    assert said(found, "bewaartermijn/termijnStartdatumLooptijd") == "2026-11-21"
    assert said(found, "bewaartermijn/termijnLooptijd") == "P5Y"
    assert said(found, "bewaartermijn/termijnEinddatum") == "2031-11-21"
    assert said(found, "informatiecategorie/begripCode") == "11.2"
    assert said(found, "informatiecategorie/begripBegrippenlijst/verwijzingNaam") == "Selectielijst gemeenten 2020"
    assert read(written()).first("naam") == "Een zaak"


@given(st.text(min_size=1, max_size=70).filter(str.strip))
def test_any_text_comes_back_as_it_can_stand_in_xml(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    named = mdto.document("bestand", [Node("naam", f"x{text}")])
    shown = said(fromstring(named)[0], "naam")
    assert shown is not None and len(shown) == len(text) + 1
    if text.isprintable():
        assert shown == f"x{text}"


def test_a_long_name_is_cut() -> None:
    assert len(read(written("n" * 200)).first("naam") or "") == 80


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<waardering>", "<!--x--><waarde/><waardering>", "misses waardering"),
        ("<identificatieBron>b</identificatieBron>", "", "misses identificatieBron"),
        ("<naam>Een zaak</naam>", "<naam> </naam>", "is not of the kind"),
        ("<naam>Een zaak</naam>", "<naam>Een zaak</naam><naam>nog een</naam>", "misses waardering"),
        ("P5Y", "vijf jaar", "is not of the kind"),
        ("2031-11-21", "2031-11-31", "is not of the kind"),
        ("2026-11-21", "21-11-2026", "is not of the kind"),
        ("informatieobject>", "onzin>", "in the wrong place"),
        ('xmlns="https://www.nationaalarchief.nl/mdto"', 'xmlns="urn:anders"', "is of another namespace"),
        ("<MDTO", '<!DOCTYPE x [<!ENTITY a "b">]><MDTO', "has a document type"),
        ("</MDTO>", "", "is no XML"),
        ("<waardering>", "tekst<waardering>", "holds text beside its elements"),
        ("</informatieobject>\n", "</informatieobject><bestand/>\n", "misses identificatie"),
    ],
)
def test_what_the_schema_does_not_allow_is_refused(old: str, new: str, reason: str) -> None:
    text = written().decode()
    assert old in text
    with pytest.raises(Refused, match=reason):
        read(text.replace(old, new).encode())


@given(st.binary(max_size=60))
def test_bytes_that_are_no_metadata_are_refused_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(Refused):
        read(data)


def test_deep_and_large_documents_are_refused() -> None:
    deep = f'<MDTO xmlns="{mdto.NAMESPACE}">' + "<naam>" * 50
    with pytest.raises(Refused, match="stands too deep"):
        read(deep.encode())
    with pytest.raises(Refused, match="is larger than"):
        read(b" " * 5_000_001)
