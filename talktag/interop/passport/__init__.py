"""Passports of products: shaped like the UNTP Digital Product Passport 0.6, in the envelope of a W3C credential."""
