"""A site of one's things: what a page tells of a product, and the list of what belongs to the site. Pure."""
