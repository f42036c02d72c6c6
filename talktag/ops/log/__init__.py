"""What is written on a product's log."""
