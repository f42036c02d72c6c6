"""The command line: the only layer that knows terminal, environment and clock."""
