"""Homebox's own files, in and out."""
