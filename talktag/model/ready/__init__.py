"""Texts that are held ready to be passed on as they are: rows of joined cells, and JSON. Knows no record."""
