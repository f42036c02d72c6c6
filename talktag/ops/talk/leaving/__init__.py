"""What a message needs to leave: whom it is for, what it follows, how a carrier takes it. Nothing leaves from here."""
