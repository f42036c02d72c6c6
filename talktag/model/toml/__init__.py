"""TOML text, read within bounds, changed where it stands, merged."""
