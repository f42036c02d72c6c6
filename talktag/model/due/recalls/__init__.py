"""Recalls: what is called back, and whether that is a thing one has. Compared here; nobody is asked, nothing sent."""
