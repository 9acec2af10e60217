"""The first page of a publication: what it holds, from when, and how anybody checks it. It loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Final

from wbmgp_api.publication.woo import PublicPaper

_STYLE: Final = (
    "body{font:1.0625rem/1.6 sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}"
    "a{color:#0b4a8f}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem;"
    "border-bottom:1px solid #767676}code,h1,h3{overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}:focus{outline:3px solid #0b4a8f}"
    "@media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#161616}a{color:#9cc9ff}}"
)
_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "regelboek": ("Regelboeken", "De regels waarmee de gemeente rekent en rekende. Begin met ‘in woorden’."),
    "simulatie": ("Simulaties", "Wat een aanwijzing zou doen, doorgerekend met een nagebootste bevolking."
                  " Kleine aantallen zijn verborgen."),
    "verordening": ("Verordeningen", "Wat de gemeenteraad heeft vastgesteld, zoals de rekenregels het lezen."),
    "aanwijzing": ("Aanwijzingen", "De gebieden die de minister heeft aangewezen, met de gronden en de dagen."),
    "gebied": ("Gebieden", "Waar een aanwijzing geldt."),
    "verantwoording": ("Verantwoording", "Wat het algoritme doet, welke gegevens worden verwerkt, en het oordeel over de"
                       " AI-verordening."),
}  # fmt: skip
_RULES: Final = "/regels/"


def front_page(papers: Sequence[PublicPaper], publisher: str, on: date) -> bytes:
    """The page, in Dutch."""
    return "".join(f"{line}\n" for line in _lines(papers, publisher, on)).encode()


def head(title: str) -> Iterator[str]:
    """How a page of a publication begins; `title` is marked up already."""
    yield f'<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{_STYLE}</style>\n</head>\n<body>'


def _lines(papers: Sequence[PublicPaper], publisher: str, on: date) -> Iterator[str]:
    title = f"Selectieve woningtoewijzing: regels en verantwoording van {escape(publisher)}"
    yield from head(title)
    yield f"<header>\n<h1>{title}</h1>\n<p>Gepubliceerd op {_day(on)}. Er staat niets in over personen of zaken.</p>\n</header>"
    there = [kind for kind in _PARTS if any(one.kind == kind for one in papers)]
    yield '<nav aria-label="Inhoud">\n<ul>'
    yield from (f'<li><a href="#{kind}">{_PARTS[kind][0]}</a></li>' for kind in there)
    yield '<li><a href="#controle">Zelf controleren</a></li>\n</ul>\n</nav>\n<main>'
    for kind in there:
        yield from _part(kind, [one for one in papers if one.kind == kind])
    yield from _checking()
    yield "</main>\n</body>\n</html>"


def _part(kind: str, papers: Sequence[PublicPaper]) -> Iterator[str]:
    name, words = _PARTS[kind]
    yield f'<section aria-labelledby="{kind}">\n<h2 id="{kind}">{name}</h2>\n<p>{words}</p>'
    yield f'<table aria-labelledby="{kind}">\n<thead><tr><th scope="col">Document</th><th scope="col">Geldt of gemaakt vanaf</th></tr></thead>\n<tbody>'
    for one in papers:
        if _RULES not in one.name:
            since = _day(one.since) if one.since else "bij deze publicatie"
            yield f'<tr><th scope="row"><a href="{escape(one.name)}">{escape(one.title)}</a> <small>({one.name.rpartition(".")[2]})</small></th><td>{since}</td></tr>'
    yield "</tbody>\n</table>"
    rules = [one for one in papers if _RULES in one.name]
    for folder in dict.fromkeys(one.name.partition(_RULES)[0] for one in rules):
        listed = [one for one in rules if one.name.startswith(f"{folder}{_RULES}")]
        yield f"<details>\n<summary>De {len(listed)} bestanden van {escape(listed[0].title.partition(':')[0])}</summary>\n<ul>"
        yield from (
            f'<li><a href="{escape(one.name)}">{escape(one.title.partition(": ")[2])}</a></li>' for one in listed
        )
        yield "</ul>\n</details>"
    yield "</section>"


def _checking() -> Iterator[str]:
    yield '<section aria-labelledby="controle">\n<h2 id="controle">Zelf controleren</h2>'
    yield (
        "<p>Het bestand <a href=\"manifest-sha256.txt\">manifest-sha256.txt</a> noemt van elk bestand het controlegetal."
        " Met <code>sha256sum -c manifest-sha256.txt</code> ziet u of er iets is veranderd.</p>"
    )  # fmt: skip
    yield (
        "<p>De gegevens over elk document, zoals de Wet open overheid die vraagt, staan in"
        " <a href=\"documenten.json\">documenten.json</a>. Wie dezelfde publicatie opnieuw maakt, krijgt dezelfde bytes.</p>\n</section>"
    )  # fmt: skip


def _day(day: date) -> str:
    return f'<time datetime="{day.isoformat()}">{day.day}-{day.month}-{day.year}</time>'
