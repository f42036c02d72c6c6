"""What is due, shown: rows, and the card of today."""
