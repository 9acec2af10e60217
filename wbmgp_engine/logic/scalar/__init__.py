"""The scalar reader: one case, decided by code generated from the plan, with a full trace."""

from wbmgp_engine.logic.scalar.run import CompiledPlan, Run, compile_plan

__all__ = ["CompiledPlan", "Run", "compile_plan"]
