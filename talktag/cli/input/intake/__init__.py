"""What a person decides about an intake, at the terminal or in an editor."""
