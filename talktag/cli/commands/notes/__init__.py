"""Verbs of private notes."""
