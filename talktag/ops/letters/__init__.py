"""Letters to a party: filled in from the record, shown, and remembered. They send nothing."""
