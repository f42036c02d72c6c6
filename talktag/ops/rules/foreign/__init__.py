"""Rules that came from elsewhere: how they get into the store, and what they may see. None is obeyed before a yes."""
