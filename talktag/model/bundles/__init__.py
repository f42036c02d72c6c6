"""Bundles as values: their kinds, the names in them, the document that each holds."""
