"""The desk at work: opens, checks, keeps and answers what customers send. It asks no person anything."""
