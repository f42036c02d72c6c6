"""Rules of time: at which moments they are due, for which products, and what was worked off of them."""
