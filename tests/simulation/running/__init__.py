"""Runs of a simulation, side by side and resumed."""
