"""Applications as a table: read from CSV or a spreadsheet, each fault with its cell, and written so that no cell is a formula."""
