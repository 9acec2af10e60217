"""The simulation of a region."""
