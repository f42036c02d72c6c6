"""What happens outside of the store, as values beside the plan."""
