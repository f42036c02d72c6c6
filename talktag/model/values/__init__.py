"""Single values: money, numbers under bar codes, ids, lengths of time, and words near to others."""
