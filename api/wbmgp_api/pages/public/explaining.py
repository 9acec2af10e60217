"""`/uitleg` and `/hardheid`: how the advice is made and how somebody pleads hardship, with what the rule book itself says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from starlette.responses import Response

from wbmgp_api.pages.languages import N_, Language
from wbmgp_api.pages.public.answering import Source, source
from wbmgp_api.pages.public.chosen_book import Reading, reading
from wbmgp_api.pages.public.keeping import kept
from wbmgp_api.pages.public.registered import used
from wbmgp_api.pages.visiting import Visit
from wbmgp_engine.facts.fields import CircumstanceKind as Kind
from wbmgp_engine.permits.general import facts, guards
from wbmgp_engine.version import VERSION

_HARDSHIP: Final = "hardheidsclausule"
_OF_THE_DESK: Final = ("motivering", "mandaat")
"""What these ask is said on the page in other words: theirs name fields of a form of the desk."""
CIRCUMSTANCES: Final[Mapping[Kind, str]] = {
    Kind.HOMELESSNESS: N_("u wordt of bent dakloos"), Kind.MEDICAL: N_("u hebt medische redenen"),
    Kind.INFORMAL_CARE: N_("u geeft of krijgt mantelzorg"), Kind.DOMESTIC_VIOLENCE: N_("u bent gevlucht voor huiselijk geweld"),
    Kind.CHILDREN: N_("het gaat om uw kinderen"), Kind.RELIANCE: N_("de gemeente wekte de verwachting dat het mocht"),
    Kind.ALMOST_SIX_YEARS: N_("u woont er bijna lang genoeg"),
    Kind.RETURN_AFTER_RENEWAL: N_("u komt terug nadat uw buurt is vernieuwd"),
    Kind.LEAVING_INSTITUTION: N_("u gaat weg uit een instelling"), Kind.OTHER: N_("iets anders dat voor u zwaar weegt"),
}  # fmt: skip


class Told(NamedTuple):
    """A safeguard: the gate, the ground it belongs to (None: any), who, and where it stands."""

    id: str
    ground: str | None
    who: str
    source: Source


async def algorithm(visit: Visit) -> Response:
    """How the advice is made, which facts it can use, and what keeps it in check."""
    found = await visit.do(lambda: reading(visit))
    asked = await visit.do(lambda: facts(found.book, visit.today))
    rows = [(one.text[visit.lang], one.supplier, one.basis) for one in asked]
    told = [one for one in await visit.do(lambda: _guards(found, visit)) if one.id not in _OF_THE_DESK]
    registered = await visit.do(lambda: used(visit, found)) is not None
    return kept(visit, visit.show(
        "public/algorithm.html", reading=found, facts=rows, guards=told, version=VERSION, registered=registered,
        watched=bool(visit.service.settings.witnesses),
    ))  # fmt: skip


async def hardship(visit: Visit) -> Response:
    """How somebody pleads hardship."""
    found = await visit.do(lambda: reading(visit))
    told = [one for one in await visit.do(lambda: _guards(found, visit)) if one.id == _HARDSHIP]
    shown = visit.show("public/hardship.html", reading=found, guards=told, circumstances=[*CIRCUMSTANCES.values()])
    return kept(visit, shown)


def _guards(found: Reading, visit: Visit) -> list[Told]:
    language: Language = visit.lang
    rows = guards(found.book, visit.today)
    return [Told(one.id, one.ground, one.who[language], source(one.citation)) for one in rows]
