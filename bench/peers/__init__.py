"""The same rules and the same applications before other engines: every answer is compared before anything is timed."""
