"""One question, many readers: on whole applications they say the same."""
