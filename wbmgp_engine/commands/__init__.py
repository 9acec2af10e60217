"""The file commands of `wbmgp`, one module each."""
