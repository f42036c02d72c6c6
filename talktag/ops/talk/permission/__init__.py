"""Permission: what may come from a party, and how that is told."""
