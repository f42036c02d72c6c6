"""What came to a desk, from its bytes to what it is on its channel. Nothing here keeps or answers."""
