"""The reader of populations: terms as dataframe expressions, the same tree for every engine that narwhals speaks."""

try:
    import narwhals  # noqa: F401 -- an extra that is not installed is named, not only what is missing of it
except ModuleNotFoundError as missing:
    needed = "populations need the extra [columns]: pip install 'wbmgp-engine[columns]'"
    raise ModuleNotFoundError(needed, name=missing.name) from None

from wbmgp_engine.logic.columns.calendar_arithmetic import SAME_CALENDAR
from wbmgp_engine.logic.columns.program import Program

__all__ = ["SAME_CALENDAR", "Program"]
