"""The owner's key folder, and what was accepted of others' keys."""
