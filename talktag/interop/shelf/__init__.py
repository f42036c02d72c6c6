"""Shelf's own files."""
