"""What happens outside of the store, carried out with the plan."""
