"""What was before: commits, and files as they were."""
