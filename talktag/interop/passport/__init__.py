"""Passports of products: shaped like the UNTP Digital Product Passport 0.6.1 or 0.7.0, in a W3C credential."""
