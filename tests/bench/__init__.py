"""The bench: its models of other engines, and its page; never a time."""
