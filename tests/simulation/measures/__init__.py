"""The measures of a simulation."""
