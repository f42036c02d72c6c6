"""The verb about what you want. It decides nothing."""
