"""One-time keys of anonymous conversations: made, found, opened, sealed anew and deleted. It sends nothing."""
