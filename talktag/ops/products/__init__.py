"""The verbs of products: adding, changing, looking, lending, parting."""
