"""Pages as plain text, for mail that lets no HTML by. It sets no picture."""
