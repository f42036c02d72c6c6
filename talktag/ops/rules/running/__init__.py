"""Rules, run by what writes entries: who arrives, what is made of it, and what keeps that in the same plan."""
