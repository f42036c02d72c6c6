"""Verbs of attachments."""
