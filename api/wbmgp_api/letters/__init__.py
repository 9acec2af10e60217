"""Letters of a case: made from what the case holds, checked for plain Dutch, set in type, and locked once they count."""
