"""Terms: kept, offered, answered and told of."""
