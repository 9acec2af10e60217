"""What leaves the house as a whole: a bundle for everybody without a person in it, and closed cases for an archive."""
