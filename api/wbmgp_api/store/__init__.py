"""The store: one transaction for the business rows and the log, in SQLite by default and PostgreSQL in production."""
