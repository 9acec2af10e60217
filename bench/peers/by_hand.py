"""The rules of the bench written by hand in plain Python, for complete rows: no unknown, no trace, no reasons.

The other engines are given these same rules, rule for rule; the law itself stands in `rules/` and nowhere else.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bench.peers.applications import APPLIED, Row

COUNTS = frozenset(
    ("dienstbetrekking", "zelfstandige", "vut", "aow", "pensioen", "studiefinanciering", "aanspraak_studiefinanciering")
)
VERDICT = {True: "voldaan", False: "niet_voldaan", None: "onbekend"}


class Answer(NamedTuple):
    """What every engine has to answer: the advice, a verdict for each article, and the open gates."""

    advice: str
    article_8: str
    article_9: str
    article_10: str
    gates: tuple[str, ...]


def years(start: date, end: date) -> int:
    """Complete years by the calendar."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def answer(row: Row, persons: int = 1) -> Answer:
    """The answer for a complete row."""
    resident = years(row["woont_sinds"], APPLIED) >= 6
    income = any(
        row[f"inkomen_{number}"] in COUNTS and years(row[f"geboren_{number}"], APPLIED) >= 18
        for number in range(persons)
    )
    met_8 = resident or income
    accepted_8 = not met_8 and row["hardheid_8"] == "onbillijk"
    competed = row["voorrang_ander"] and not row["kenmerk"]
    ordinary = row["rechtmatig"] and (met_8 or accepted_8) and (not competed or row["oordeel_voorrang"] == "verlenen")
    declared = row["woonverklaring"]
    met_10 = declared != "weigeren" if ordinary else None
    accepted_10 = met_10 is False and row["hardheid_10"] == "onbillijk"
    gates = []
    alone = not row["rechtmatig"]
    if not alone:
        if (not met_8 and not row["hardheid_8"]) or (met_10 is False and not row["hardheid_10"]):
            gates.append("hardheidsclausule")
        if ordinary and declared != "verlenen" and not accepted_10 and not row["gehoord"]:
            gates.append("hoorplicht")
        if competed and not row["oordeel_voorrang"]:
            gates.append("voorrang")
    refused = not ordinary or (met_10 is False and not accepted_10)
    conditions = declared == "verlenen_met_voorschriften"
    if refused:
        advice = "beoordelen" if gates else "weigeren"
    elif conditions:
        advice = "beoordelen" if gates else "verlenen_met_voorschriften"
    else:
        advice = "verlenen"
    return Answer(advice, VERDICT[met_8], VERDICT[not competed], VERDICT[met_10], tuple(gates))
