"""What a person can set: the facts of a store, and what is only theirs, such as which program is run."""
