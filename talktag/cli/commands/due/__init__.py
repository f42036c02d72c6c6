"""The commands about what is due."""
