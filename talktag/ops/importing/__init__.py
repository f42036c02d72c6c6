"""Catalogues of other programs, in and out."""
