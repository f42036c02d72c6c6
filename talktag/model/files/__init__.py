"""What a file is, and what it is called when it leaves."""
