"""Terms at a desk: what its folder lists is accepted, anything else is left to a person."""
