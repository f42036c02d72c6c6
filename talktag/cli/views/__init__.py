"""What is shown, as neutral blocks."""
