"""Terms as formulas that a solver can prove things about (Z3): what holds for every case within stated bounds."""

from wbmgp_engine.logic.proofs.formulas import Day, Formulas, Truth, Value

__all__ = ["Day", "Formulas", "Truth", "Value"]
