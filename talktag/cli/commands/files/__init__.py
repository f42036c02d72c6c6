"""Verbs of the files that are kept with products."""
