"""Terms as they go along with what is given or said, and as they come in with it."""
