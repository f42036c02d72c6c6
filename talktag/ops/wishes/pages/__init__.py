"""A wish for whoever has no talktag: the page, its mail, other forms of it, and the offers that come back so."""
