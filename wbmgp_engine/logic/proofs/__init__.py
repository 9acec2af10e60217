"""Terms as formulas that a solver can prove things about (Z3): what holds for every case within stated bounds."""

from wbmgp_engine.logic.proofs.formulas import Formulas, Texts, Truth, Value

__all__ = ["Formulas", "Texts", "Truth", "Value"]
