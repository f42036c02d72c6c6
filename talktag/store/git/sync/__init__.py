"""Other copies of a store's history: where they are, what came from one, what was sent. It changes no file."""
