"""What a thing is worth: what it cost and costs, who earned it, who kept their word, what it depends on. Pure."""
