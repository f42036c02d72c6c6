"""What another party sees of a product of one's own: made again of what was given, and of what was said."""
