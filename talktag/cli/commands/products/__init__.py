"""Verbs of products."""
