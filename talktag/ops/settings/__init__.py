"""What can be set: the facts of a store and the person's own choices."""
