"""Git by plumbing: exact bytes in, durable commits out, nothing of others obeyed."""
