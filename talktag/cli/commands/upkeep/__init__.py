"""Verbs of the store itself."""
