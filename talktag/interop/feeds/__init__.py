"""A feed of what happened, out. It takes none in."""
