"""talktag's own CSV, JSON and TOML of many products."""
