"""The verbs by which an assistant of the owner's reads and proposes, and the owner says yes or no."""
