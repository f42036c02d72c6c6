"""The product: what it is, as a record and as JSON."""
