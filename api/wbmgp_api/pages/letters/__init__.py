"""The pages of letters: those of a case, and one letter from concept to sent."""
