"""What other programs read and write: catalogues in and out, as bytes. Touches no file and no network."""
