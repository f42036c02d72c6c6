"""What things are worth, read from the store: the sums, what stops without a service, journal, graph and page."""
