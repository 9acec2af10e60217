"""What the tests of a push share: one package of a case that ended, settings, and a system that may break off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.api.cases.working import DESK, HARDSHIP, REVIEWER, Desk, refusable
from tests.api.exchange.case_system import CaseSystem
from tests.api.exchange.test_zgw import final, packed
from tests.api.exchange.test_zgw_fields import RSIN
from tests.api.letters import lettering
from tests.api.letters.lettering import Writer
from wbmgp_api.anchoring.asking import NoAnswer
from wbmgp_api.exchange.zgw import Package
from wbmgp_api.exchange.zgw_answers import Answer
from wbmgp_api.exchange.zgw_plan import plan
from wbmgp_api.exchange.zgw_push import Done, push
from wbmgp_api.exchange.zgw_reading import read_package
from wbmgp_api.exchange.zgw_settings import Target, read_target

LISTS: Final = """
selectielijst:
  procestype: https://lijst.voorbeeld/procestypen/1
  resultaten:
    Verleend: {omschrijving: https://lijst.voorbeeld/o/1, klasse: https://lijst.voorbeeld/k/1}
    Geweigerd: {omschrijving: https://lijst.voorbeeld/o/2, klasse: https://lijst.voorbeeld/k/2}
    Ingetrokken: {omschrijving: https://lijst.voorbeeld/o/3, klasse: https://lijst.voorbeeld/k/3}
    Afgebroken: {omschrijving: https://lijst.voorbeeld/o/4, klasse: https://lijst.voorbeeld/k/4}
    Geen vergunning nodig: {omschrijving: https://lijst.voorbeeld/o/5, klasse: https://lijst.voorbeeld/k/5, vanaf: afgehandeld}
"""


def settings(base: str = "http://localhost", more: str = LISTS) -> str:
    apis = "".join(f"  {name}: {base}/{name}/api/v1\n" for name in ("catalogi", "zaken", "besluiten", "documenten"))
    return f'rsin: "{RSIN}"\nclient: wbmgp\napis:\n{apis}{more}'


def target(base: str = "http://localhost", more: str = LISTS) -> Target:
    return read_target(settings(base, more).encode(), "zgw.yaml")


def ended(desk: Desk) -> Package:
    """A refusal with a paper that came in and its letter, after the time to object."""
    given = refusable(hardheid=HARDSHIP, evenredigheid=lettering.WEIGHED)
    case = desk.take_in(given)
    desk.well(case, "bewijsstukken", DESK, {"stuk": "loonstroken", "herkomst": "aanvrager", "toelichting": "Gezien."})
    desk.drafted(None, "weigeren", case, **lettering.REASONS)
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    desk.well(case, "_verzend", DESK, {})
    Writer(desk).settled(case, "weigeren")
    final(desk, case)
    return packed(desk, case)


def pushed(made: Package, send: Any, to: Target, *, catalogue: bool = True, dry: bool = False) -> list[Done]:
    return list(push(plan(read_package(made.files), to, catalogue=catalogue), to, send, dry=dry))


class Breaking:
    """A system that falls silent at one request: before it did anything, or after, so that only its answer is lost."""

    def __init__(self, system: CaseSystem, at: int, *, after: bool) -> None:
        self.system, self.at, self.after, self.count = system, at, after, 0

    def __call__(self, url: str, body: Mapping[str, Any] | None) -> Answer:
        self.count += 1
        if self.count == self.at and not self.after:
            raise NoAnswer("stil")
        answer = self.system(url, body)
        if self.count == self.at:
            raise NoAnswer("stil")
        return answer
