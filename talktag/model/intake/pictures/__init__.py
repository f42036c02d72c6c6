"""Photographs: when each was taken, in which order, and which are of one thing."""
