"""The pages of who watches over all cases together: lawyer, auditor and data protection officer. They read, and change nothing."""
