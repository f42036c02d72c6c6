"""Letters in the words of their reader's language. It decides nothing of what is told."""
