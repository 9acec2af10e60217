"""The pages of a case: where it stands, its advice, the decision, every step of the procedure, and its course."""
