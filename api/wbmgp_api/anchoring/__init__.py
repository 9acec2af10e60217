"""Tie the heads of logs to the outside: witnesses that cosign them, and authorities that stamp them."""
