"""Snipe-IT's own files."""
