"""Entries as CloudEvents 1.0, out and in: one JSON object each, a line each where there are many."""
