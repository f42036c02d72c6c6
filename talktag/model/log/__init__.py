"""The dated items of a product, and what they add up to."""
