"""Keys as others may know them."""
