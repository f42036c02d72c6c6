"""Pure values and rules. Nothing here touches files, the clock, randomness or another layer."""
