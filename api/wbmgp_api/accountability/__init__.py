"""What a municipality shows of the service: documents made from the rule book, its own file and the settings."""
