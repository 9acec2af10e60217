"""The PDFs of a letter: tagged and in Dutch for the citizen, with the trail inside for the file, the same bytes each time."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from typing import Any, Final, Literal

import pikepdf
import pytest

from tests.api.cases.conftest import _desk
from tests.api.cases.test_guards import store_of
from tests.api.cases.working import REVIEWER, Desk
from tests.api.letters.lettering import Writer, refused
from tests.api.service.asking import TENANT
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.letters import showing
from wbmgp_api.letters.rendering import html, own_font
from wbmgp_api.letters.typesetting import archived, tagged
from wbmgp_api.store.opened import open_store

MADE: Final = "2026-11-18T10:00:00Z"
MOMENT: Final = datetime(2026, 11, 18, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("brief")
    (text,) = (
        html(Writer(desk).brief(refused(desk), "weigeren"), MADE)
        for desk in _desk(LocalIssuer.at(folder / "login"), open_store(f"sqlite:///{folder}/zaken.db"))
    )
    return text


@pytest.fixture(scope="module")
def document(page: str) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(tagged(page))) as found:
        yield found


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure, from the root on."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tags(document: pikepdf.Pdf) -> list[str]:
    return [str(one["/S"]) for one in elements(document.Root["/StructTreeRoot"])]


def test_the_pdf_for_the_citizen_is_tagged_and_says_its_language_and_title(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert bool(root["/MarkInfo"]["/Marked"]) and str(root["/Lang"]) == "nl"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert str(document.docinfo["/Title"]).startswith("U krijgt de vergunning niet (")
    with document.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
    found = tags(document)
    assert found.count("/H1") == 1 and found.count("/H2") >= 8
    assert {"/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/BlockQuote"} <= set(found)
    assert all("/StructParents" in one for one in document.pages)


def test_every_picture_has_a_text_and_the_english_page_its_language(document: pikepdf.Pdf) -> None:
    found = list(elements(document.Root["/StructTreeRoot"]))
    assert [one for one in found if str(one["/S"]) == "/Figure" and not str(one.get("/Alt", ""))] == []
    english = document.pages[-1].objgen
    of_page = [one for one in found if one.get("/Pg", pikepdf.Dictionary()).objgen == english]
    assert len(of_page) > 5 and {str(one["/Lang"]) for one in of_page} == {"en"}
    assert [one for one in found if "/Lang" in one and one["/Pg"].objgen != english] == []


def test_headings_go_down_one_level_at_a_time(document: pikepdf.Pdf) -> None:
    levels = [int(one[2:]) for one in tags(document) if one[:2] == "/H" and one[2:].isdigit()]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def test_every_font_is_in_the_file(document: pikepdf.Pdf) -> None:
    for one in document.pages:
        for font in dict(one["/Resources"]["/Font"]).values():
            (below,) = font["/DescendantFonts"]
            assert "/FontFile2" in below["/FontDescriptor"] or "/FontFile3" in below["/FontDescriptor"]
            assert "Noto" in str(font["/BaseFont"])


def test_the_same_letter_gives_the_same_bytes(page: str) -> None:
    assert tagged(page) == tagged(page) != tagged(page.replace("1 oktober", "2 oktober"))
    assert archived(page, {"spoor.json": b"{}"}, MOMENT) == archived(page, {"spoor.json": b"{}"}, MOMENT)


def test_a_letter_loads_nothing(page: str) -> None:
    """What is named in a letter stays where it is: no file of the machine, no other host."""
    secret = b64encode(b"x").decode()
    for address in (
        "http://127.0.0.1:9/x.png",
        "file:///etc/hostname",
        f"data:image/png;base64,{secret}",
        "wbmgp-fonts:../brief.css",
    ):
        given = page.replace("<main>", f'<main><img alt="leeg" src="{address}">')
        with pikepdf.open(BytesIO(tagged(given))) as found:
            assert dict(found.pages[0]["/Resources"].get("/XObject", {})) == {}, address
    assert own_font("noto-sans-400.woff2") and own_font("../service.py") is own_font("noto-sans-999.woff2") is None


def test_the_pdf_for_the_file_carries_the_trail(desk: Desk) -> None:
    case, writer = refused(desk), Writer(desk)
    letter = writer.settled(case, "weigeren")
    document = pikepdf.open(BytesIO(showing.pdf(writer.office, writer.who(REVIEWER), case, letter, "dossier")))
    with document.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
    (name,) = document.attachments
    assert name == "spoor.json"
    assert {str(one["/AFRelationship"]) for one in document.Root["/AF"]} == {"/Data"}
    told = json.loads(document.attachments[name].get_file().read_bytes())
    assert (told["zaak"], told["brief"]["soort"]) == (case, "weigeren")
    assert [one["type"] for one in told["inschrijvingen"]] == ["besluit", "beoordeling"]
    assert told["toetsing"]["advies"] == "weigeren" and told["toetsing"]["spoor"]


def test_what_was_locked_has_the_hash_that_stands_beside_it(desk: Desk) -> None:
    case, writer = refused(desk), Writer(desk)
    kept = writer.kept(case, writer.settled(case, "weigeren"))
    found: tuple[tuple[Literal["burger", "dossier"], str], ...] = (("burger", "motivering"), ("dossier", "spoor"))
    for which, category in found:
        closed = partial(showing.words, office=writer.office, tenant=TENANT, record=kept.final or "", category=category)
        said = store_of(desk).read(TENANT, closed)
        assert said["sha256"] == sha256(showing.pdf(writer.office, writer.who(), case, kept.id, which)).hexdigest()
        assert (said["soort"], said["tekst"], said["onderzoek"]) == ("weigeren", kept.text, False)
