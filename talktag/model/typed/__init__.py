"""Values as people type them and as foreign files write them: one reader each, for every verb and every import."""
