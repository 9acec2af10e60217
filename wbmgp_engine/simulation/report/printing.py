"""The page as a PDF that a screen reader can read, by WeasyPrint, without a network."""

from __future__ import annotations

from typing import Any, Final

from wbmgp_engine.errors import BadInput

VARIANT: Final = "pdf/ua-1"
_FIX: Final = "install the extra [simulation] and Pango 1.44 or later (Debian: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0)"


def pdf(page: str) -> bytes:
    """The PDF of a page. Raises BadInput where WeasyPrint or Pango is not installed."""
    found = _weasyprint()
    # A page loads nothing: whatever it might name stays where it is.
    nowhere = found.urls.URLFetcher(allowed_protocols=())
    document = found.HTML(string=page, url_fetcher=nowhere, media_type="print")
    return bytes(document.write_pdf(pdf_variant=VARIANT, pdf_identifier=b"wbmgp"))


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: the library of Pango does not load
        raise BadInput.one("rapport.pdf", f"cannot be made: {error}".splitlines()[0], _FIX, "no_pdf") from None
    return weasyprint
