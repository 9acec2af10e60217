"""The reader of populations: terms as dataframe expressions, the same tree for every engine that narwhals speaks."""

from wbmgp_engine.logic.columns.program import Program

__all__ = ["Program"]
