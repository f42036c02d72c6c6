"""What is said between two: channels, messages, permission, and the policy of what comes in."""
