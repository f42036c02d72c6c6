"""Verbs about makers' tags."""
