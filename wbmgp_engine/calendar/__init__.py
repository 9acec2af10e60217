"""Legal terms: which day a term ends, and why. Pure arithmetic over the dated files of `rules/kalender/`."""

from wbmgp_engine.calendar.awb import AwbTerms, PenaltyAmounts
from wbmgp_engine.calendar.decisions import Notice, Penalty, deemed, latest_notice, penalty, reasonable_term
from wbmgp_engine.calendar.easter import easter_sunday
from wbmgp_engine.calendar.explained import Explained, Step
from wbmgp_engine.calendar.holidays import Calendar, FreeDay, holidays_of
from wbmgp_engine.calendar.objections import Filing, filed, objection_decision, objection_term
from wbmgp_engine.calendar.suspension import Suspension
from wbmgp_engine.calendar.term import Term, counted_back, term_end

__all__ = [
    "AwbTerms", "Calendar", "Explained", "Filing", "FreeDay", "Notice", "Penalty", "PenaltyAmounts", "Step",
    "Suspension", "Term", "counted_back", "deemed", "easter_sunday", "filed", "holidays_of", "latest_notice",
    "objection_decision", "objection_term", "penalty", "reasonable_term", "term_end",
]  # fmt: skip
