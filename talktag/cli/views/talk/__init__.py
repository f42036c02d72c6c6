"""What talk shows: tables that others gave, conversations, what waits. Decides nothing."""
