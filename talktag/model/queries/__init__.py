"""Choosing, comparing and counting products."""
