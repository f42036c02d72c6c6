"""A folder of photographs becomes products of the store."""
