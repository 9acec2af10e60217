"""Areas of a municipality: what lies in them, in which version, and by whose word. No condition of the law stands here."""
