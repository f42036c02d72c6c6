"""The one writer, and what it keeps to finish or take back after a crash."""
