"""What letters show before they are written, and once they were answered. Decides nothing."""
