"""Verbs of letters to a party, for who has no software."""
