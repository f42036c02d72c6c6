"""What a maker lets one compose: the menu, what goes with what, the order and its price. It reads no file."""
