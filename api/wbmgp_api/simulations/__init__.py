"""Simulations that a council asks for: read within bounds, lined up, done by a program beside the service, and kept."""
