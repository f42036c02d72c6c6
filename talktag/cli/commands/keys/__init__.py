"""Verbs of keys."""
