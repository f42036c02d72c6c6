"""What the desktop does for a person: shows files in windows. Decides nothing of what is in them."""
