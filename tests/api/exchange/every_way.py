"""Cases that end in each way, whatever they rest on: the same outcome under every ground, instrument and condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.api.cases.test_mandates import own
from tests.api.cases.working import DESK, HARDSHIP, MAYOR, REVIEWER, WEIGHED, Desk, asked, refusable

POLICE: Final = {
    "instrument": "politiegegevens", "gehoord": True, "weging": dict.fromkeys("abcde", "gewogen"),
}  # fmt: skip
_OF_TEN: Final = HARDSHIP | {"grond": "artikel_10"}
_WORDS: Final = {"motivering": "Gewogen.", "hardheid": "Gewogen."}
_TO_ANOTHER: Final = {
    "kandidatenMetVoorrang": True, "oordeel": "aan_ander", "motivering": "Zij gaat voor.", "beslisser": "teamleider",
}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One way to an outcome: what is asked, what the mayor tells, and whether the decision follows the advice."""

    name: str
    outcome: str
    advice: str
    given: Mapping[str, Any]
    screening: Mapping[str, Any] | None = None
    papers: tuple[str, ...] = ()


def under(*grounds: str, instrument: str | None = None, refused: bool = False, **changes: Any) -> dict[str, Any]:
    """An application for a home of the corporation, under a designation and an ordinance for these grounds."""
    given = own((refusable if refused else asked)(**{"uitzondering15": False} | changes))
    with_, without = given["situatie"], given["situatie"]["aanwijzingen"][0]
    with_["aanwijzingen"] = [
        without | {"grond": ground, "instrument": instrument if ground == "artikel_10" else None} for ground in grounds
    ]
    with_["verordening"]["categorieen"][0]["gronden"] = list(grounds)
    if "artikel_10" in grounds:
        with_["verordening"]["gedragingen"] = ["a"]
    if "artikel_9" in grounds:
        with_["verordening"] |= {"voorrangskenmerken": ["beroep_zorg"]}
    return given


def _without_right() -> dict[str, Any]:
    given = under("artikel_8", evenredigheid=WEIGHED)
    given["huishouden"][0]["rechtmatigVerblijf"] = False
    return given


def _screened(instrument: str, **changes: Any) -> dict[str, Any]:
    return under("artikel_8", "artikel_10", instrument=instrument, **changes)


_VOG: Final = {"instrument": "vog", "vog": {"p1": "overgelegd"}}
_NO_VOG: Final = {"instrument": "vog", "vog": {"p1": "niet_overgelegd"}}
_NO: Final = POLICE | {"woonverklaring": "weigeren"}
_OPEN: Final = {"instrument": "politiegegevens", "woonverklaring": "weigeren"}
_YES: Final = POLICE | {"woonverklaring": "verlenen"}
_IF: Final = POLICE | {"woonverklaring": "verlenen_met_voorschriften"}
_HARD: Final[dict[str, Any]] = {"hardheid": HARDSHIP, "evenredigheid": WEIGHED}
_WHOLE: Final = WEIGHED | {"voorschriften": WEIGHED["doel"]}
_HARD10: Final[dict[str, Any]] = {"hardheid": _OF_TEN, "evenredigheid": _WHOLE}
_SPARED: Final[dict[str, Any]] = {"hardheid": _OF_TEN | {"oordeel": "onbillijk"}, "evenredigheid": _WHOLE}
_REFUSE, _GRANT, _CONDITIONS = "weigeren", "verlenen", "verlenen_met_voorschriften"

WAYS: Final = (
    Way("art. 8", _REFUSE, _REFUSE, under("artikel_8", refused=True, **_HARD)),
    Way("art. 8, where 10 applies too", _REFUSE, _REFUSE, _screened("vog", refused=True, **_HARD)),
    Way("art. 9", _REFUSE, _REFUSE, under("artikel_9", voorrang=_TO_ANOTHER, evenredigheid=WEIGHED)),
    Way("no right to stay", _REFUSE, _REFUSE, _without_right()),
    Way("art. 10, police", _REFUSE, _REFUSE, _screened("politiegegevens", **_HARD10), _NO, ("woonverklaring",)),
    Way("art. 10, no certificate", _REFUSE, _REFUSE, _screened("vog", **_HARD10), _NO_VOG, ("vog",)),
    Way("nothing against it", _GRANT, _GRANT, under("artikel_8")),
    Way("art. 8, against the advice", _GRANT, _REFUSE, under("artikel_8", refused=True, **_HARD)),
    Way("art. 10, police without objection", _GRANT, _GRANT, _screened("politiegegevens"), _YES, ("woonverklaring",)),
    Way("art. 10, a certificate", _GRANT, _GRANT, _screened("vog"), _VOG, ("vog",)),
    Way("art. 10, hardship", _GRANT, _GRANT, _screened("politiegegevens", **_SPARED), _NO, ("hardheid",)),
    Way("art. 10, against the advice", _GRANT, _REFUSE, _screened("politiegegevens", **_HARD10), _NO),
    Way("art. 10, conditions left out", _GRANT, _CONDITIONS, _screened("politiegegevens"), _IF),
    Way("art. 10, gates still open", _GRANT, "beoordelen", _screened("politiegegevens"), _OPEN),
    Way("art. 10, not screened", _GRANT, "aanvullen", _screened("politiegegevens")),
    Way("no condition named", _CONDITIONS, _CONDITIONS, _screened("politiegegevens"), _IF),
    Way("one condition", _CONDITIONS, _CONDITIONS, _screened("politiegegevens"), _IF | {"voorschriften": ["Meld u."]}),
    Way("two conditions", _CONDITIONS, _CONDITIONS, _screened("politiegegevens"),
        _IF | {"voorschriften": ["Meld u.", "Geen overlast."]}),
    Way("no permit needed", "geen_vergunning_nodig", "geen_vergunning_nodig", under()),
)  # fmt: skip


def decided(desk: Desk, way: Way) -> str:
    """A case that was decided in this way by two people, and is still to be sent."""
    case = desk.take_in(dict(way.given))
    desk.well(case, "_verklaar-volledig", DESK, {})
    for paper in way.papers:
        desk.well(case, "bewijsstukken", DESK, {"stuk": paper, "herkomst": "derde", "toelichting": "Overlast."})
    if way.screening is not None:
        desk.well(case, "_vraag-onderzoek", REVIEWER, {})
        desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": way.screening})
    drafted(desk, case, way)
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    return case


def drafted(desk: Desk, case: str, way: Way) -> None:
    """The draft on an assessment that advises what the way says."""
    advice = desk.well(case, "toetsingen", REVIEWER)["advies"]
    assert advice == way.advice, (way.name, advice)
    relation = "volgt" if advice == way.outcome else "wijkt_af"
    desk.well(case, "besluiten", REVIEWER, {"uitkomst": way.outcome, "verhouding": relation, **_WORDS})
