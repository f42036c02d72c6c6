"""Rules: what wakes them, what they make. Pure; nothing here writes or sends."""
