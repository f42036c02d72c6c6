"""What is wanted and offered, as blocks. Decides nothing."""
