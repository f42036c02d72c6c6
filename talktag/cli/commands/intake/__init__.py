"""The verbs that take in photographs."""
