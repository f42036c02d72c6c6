"""QR and Data Matrix symbols from a text."""
