"""A whole population from a file: the contract of its columns, what is refused at the edge, and how it is judged."""
