"""What the verbs of rules show."""
