"""A desk's mail and memory as plain folders: nothing to install, and everything can be looked at with any program."""
