"""The reader of populations: terms as dataframe expressions, the same tree for every engine that narwhals speaks."""

from wbmgp_engine.logic.columns.calendar_arithmetic import SAME_CALENDAR
from wbmgp_engine.logic.columns.program import Program

__all__ = ["SAME_CALENDAR", "Program"]
