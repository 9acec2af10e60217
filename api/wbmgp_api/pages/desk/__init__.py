"""The pages of the desk: what is to be done, the cases, taking one in, its facts, its papers, and trying things out."""
