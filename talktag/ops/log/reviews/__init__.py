"""Reviews: written for oneself, and as a signed file where that is asked for."""
