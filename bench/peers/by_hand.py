"""The rules of the bench written by hand in plain Python, for complete rows: no unknown, no trace, no reasons.

The other engines are given these same rules, rule for rule; the law itself stands in `rules/` and nowhere else.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from bench.peers.applications import WEIGHED, Row

COUNTS: Final = frozenset(
    ("dienstbetrekking", "zelfstandige", "vut", "aow", "pensioen", "studiefinanciering", "aanspraak_studiefinanciering")
)
RENT: Final = 100_000
GATES: Final = ("hardheidsclausule", "voorrang", "hoorplicht", "weging_10b", "motivering", "mandaat")
NOTHING: Final = "niet_van_toepassing"
VERDICT: Final = {True: "voldaan", False: "niet_voldaan", None: "onbekend"}


class Answer(NamedTuple):
    """What every engine has to answer: the advice, a verdict for each article, and the open gates."""

    advice: str
    article_8: str
    article_9: str
    article_10: str
    gates: frozenset[str]


NOT_NEEDED: Final = Answer("geen_vergunning_nodig", NOTHING, NOTHING, NOTHING, frozenset())


def years(start: date, end: date) -> int:
    """Complete years by the calendar."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def answer(row: Row, persons: int = 1) -> Answer:
    """The answer for a complete row."""
    if not _needed(row):
        return NOT_NEEDED
    applied, lawful = row["aangevraagd"], row["rechtmatig"]
    income = any(
        row[f"inkomen_{number}"] in COUNTS and years(row[f"geboren_{number}"], applied) >= 18
        for number in range(persons)
    )
    met_8 = years(row["woont_sinds"], applied) >= 6 or income
    competed = row["voorrang_ander"] and not row["kenmerk"]
    refused_9 = competed and not _said(row, "oordeel_voorrang", "verlenen")
    ordinary = lawful and (met_8 or _said(row, "hardheid_8", "onbillijk")) and not refused_9
    declared = row["woonverklaring"]
    met_10 = declared != "weigeren" if ordinary else None
    refused_10 = met_10 is False and not _said(row, "hardheid_10", "onbillijk")
    conditions = ordinary and declared == "verlenen_met_voorschriften"
    refused = not ordinary or refused_10
    gates = frozenset[str]()
    if lawful and (refused or conditions):
        gates = _gates(row, not met_8, competed, refused_9, met_10 is False, refused_10 or conditions)
    settled = "weigeren" if refused else "verlenen_met_voorschriften" if conditions else "verlenen"
    return Answer("beoordelen" if gates else settled, VERDICT[met_8], VERDICT[not competed], VERDICT[met_10], gates)


def _needed(row: Row) -> bool:
    fits = row["verhuurder"] == "particulier" and row["soort"] == "zelfstandig" and row["huurprijs"] < RENT
    return bool(row["gebied"] == "voorbeeldwijk" and fits)


def _said(row: Row, name: str, verdict: str) -> bool:
    """A judgement counts with reasons and with the name of who decided."""
    return row[name] == verdict and row[f"{name}_gemotiveerd"] and row[f"{name}_ondertekend"]


def _gates(row: Row, unmet_8: bool, competed: bool, refused_9: bool, unmet_10: bool, screened: bool) -> frozenset[str]:
    judged = (("hardheid_8", unmet_8), ("oordeel_voorrang", competed), ("hardheid_10", unmet_10))
    complete = ("gemotiveerd", "ondertekend")
    hardship = (unmet_8, "hardheid_8"), (unmet_10, "hardheid_10")
    found = (
        any(
            unmet and not (_said(row, name, "onbillijk") or _said(row, name, "niet_onbillijk"))
            for unmet, name in hardship
        ),
        refused_9 and not _said(row, "oordeel_voorrang", "aan_ander"),
        screened and not row["gehoord"],
        screened and not all(row[name] for name in WEIGHED),
        *(any(counts and row[name] and not row[f"{name}_{how}"] for name, counts in judged) for how in complete),
    )
    return frozenset(gate for gate, is_open in zip(GATES, found, strict=True) if is_open)
