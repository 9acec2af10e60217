"""Static checks: what is wrong with the rules, said before anything runs."""

from wbmgp_engine.law.checks.book import check
from wbmgp_engine.law.checks.file import check_file

__all__ = ["check", "check_file"]
