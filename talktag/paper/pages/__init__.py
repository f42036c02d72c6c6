"""Whole pages that are no labels."""
