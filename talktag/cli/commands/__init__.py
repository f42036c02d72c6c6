"""One file per verb, in a room with those like it: what it takes, how its answer is shown. It does no work itself."""
