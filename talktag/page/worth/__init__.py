"""The page of what things are worth."""
