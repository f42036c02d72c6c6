"""What came from others, from its file to the one change that takes it in. It carries nothing out itself."""
