"""A letter as a PDF: tagged for the citizen, and for the file with the trail inside. The same letter gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from wbmgp_api.letters.rendering import own_font, own_style
from wbmgp_api.words import bad_input

CITIZEN: Final = "pdf/ua-1"
FILE: Final = "pdf/a-3a"
_ENGLISH: Final = "english"
_FONTS: Final = "wbmgp-fonts:"


def tagged(page: str) -> bytes:
    """The PDF of a letter for whoever gets it. Raises BadInput where WeasyPrint or Pango is not installed."""
    return _written(page, CITIZEN, {}, None)


def archived(page: str, trail: Mapping[str, bytes], made: datetime) -> bytes:
    """The same for the file, with the trail as attachments that belong to it as data."""
    return _written(page, FILE, trail, made)


def _written(page: str, variant: str, trail: Mapping[str, bytes], made: datetime | None) -> bytes:
    found = _weasyprint()
    attached = [
        found.Attachment(string=content, name=name, description=name, relationship="Data", created=made, modified=made)
        for name, content in trail.items()
    ]
    fetcher, fonts = _fetcher(found), found.text.fonts.FontConfiguration()
    style = found.CSS(string=own_style(), url_fetcher=fetcher, base_url=_FONTS, font_config=fonts)
    document = found.HTML(string=page, url_fetcher=fetcher, base_url=_FONTS, media_type="print")
    options: dict[str, Any] = {"attachments": attached} if attached else {}
    # A viewer tells documents apart by this; drawn, the same letter would have other bytes each time.
    identifier = sha256(page.encode()).digest()[:16]
    return bytes(
        document.write_pdf(
            stylesheets=[style],
            finisher=_english_pages,
            font_config=fonts,
            pdf_variant=variant,
            pdf_identifier=identifier,
            **options,
        )
    )


def _english_pages(document: Any, pdf: Any) -> None:
    """Say of what stands on an English page that it is English: WeasyPrint tags the language of the whole only."""
    shown = [page._page_box.page_type.name == _ENGLISH for page in document.pages]
    pages = {reference for reference, english in zip(pdf.page_references, shown, strict=True) if english}
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("Type") == "/StructElem" and one.get("Pg") in pages:
            one["Lang"] = "(en)"


def _fetcher(found: Any) -> Any:
    """What a letter can load: our own fonts by name, and nothing else."""

    class OnlyFonts(found.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            font = own_font(url.removeprefix(_FONTS)) if url.startswith(_FONTS) else None
            if font is None:
                raise ValueError("a letter loads nothing but our own fonts")
            return found.urls.URLFetcherResponse(url, body=font, headers={"Content-Type": "font/woff2"})

    return OnlyFonts(allowed_protocols=())


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.text.fonts
    except (ImportError, OSError):  # OSError: the library of Pango does not load
        raise bad_input("no_typesetting", "brief") from None
    return weasyprint
