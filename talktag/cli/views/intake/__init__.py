"""What the verbs of intake show."""
