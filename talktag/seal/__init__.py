"""Keys, private notes and signatures: the only package that knows ciphers."""
