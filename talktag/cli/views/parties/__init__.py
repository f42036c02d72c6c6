"""What is shown of parties."""
