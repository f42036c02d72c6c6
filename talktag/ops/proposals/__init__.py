"""What an assistant proposes, kept until the owner approves it at a terminal or drops it. Nothing is done unasked."""
