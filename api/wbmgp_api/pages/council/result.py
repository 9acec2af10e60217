"""What came of a simulation: its report in parts, its pictures, its files, and the request that can be made of it."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.areas import request_drafts
from wbmgp_api.counter import known_id
from wbmgp_api.edge.formats import CSV, HTML, JSON, PDF
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.problems import Problem
from wbmgp_api.pages.council.figures import CSP, image
from wbmgp_api.pages.council.reports import Report, Section, Unreadable, read_report
from wbmgp_api.pages.council.requests import WRITERS
from wbmgp_api.pages.council.simulating import LIST, look, may_ask, possible, simulator, told
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Visit
from wbmgp_api.simulations import asking, requesting, results
from wbmgp_api.simulations.asking import Seen
from wbmgp_api.store.errors import NotThere

# Each part with the sections of the report that stand in it; sections of a later report go to the last.
PARTS: Final = {
    "kort": (N_("In het kort"), ()),
    "varianten": (N_("Varianten naast elkaar"), ("varianten", "weigeringen", "doelen")),
    "zoekers": (N_("Zoekers en geweigerden"), ("zoeken", "geweigerden")),
    "kaarten": (N_("Kaart en regio"), ("verplaatsing", "leegstand", "regio")),
    "groepen": (N_("Groepen"), ("groepen",)),
    "aannamen": (N_("Aannamen en grenzen"), ("recht", "aannamen", "gebied", "methode")),
}  # fmt: skip
_LAST: Final = "aannamen"
_CHOICES: Final = ("een", "twee")
# Without scripts, forms and addresses, also for somebody who opens it in a browser all the same.
_DOWNLOAD_CSP: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
_KINDS: Final = {"html": HTML, "pdf": PDF, "csv": CSV, "json": JSON, "md": "text/markdown"}
_OFFERED: Final = {
    "rapport.pdf": N_("Rapport, om te printen"), "rapport.en.pdf": N_("Rapport in het Engels, om te printen"),
    "rapport.html": N_("Rapport, voor op het scherm"), "rapport.en.html": N_("Rapport in het Engels, voor op het scherm"),
    "maten.csv": N_("Alle cijfers, als tabel"), "dossier.md": N_("Verantwoording van de simulatie"),
    "dossier.en.md": N_("Verantwoording van de simulatie in het Engels"),
    "dossier.json": N_("Verantwoording van de simulatie, voor een programma"),
    "verzoek.json": N_("Aanzet voor een verzoek, voor een programma"),
}  # fmt: skip


async def show(visit: Visit) -> Response:
    """A simulation: how far it is, or what came of it."""
    seen = await look(visit)
    if seen.kept.status != "klaar":
        return visit.show(
            "council/simulation.html", simulation=told(visit, seen), may_ask=may_ask(visit), possible=possible(visit)
        )
    return await part(visit, "kort", seen)


async def show_part(visit: Visit) -> Response:
    """One part of the report."""
    name = visit.path("deel")
    if name not in PARTS:
        raise NotThere("a result has no such part")
    return await part(visit, name, await look(visit))


async def part(visit: Visit, name: str, seen: Seen) -> Response:
    """A part of the report of a result. Problem 409 while there is none, 410 where it is not as it was recorded."""
    report = await report_of(visit)
    path = f"{LIST}/{seen.kept.id}"
    tabs = [
        (path if key == "kort" else f"{path}/{key}", visit.say(words), key == name) for key, (words, _) in PARTS.items()
    ]
    sections = [one for one in report.sections if _part_of(one) == name] if report else []
    values: dict[str, Any] = {
        "simulation": told(visit, seen), "report": report, "sections": sections, "tabs": tabs, "part": name,
        "chosen": _chosen(visit, report), "pairs": [(one, one) for one in report.options] if report else [], "files": [(one, visit.say(words)) for one, words in _OFFERED.items() if one in seen.kept.hashes],
        "may_ask": may_ask(visit), "maps": _maps(report), "options": await _options(visit, seen) if name == "kort" else {},
    }  # fmt: skip
    return visit.show("council/result.html", **values)


async def figure(visit: Visit) -> Response:
    """A picture of the report."""
    report = await report_of(visit)
    drawn = image(report, visit.path("naam")) if report else None
    if drawn is None:
        raise NotThere("the report has no such picture")
    headers = {"Content-Security-Policy": CSP, "Cache-Control": "private, max-age=3600"}
    return Response(drawn, media_type="image/svg+xml", headers=headers)


async def download(visit: Visit) -> Response:
    """A file of the result, as it was recorded."""
    name = visit.path("naam")
    if name not in _OFFERED:
        raise NotThere("a result has no such file")
    data = await file_of(visit, name)
    kind = _KINDS[name.rpartition(".")[2]]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": _DOWNLOAD_CSP}
    return Response(data, media_type=kind, headers=headers)


async def report_of(visit: Visit) -> Report | None:
    """The report in the language of the visitor; None where it cannot be read as a page of ours."""
    page = await file_of(visit, "rapport.html" if visit.lang == "nl" else "rapport.en.html")
    try:
        return await at_length(partial(read_report, page))
    except Unreadable:
        return None


async def file_of(visit: Visit, name: str) -> bytes:
    """A file of a result. Raises NotThere; Problem 409 while there is none, 410 where it is not as it was recorded."""
    simulating = simulator(visit)
    kept = await visit.do(partial(asking.done, visit.office, visit.who, known_id(visit.path("id"))))
    if name not in kept.hashes:
        raise NotThere("this simulation made no such file")
    try:
        return await at_length(partial(results.read, simulating, visit.who.tenant, kept, name))
    except results.Gone:
        raise Problem(410, "result_gone") from None


async def _options(visit: Visit, seen: Seen) -> dict[str, str]:
    """The options that a request can be made of, by id, as they are called."""
    if results.FACTS not in seen.kept.hashes or results.MEASURES not in seen.kept.hashes:
        return {}
    found = requesting.askable(await file_of(visit, results.FACTS))
    return {key: str(names.get(visit.lang) or names.get("nl", key)) for key, names in found.items()}


def _part_of(section: Section) -> str:
    return next((name for name, (_, sections) in PARTS.items() if section.id in sections), _LAST)


def _chosen(visit: Visit, report: Report | None) -> list[str]:
    """The options that somebody wants to see beside each other; none for all of them."""
    known = report.options if report else ()
    return [one for one in (visit.query.get(name, "") for name in _CHOICES) if one in known]


def _maps(report: Report | None) -> list[Any]:
    """The maps of the report, for its first page."""
    if report is None:
        return []
    found = [picture for section in report.sections for picture in section.pictures]
    return [picture for picture in found if picture.id.startswith("kaart-weigeringen")]


async def make_request(visit: Visit) -> Response:
    """A request with the figures of an option, kept for people to go on with."""
    who = visit.acting(*WRITERS)
    facts, measures = await file_of(visit, results.FACTS), await file_of(visit, results.MEASURES)
    made = await at_length(partial(requesting.request_for, facts, measures, visit.said("variant")))
    draft = await visit.do(partial(request_drafts.add, visit.office, who, made))
    return visit.to(f"/raad/verzoeken/{draft.kept.id}")
