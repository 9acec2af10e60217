"""Rule books that somebody proposes: what is wrong with them, and what would have become of old assessments."""
