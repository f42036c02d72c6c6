"""What came and waits for a yes: kept, listed, taken in, dropped, fetched. It carries nothing out itself."""
