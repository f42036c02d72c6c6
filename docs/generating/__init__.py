"""What the generated pages are made from: the command tree, the error classes, the data files. Writes nothing."""
