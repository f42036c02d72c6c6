"""Verbs of what is given and what comes back."""
