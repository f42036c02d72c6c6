"""Verbs of catalogues of other programs."""
