"""Terms: a text that two keep alike, known by its hash, and what signed entries of both say of it. Pure."""
