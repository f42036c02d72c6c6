"""QR symbols, labels and sheets: the only package that knows ink."""
