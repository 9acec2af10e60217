"""Pages on which a municipality accounts for its use of the service."""
