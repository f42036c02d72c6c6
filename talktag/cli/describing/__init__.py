"""Every command for programs: what it takes and what it answers, as JSON Schema. Loaded by `help json` alone."""
