"""Reviews for a browser."""
