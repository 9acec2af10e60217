"""A fictional municipality in an empty database, made by the same requests as people send."""
