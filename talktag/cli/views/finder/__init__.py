"""What the verbs of the page for finders show."""
