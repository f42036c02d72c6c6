"""All that one has with a party, gathered to be taken elsewhere. It sends nothing, and gives nothing to anybody."""
