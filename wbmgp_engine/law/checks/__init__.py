"""Static checks: what is wrong with the rules, said before anything runs."""

from wbmgp_engine.law.checks.file import check_file

__all__ = ["check_file"]
