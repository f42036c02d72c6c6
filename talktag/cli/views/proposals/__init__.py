"""What an assistant proposed, as the owner reads it."""
