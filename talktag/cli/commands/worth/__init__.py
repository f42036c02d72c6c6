"""The verb about what things are worth."""
