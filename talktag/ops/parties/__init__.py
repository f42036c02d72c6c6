"""Makers, sellers, repairers and other parties."""
