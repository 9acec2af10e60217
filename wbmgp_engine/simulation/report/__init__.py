"""The report of a simulation: one page and one PDF in two languages, for who decides and for who checks."""

from wbmgp_engine.simulation.report.beside import Beside, Moved, asked, moved_of
from wbmgp_engine.simulation.report.page import html
from wbmgp_engine.simulation.report.printing import pdf
from wbmgp_engine.simulation.report.writing import write_report

__all__ = ["Beside", "Moved", "asked", "html", "moved_of", "pdf", "write_report"]
