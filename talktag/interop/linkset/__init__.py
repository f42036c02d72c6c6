"""Linksets: where a maker keeps what belongs to a product, in and out, shaped like RFC 9264 in the profile of GS1."""
