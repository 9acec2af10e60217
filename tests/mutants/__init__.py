"""Mutants of the rule files: the law changed in one place at a time, to see whether somebody would notice. `make mutants`."""
