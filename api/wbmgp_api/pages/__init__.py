"""Pages for people. For now those of signing in: who you are here, in which roles, and the way out."""
