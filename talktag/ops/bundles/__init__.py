"""The signed file that travels: made, encrypted, opened, verified."""
