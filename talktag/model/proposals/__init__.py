"""What an assistant of the owner's asks for, and what waits for the owner's yes. It carries out nothing."""
