"""Verbs of the page behind the stickers."""
