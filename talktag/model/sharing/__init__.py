"""What may leave, what left, and what comes back."""
