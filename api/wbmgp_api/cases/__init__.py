"""Cases from intake to archive: the procedure as one table, every step one transaction. No HTTP here."""
