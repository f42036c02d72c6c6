"""How what stands at a desk is shown."""
