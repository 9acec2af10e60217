"""Databases with their keys: opened, recorded in, checked, erased from, given new keys."""
