"""What lawyers and auditors ask of cases that were decided: the whole of one, like cases, deviations, and proofs. No HTTP here."""
