"""Makers' tags for people. It decides nothing."""
