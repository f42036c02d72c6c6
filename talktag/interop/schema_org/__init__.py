"""Products, demands, offers and reviews as JSON-LD, in and out, shaped like schema.org. It loads no context."""
