"""Going with other copies of the store."""
