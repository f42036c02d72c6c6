"""Verbs of parties."""
