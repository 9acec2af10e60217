"""The pages of the lawyer and the auditor: they read, and change nothing."""
