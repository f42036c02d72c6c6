"""Verbs of what is said between owner and party, and of what waits for a yes."""
