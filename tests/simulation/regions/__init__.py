"""Regions: made from counts, read from own data."""
