"""Verbs of terms: kept, offered, answered."""
