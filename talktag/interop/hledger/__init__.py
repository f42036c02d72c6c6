"""Journals of hledger."""
