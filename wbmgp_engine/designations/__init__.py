"""Requests for designation: what the law of the date makes of them, and the words and documents about it."""
