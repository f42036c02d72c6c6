"""How what things are worth is shown."""
