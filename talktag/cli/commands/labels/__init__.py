"""Verbs of tags, labels and scanning."""
