"""Tags, label paper and scanning."""
